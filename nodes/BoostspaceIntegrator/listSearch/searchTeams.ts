import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchRecords } from '../../../operation/listSearch';
import { boostspaceIntegrator } from '../../../services/boostspaceIntegrator';
import { teamsOf } from './teams';

/** The teams of all organizations of the token's user. */
export async function searchTeams(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(this, boostspaceIntegrator, { filter }, async (connection) => {
		const teams = await teamsOf(connection);
		return {
			records: teams.map(({ id, name, organization }) => ({
				name: `${name} (${organization})`,
				value: id,
			})),
			next: undefined,
		};
	});
}
