import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import type { Service } from '../connection/service';
import { toNodeError } from './nodeError';

/** What the editor asks for: a piece of a name, and where the last page of the list ended. */
export interface Search {
	readonly filter?: string | undefined;
	readonly paginationToken?: string | undefined;
}

/** A page of records to choose from, and where the next one begins, if there is one. */
export interface ChoicePage {
	readonly records: readonly INodeListSearchItems[];
	readonly next: string | undefined;
}

/**
 * A page of records whose names contain the filter, for a list in the editor. It is for services that cannot search
 * by name: pages without a match are passed over until one has some.
 * @param page gives the page that begins at a place; the first one where that is `undefined`
 * @throws NodeOperationError saying what is wrong with the connection, and what to do
 */
export async function searchRecords(
	context: ILoadOptionsFunctions,
	service: Service,
	{ filter = '', paginationToken }: Search,
	page: (connection: Connection, from: string | undefined) => Promise<ChoicePage>,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	try {
		const connection = await openConnection(context, service);
		for (let from = paginationToken; ; ) {
			const { records, next } = await page(connection, from);
			const results = records.filter(({ name }) => name.toLowerCase().includes(wanted));
			if (next === undefined || next === from) return { results };
			if (results.length > 0) return { results, paginationToken: next };
			from = next;
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
