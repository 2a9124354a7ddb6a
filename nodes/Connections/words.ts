/** Words for what the columns of several operations say. */

/** The service does not tell it. It is never "none". */
export const NOT_TOLD = 'not told';

export const NONE = 'none';

/**
 * No workflow uses the connection. Nothing that it holds is then called unneeded: all of it goes with the connection.
 */
export const UNUSED = 'unused';

/** A text as one sentence, whether it ends with a full stop already or not. */
export const sentence = (text: string): string => `${text.replace(/\.$/, '')}.`;

/** The beginning of a text. */
export const clipped = (text: string, most: number): string =>
	text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

/** The first names of a list, and how many more there are: not more than a person reads. */
export function shortly(names: readonly string[], most: number): string {
	const shown = names.slice(0, most).join(', ');
	const rest = names.length - most;
	return rest > 0 ? `${shown} and ${rest} more` : shown;
}
