/** What a service holds of what the items of a run were to write. */
import type { Parameters } from '../everyOperation.mts';

/** One item of a run that changes something at the service. Whatever it writes carries a mark of its own. */
export interface Write {
	readonly parameters: Parameters;
	/** How often the service holds what this item was to write: 1 where it was carried out. */
	readonly written: () => number | Promise<number>;
}

/** Makes an item of each operation that changes something, by the operation's name. */
export type Writes = Readonly<Record<string, () => Write | Promise<Write>>>;

/** Something that is done or is not, and cannot be done twice. */
export const once = (done: boolean): number => (done ? 1 : 0);

/** How many of these are so. */
export const count = <T,>(all: Iterable<T>, isSo: (one: T) => boolean): number =>
	[...all].filter(isSo).length;
