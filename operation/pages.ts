import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { AnswerSchema, Connection } from '../connection/connection';
import type { ServiceRequest } from '../connection/request/request';

/** Whether two records are the same. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Creates what looks at the pages of a list, one after another.
 * @returns what throws a ConnectionFailure for a page that begins as the one before it did: what should have come in its
 * place is missing
 */
export function createRepetitionCheck(connection: Connection) {
	let before: readonly unknown[] = [];
	return (request: ServiceRequest, records: readonly unknown[]): void => {
		const shared = records.slice(0, before.length);
		if (shared.length > 0 && shared.every((record, index) => isSame(record, before[index]))) {
			const { displayName } = connection.service;
			throw connection.failure(request, `${displayName} gave the same page of the list twice`);
		}
		before = records;
	};
}

/** A list that is paged by a number of records to pass over (`offset`) and a number to give (`count`). */
export interface OffsetList {
	readonly path: string;
	readonly query?: IDataObject;
	/** The property of the answer that holds the records. */
	readonly key: string;
	/** The property of the answer that holds the number of all records. */
	readonly totalKey: string;
}

/** A page of an offset list, as it was asked for. */
interface OffsetPage {
	readonly request: ServiceRequest;
	readonly count: number;
	readonly answer: Promise<IDataObject>;
}

/** Asks for pages of an offset list. */
function offsetReader(connection: Connection, { path, query, key, totalKey }: OffsetList) {
	const page = z.object({
		[key]: z.array(z.record(z.string(), z.unknown())),
		[totalKey]: z.number(),
	});
	return (offset: number, count: number): OffsetPage => {
		const request = { method: 'GET', path, query: { ...query, count, offset } } as const;
		const answer = connection.request(request, page) as Promise<IDataObject>;
		// A page that is asked for ahead may fail before, or without, its turn to be awaited: not a rejection that nobody handles.
		answer.catch(() => undefined);
		return { request, count, answer };
	};
}

/** So many records are asked for at first where there may be more than a page: how many there are is told with them. */
const FIRST_PAGE = 100;

/**
 * The pages of a list, in order and never larger than needed. Once the first one, a small one, has said how long the list
 * is, as many of the others are under way at once as the connection may have. Where a page is not as long as it should
 * be, reading goes on from its end.
 *
 * Each page is counted from the list's beginning as it is at that moment. What is deleted meanwhile from a page that was
 * read already moves as many records to where nobody looks again: they are passed over. What is added there moves as
 * many to the next page: they come twice.
 * @param limit how many records are wanted at most
 * @throws ConnectionFailure when a page is refused, is not a page, is the one before it once more, or is empty and
 * says that the list is longer
 */
export async function* offsetPages(
	connection: Connection,
	list: OffsetList,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const { requestsAtOnce } = connection;
	const { pageSize } = connection.service.limits;
	const ask = offsetReader(connection, list);
	const askAt = (offset: number, most = pageSize) => ask(offset, Math.min(most, limit - offset));
	const mayAskAhead = limit > pageSize && requestsAtOnce > 1;
	let ahead = [askAt(0, mayAskAhead ? Math.min(FIRST_PAGE, pageSize) : pageSize)];
	const checkRepetition = createRepetitionCheck(connection);
	let offset = 0;
	for (;;) {
		const [page, ...others] = ahead;
		if (!page) return;
		const answer = await page.answer;
		const records = answer[list.key] as IDataObject[];
		checkRepetition(page.request, records);
		yield records;
		offset += records.length;
		const end = Math.min(limit, Number(answer[list.totalKey]));
		if (offset >= end) return;
		if (records.length === 0) {
			const { displayName } = connection.service;
			throw connection.failure(
				page.request,
				`${displayName} gave an empty page of a list that goes on: ${offset} of ${end} were read`,
			);
		}
		const isFull = records.length === page.count;
		ahead = isFull ? others : [];
		let next = offset + ahead.reduce((sum, { count }) => sum + count, 0);
		// A service may give less than it is asked for each time: then what is asked for ahead would be wasted.
		while (ahead.length < (isFull ? requestsAtOnce : 1) && next < end) {
			const asked = askAt(next);
			ahead.push(asked);
			next += asked.count;
		}
	}
}

/** A list whose pages do not say how long it is, paged by a number of records to pass over and one to give. */
export interface PlainList {
	readonly path: string;
	readonly query?: IDataObject;
	/** The query parameters for these numbers; `limit` and `offset` where they are not named. */
	readonly parameters?: { readonly limit: string; readonly offset: string };
}

/**
 * Of what a page may hold at most, the share that a service that gives less gives at least: Boost.space, which documents at
 * most 1000, gives 100 to whom asks for no number.
 */
const LEAST_SHARE = 0.1;

/** A page of a plain list, and how many records it was asked for. */
interface PlainPage {
	readonly size: number;
	readonly records: readonly unknown[];
}

/** Whether a service that did not give as many as it was asked for gives just these again: its whole list, each time. */
const isWholeAgain = ({ size, records: whole }: PlainPage, records: readonly unknown[]) =>
	whole.length !== size &&
	records.length === whole.length &&
	records.every((record, index) => isSame(record, whole[index]));

/**
 * The pages of a list that does not say how long it is. It ends with a page that is not full and shorter than another
 * before it, or so short that no service would cut there. Another one that is not full is not its end yet: the service may
 * give fewer records at a time than it is asked for, and then the rest would be missing without a word. That costs some
 * lists of one page one more request. A service that does not know pages gives that page again: it is the whole list.
 *
 * Each page is asked for only when it is wanted and never larger than needed.
 * @param limit how many records are wanted at most
 * @param answer what a page must be
 * @throws ConnectionFailure when a page is refused, is not a page, or is the one before it once more
 */
export async function* plainPages<T>(
	connection: Connection,
	{ path, query, parameters = { limit: 'limit', offset: 'offset' } }: PlainList,
	limit: number,
	answer: AnswerSchema<T[]>,
): AsyncGenerator<T[]> {
	const checkRepetition = createRepetitionCheck(connection);
	let first: PlainPage | undefined;
	let offset = 0;
	let longest = 0;
	const { pageSize } = connection.service.limits;
	for (;;) {
		const size = Math.min(pageSize, limit - offset);
		const page = { [parameters.limit]: size, [parameters.offset]: offset };
		const request = { method: 'GET', path, query: { ...query, ...page } } as const;
		const records = await connection.request(request, answer);
		if (first && isWholeAgain(first, records)) return;
		checkRepetition(request, records);
		yield records;
		first ??= { size, records };
		offset += records.length;
		longest = Math.max(longest, records.length);
		const least = Math.max(longest, pageSize * LEAST_SHARE);
		if (records.length < Math.min(size, least) || offset >= limit) return;
	}
}

/** One page of a list, and where the next one begins, if there is one. */
export interface CursorPage<T = IDataObject> {
	readonly records: T[];
	readonly next: string | undefined;
}

/** A list of which each page says where the next one begins. */
export interface CursorList<T = IDataObject> {
	readonly path: string;
	readonly query?: IDataObject;
	/** The query parameter for the number of records that a page may hold. */
	readonly size: string;
	/** The query parameter for where a page begins. */
	readonly cursor: string;
	/** Reads a page. */
	readonly page: AnswerSchema<CursorPage<T>>;
}

/** So many pages in a row may be without a record. A list that goes on without one for longer has no end. */
const EMPTY_PAGES = 250;

/** Creates what looks whether the pages of a list lead to its end. It says why they do not, if they do not. */
export function createWayfinder({ service: { displayName } }: Connection) {
	const seen = new Set<string>();
	let empty = 0;
	return (records: readonly unknown[], next: string): string | undefined => {
		empty = records.length > 0 ? 0 : empty + 1;
		if (seen.has(next)) return `The pages of a list of ${displayName} lead in a circle`;
		seen.add(next);
		if (empty <= EMPTY_PAGES) return undefined;
		return `${displayName} gave ${empty} pages of the list without a record, and says that there are more`;
	};
}

/**
 * The pages of a list, in order, each asked for only when it is wanted and never larger than needed. A page may
 * be empty and yet have a next one.
 * @param limit how many records are wanted at most
 * @throws ConnectionFailure when a page is refused, is not a page, is the one before it once more, leads back to where
 * the list has been, or is one of too many without a record
 */
export async function* cursorPages<T = IDataObject>(
	connection: Connection,
	{ path, query, size, cursor, page }: CursorList<T>,
	limit: number,
): AsyncGenerator<T[]> {
	const checkRepetition = createRepetitionCheck(connection);
	const astray = createWayfinder(connection);
	let wanted = limit;
	let from: string | undefined;
	for (;;) {
		const count = Math.min(connection.service.limits.pageSize, wanted);
		const request = {
			method: 'GET',
			path,
			query: { ...query, [size]: count, ...(from === undefined ? {} : { [cursor]: from }) },
		} as const;
		const { records, next } = await connection.request(request, page);
		checkRepetition(request, records);
		yield records;
		wanted -= records.length;
		if (next === undefined || wanted <= 0) return;
		const fault = astray(records, next);
		if (fault) throw connection.failure(request, fault);
		from = next;
	}
}
