import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import type { Search } from '../../../operation/listSearch';
import { searchRecords } from '../../../operation/listSearch';
import { boostspace } from '../../../services/boostspace';

/** Records that the editor gets at a time. */
const PAGE_SIZE = 100;

const named = z.array(
	z.object({
		id: z.union([z.number(), z.string()]).transform(String),
		name: z.string().nullish(),
	}),
);

/** The things at a path for a list in the editor; a page begins behind a number of them. */
export async function searchAt(
	context: ILoadOptionsFunctions,
	wanted: Search,
	path: string,
	query: IDataObject = {},
): Promise<INodeListSearchResult> {
	return await searchRecords(context, boostspace, wanted, async (connection, from = '0') => {
		const offset = Number(from);
		const records = await connection.request(
			{ method: 'GET', path, query: { ...query, limit: PAGE_SIZE, offset } },
			named,
		);
		return {
			records: records.map(({ id, name }) => ({ name: name || id, value: id })),
			next: records.length < PAGE_SIZE ? undefined : String(offset + PAGE_SIZE),
		};
	});
}
