import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import { manyOf, named } from '../lists';

const organizations = manyOf(
	'organizations',
	z.object({ id: z.number().transform(String), name: z.string(), teams: z.array(named) }),
);

/** The organizations of the token's user with their teams: `GET /organizations` */
export async function organizationsOf(connection: Connection) {
	return await connection.request(
		{ method: 'GET', path: '/organizations', query: { cols: ['id', 'name', 'teams'] } },
		organizations,
	);
}

/** The teams of all organizations of the token's user. */
export async function teamsOf(connection: Connection) {
	const all = await organizationsOf(connection);
	return all.flatMap((organization) =>
		organization.teams.map(({ id, name }) => ({ id, name, organization: organization.name })),
	);
}
