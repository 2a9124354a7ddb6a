import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchRecords } from '../../../operation/listSearch';
import { boostspaceIntegrator } from '../../../services/boostspaceIntegrator';
import { organizationsOf } from './teams';

/** The organizations of the token's user. */
export async function searchOrganizations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(this, boostspaceIntegrator, { filter }, async (connection) => {
		const all = await organizationsOf(connection);
		return { records: all.map(({ id, name }) => ({ name, value: id })), next: undefined };
	});
}
