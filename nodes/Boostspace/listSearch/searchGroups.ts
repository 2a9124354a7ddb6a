import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { RECORDS } from '../fields';
import { searchAt } from './search';

/** The groups of fields of custom modules: `GET /custom-field` */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const query = { filter: `module=${RECORDS}` };
	return await searchAt(this, { filter, paginationToken }, '/custom-field', query);
}
