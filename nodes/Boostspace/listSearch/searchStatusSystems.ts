import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { RECORDS } from '../fields';
import { searchAt } from './search';

/** The status systems of custom modules: `GET /status-system` */
export async function searchStatusSystems(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchAt(this, { filter, paginationToken }, '/status-system', { modul: RECORDS });
}
