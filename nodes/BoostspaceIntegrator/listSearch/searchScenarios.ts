import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchOfTeams } from './searchOfTeams';

/** The scenarios of all teams of the token's user. */
export async function searchScenarios(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchOfTeams(this, { filter, paginationToken }, 'scenarios');
}
