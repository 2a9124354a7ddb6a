import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { spacesQuery } from '../choices';
import { searchAt } from './search';

/** The spaces of the chosen module, or of all custom modules: `GET /space` */
export async function searchSpaces(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchAt(this, { filter, paginationToken }, '/space', spacesQuery(this));
}
