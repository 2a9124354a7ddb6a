import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { AnswerSchema, Connection } from '../connection/connection';

/** A list that is paged by a number of records to pass over (`offset`) and a number to give (`count`). */
export interface OffsetList {
	readonly path: string;
	readonly query?: IDataObject;
	/** The property of the answer that holds the records. */
	readonly key: string;
	/** The property of the answer that holds the number of all records. */
	readonly totalKey: string;
}

/**
 * The pages of a list, in order, each asked for only when it is wanted and never larger than needed.
 * @param limit how many records are wanted at most
 * @throws ConnectionFailure when a page is refused or is not a page
 */
export async function* offsetPages(
	connection: Connection,
	{ path, query, key, totalKey }: OffsetList,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const page = z.object({
		[key]: z.array(z.record(z.string(), z.unknown())),
		[totalKey]: z.number(),
	});
	let offset = 0;
	for (;;) {
		const count = Math.min(connection.service.limits.pageSize, limit - offset);
		const answer = await connection.request(
			{ method: 'GET', path, query: { ...query, count, offset } },
			page,
		);
		const records = answer[key] as IDataObject[];
		yield records;
		offset += records.length;
		if (records.length === 0 || offset >= limit || offset >= Number(answer[totalKey])) return;
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
 * The pages of a list that does not say how long it is: a page that is not full is its last one. Each is asked for only
 * when it is wanted and never larger than needed.
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
	let offset = 0;
	let before = '';
	for (;;) {
		const size = Math.min(connection.service.limits.pageSize, limit - offset);
		const page = { [parameters.limit]: size, [parameters.offset]: offset };
		const request = { method: 'GET', path, query: { ...query, ...page } } as const;
		const records = await connection.request(request, answer);
		const read = JSON.stringify(records);
		if (records.length > 0 && read === before) {
			throw connection.failure(request, 'The pages of the list are all the same');
		}
		before = read;
		yield records;
		offset += records.length;
		if (records.length < size || offset >= limit) return;
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

/**
 * The pages of a list, in order, each asked for only when it is wanted and never larger than needed. A page may
 * be empty and yet have a next one.
 * @param limit how many records are wanted at most
 * @throws ConnectionFailure when a page is refused, is not a page, or leads back to where the list has been
 */
export async function* cursorPages<T = IDataObject>(
	connection: Connection,
	{ path, query, size, cursor, page }: CursorList<T>,
	limit: number,
): AsyncGenerator<T[]> {
	const seen = new Set<string>();
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
		yield records;
		wanted -= records.length;
		if (next === undefined || wanted <= 0) return;
		if (seen.has(next)) throw connection.failure(request, 'The pages of the list lead in a circle');
		seen.add(next);
		from = next;
	}
}
