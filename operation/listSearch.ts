import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure/failure';
import type { Service } from '../connection/model/service';
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

/** So many pages are looked through for a name at most: a service may say for ever that there are more. */
const MOST_PAGES = 100;

const notFoundSoon = (name: string) =>
	new ConnectionFailure(`The first ${MOST_PAGES} pages of the list have nothing called "${name}"`, {
		kind: 'input',
		advice: 'Choose "By ID" in the field, and give the ID.',
	});

/**
 * A page of records whose names contain the filter, for a list in the editor. It is for services that cannot search
 * by name: pages without a match are passed over until one has some.
 * @param page gives the page that begins at a place; the first one where that is `undefined`
 * @throws NodeOperationError saying what is wrong with the connection, or that too many pages have no match
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
		let from = paginationToken;
		for (let count = 0; count < MOST_PAGES; count += 1) {
			const { records, next } = await page(connection, from);
			const results = records.filter(({ name }) => name.toLowerCase().includes(wanted));
			if (next === undefined || next === from) return { results };
			if (results.length > 0) return { results, paginationToken: next };
			from = next;
		}
		throw notFoundSoon(wanted);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
