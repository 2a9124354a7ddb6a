import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../connection/connection';

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
