import { GRAPH_HOST } from '../app.mts';
import { invalidParameter } from '../graphError.mts';
import type { Call } from './call.mts';

/** What a list may say to be read in parts: parameters of a call, or a field's modifiers. */
export interface Window {
	readonly limit?: string | undefined;
	readonly after?: string | undefined;
	readonly before?: string | undefined;
}

/** Records on a page when nothing is said, and the most that there can be (developers.facebook.com/docs/graph-api/reference/page/feed). */
const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

const cursorOf = (id: string) => Buffer.from(`cursor:${id}`).toString('base64url');

function readLimit(text: string | undefined): number {
	if (text === undefined) return DEFAULT_LIMIT;
	if (!/^\d+$/.test(text)) throw invalidParameter('Param limit must be a non-negative integer');
	return Math.min(Number(text), MAX_LIMIT);
}

/** Where a cursor points to in a list. */
function indexOf(records: readonly { id: string }[], cursor: string): number {
	const index = records.findIndex(({ id }) => cursorOf(id) === cursor);
	if (index < 0) throw invalidParameter('Invalid cursors values');
	return index;
}

/** One page of records. */
function cut<Record extends { id: string }>(records: readonly Record[], window: Window) {
	const limit = readLimit(window.limit);
	if (window.before !== undefined) {
		const end = indexOf(records, window.before);
		return { start: Math.max(0, end - limit), end };
	}
	const start = window.after === undefined ? 0 : indexOf(records, window.after) + 1;
	return { start, end: Math.min(start + limit, records.length) };
}

/** The address of the next or the last page: the token is in it, as in Facebook's own. */
function address(call: Call, path: string, cursor: { after: string } | { before: string }) {
	const query = new URLSearchParams(call.parameters);
	for (const name of ['after', 'before', 'appsecret_proof']) query.delete(name);
	query.set('access_token', call.token.value);
	for (const [name, value] of Object.entries(cursor)) query.set(name, value);
	return `https://${GRAPH_HOST}/${call.version}${path}?${query}`;
}

/**
 * One page of a list, as `{ data, paging }`; `paging.next` is absent at the end
 * (developers.facebook.com/docs/graph-api/results).
 * @param path of the edge, e.g. `/123/feed`
 * @param toDocument what is answered of a record
 */
export function pageOf<Record extends { id: string }>(
	call: Call,
	{ records, window, path }: { records: readonly Record[]; window: Window; path: string },
	toDocument: (record: Record) => object,
): { data: object[]; paging?: object } {
	const { start, end } = cut(records, window);
	const page = records.slice(start, end);
	call.records += page.length;
	const first = page[0];
	const last = page.at(-1);
	if (!first || !last) return { data: [] };
	const cursors = { before: cursorOf(first.id), after: cursorOf(last.id) };
	return {
		data: page.map(toDocument),
		paging: {
			cursors,
			...(end < records.length ? { next: address(call, path, { after: cursors.after }) } : {}),
			...(start > 0 ? { previous: address(call, path, { before: cursors.before }) } : {}),
		},
	};
}

/** The part of a list that the call itself asks for. */
export const windowOf = (call: Call): Window => ({
	limit: call.parameter('limit'),
	after: call.parameter('after'),
	before: call.parameter('before'),
});
