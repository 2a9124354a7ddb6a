import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchAt } from './search';

/** The custom modules of the system: `GET /custom-module` */
export async function searchModules(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchAt(this, { filter, paginationToken }, '/custom-module');
}
