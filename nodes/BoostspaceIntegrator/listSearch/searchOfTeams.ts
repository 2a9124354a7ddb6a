import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { Search } from '../../../operation/listSearch';
import { searchRecords } from '../../../operation/listSearch';
import { boostspaceIntegrator } from '../../../services/boostspaceIntegrator';
import { manyOf, named } from '../lists';
import { teamsOf } from './teams';

/** What belongs to teams: the teams one after another, each with all that it has. */
export async function searchOfTeams(
	context: ILoadOptionsFunctions,
	wanted: Search,
	kind: 'connections' | 'scenarios',
): Promise<INodeListSearchResult> {
	return await searchRecords(
		context,
		boostspaceIntegrator,
		wanted,
		async (connection, from = '0') => {
			const teams = await teamsOf(connection);
			const team = teams[Number(from)];
			if (!team) return { records: [], next: undefined };
			const found = await connection.request(
				{ method: 'GET', path: `/${kind}`, query: { teamId: team.id, cols: ['id', 'name'] } },
				manyOf(kind, named),
			);
			const next = Number(from) + 1;
			return {
				records: found.map(({ id, name }) => ({ name: `${name} (${team.name})`, value: id })),
				next: next < teams.length ? String(next) : undefined,
			};
		},
	);
}
