import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { RECORDS } from '../fields';
import { searchAt } from './search';

/** The spaces of custom modules: `GET /space` */
export async function searchSpaces(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchAt(this, { filter, paginationToken }, '/space', { modul: RECORDS });
}
