import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Search } from '../../../operation/listSearch';
import { searchRecords } from '../../../operation/listSearch';
import { boostspace } from '../../../services/boostspace';
import { choiceList } from '../choices';

/** Records that the editor gets at a time. */
const PAGE_SIZE = 100;

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
			choiceList,
		);
		return {
			records,
			next: records.length < PAGE_SIZE ? undefined : String(offset + PAGE_SIZE),
		};
	});
}
