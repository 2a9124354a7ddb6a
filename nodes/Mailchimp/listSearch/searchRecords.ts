import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { toNodeError } from '../../../operation/nodeError';
import { mailchimp } from '../../../services/mailchimp';

/** Records that the editor gets at a time. */
const PAGE_SIZE = 100;

interface Search {
	readonly filter: string | undefined;
	/** Where the last page ended: a number of records. */
	readonly paginationToken: string | undefined;
}

/** One page of records and the number of all. */
type PageRequest = (
	connection: Connection,
	page: { readonly count: number; readonly offset: number },
) => Promise<{ readonly total: number; readonly records: INodeListSearchItems[] }>;

/**
 * A page of records whose names contain the filter. Mailchimp cannot search by name, so that pages without a
 * match are passed over until one has some.
 */
export async function searchRecords(
	context: ILoadOptionsFunctions,
	{ filter = '', paginationToken }: Search,
	request: PageRequest,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	try {
		const connection = await openConnection(context, mailchimp);
		for (let offset = Number(paginationToken ?? 0); ; offset += PAGE_SIZE) {
			const { total, records } = await request(connection, { count: PAGE_SIZE, offset });
			const results = records.filter(({ name }) => name.toLowerCase().includes(wanted));
			const next = offset + PAGE_SIZE;
			if (next >= total || records.length === 0) return { results };
			if (results.length > 0) return { results, paginationToken: String(next) };
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
