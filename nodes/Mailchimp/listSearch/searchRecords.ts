import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import type { Search } from '../../../operation/listSearch';
import { searchRecords as search } from '../../../operation/listSearch';
import { mailchimp } from '../../../services/mailchimp';

/** Records that the editor gets at a time. */
const PAGE_SIZE = 100;

/** One page of records and the number of all. */
type PageRequest = (
	connection: Connection,
	page: { readonly count: number; readonly offset: number },
) => Promise<{ readonly total: number; readonly records: INodeListSearchItems[] }>;

/** Records of Mailchimp for a list in the editor; a page begins behind a number of records. */
export async function searchRecords(
	context: ILoadOptionsFunctions,
	wanted: Search,
	request: PageRequest,
): Promise<INodeListSearchResult> {
	return await search(context, mailchimp, wanted, async (connection, from = '0') => {
		const offset = Number(from);
		const { total, records } = await request(connection, { count: PAGE_SIZE, offset });
		const next = offset + PAGE_SIZE;
		return { records, next: next < total && records.length > 0 ? String(next) : undefined };
	});
}
