import type { GenericValue, IDataObject } from 'n8n-workflow';

/** The media type of a form (https://url.spec.whatwg.org/#application/x-www-form-urlencoded). */
export const FORM = 'application/x-www-form-urlencoded';

/** A value of a form under its name, where objects and lists are nested in brackets: `items[0][price]=1`. */
function pairsOf(name: string, value: unknown): Array<[string, string]> {
	if (value === undefined) return [];
	if (typeof value !== 'object' || value === null) return [[name, String(value ?? '')]];
	return Object.entries(value).flatMap(([key, held]) => pairsOf(`${name}[${key}]`, held));
}

/** A body as a form. */
export const encodeBody = (body: IDataObject | GenericValue[]): string =>
	new URLSearchParams(
		Object.entries(body).flatMap(([name, value]) => pairsOf(name, value)),
	).toString();
