import { z } from 'zod';

import { badRequest, notFound, refusedByApp } from '../problem.mts';
import type { Connection } from '../state.mts';
import { byName, type Call, columns, demandMember, numberOf, type Routes } from './route.mts';

/** The columns that a list gives by itself (developers.make.com/api-documentation/api-reference/connections). */
const LISTED = [
	'id',
	'name',
	'accountName',
	'accountLabel',
	'packageName',
	'expire',
	'metadata',
	'teamId',
	'theme',
	'upgradeable',
	'scopesCnt',
	'scoped',
	'accountType',
	'editable',
	'uid',
	'connectedSystemId',
	'organizationId',
];

const named = z.object({ name: z.string().min(1).max(128) }).strict();

const scoped = z.object({ scope: z.array(z.string()) }).strict();

function connectionOf(call: Call): Connection {
	const found = call.world.connections.get(call.id);
	if (!found) throw notFound();
	demandMember(call, found.team.organization);
	return found;
}

const usagesOf = ({ world }: Call, connection: Connection) =>
	[...world.scenarios.values()]
		.filter(({ uses }) => uses.has(connection))
		.map(({ id, name }) => ({ id, name }));

const hasScopes = ({ scopes }: Connection, wanted: readonly string[]) =>
	wanted.every((one) => scopes.some(({ id }) => id === one));

/** Everything that the API says of a connection; never what it is authorized with. */
const shown = (call: Call, connection: Connection, wanted: readonly string[] = []) => ({
	id: connection.id,
	name: connection.name,
	accountName: connection.accountName,
	accountLabel: connection.accountLabel,
	packageName: null,
	expire: connection.expire,
	metadata: connection.metadata,
	teamId: connection.team.id,
	theme: '#fecd5f',
	upgradeable: false,
	scopesCnt: connection.scopes.length,
	scoped: hasScopes(connection, wanted),
	accountType: connection.accountType,
	editable: connection.accountType === 'basic',
	uid: null,
	connectedSystemId: null,
	organizationId: connection.team.organization.id,
	scopes: connection.scopes.map((scope) => ({ ...scope, account: connection.accountName })),
	scenarioUsages: usagesOf(call, connection),
});

/** The routes of connections (integromat/make-typescript-sdk: src/endpoints/connections.ts and connections.tools.ts). */
export const connectionRoutes: Routes = {
	'GET /connections': {
		scope: 'connections:read',
		parameters: ['teamId', 'type[]', 'cols[]', '<type>[]'],
		answer: (call) => {
			const teamId = numberOf(call, 'teamId');
			if (teamId === undefined) throw badRequest('Missing value of required parameter teamId');
			const teams = call.world.organizations.flatMap(({ teams }) => teams);
			demandMember(call, teams.find(({ id }) => id === teamId)?.organization);
			const types = call.query.getAll('type[]');
			const found = [...call.world.connections.values()].filter(
				({ team, accountName }) =>
					team.id === teamId && (types.length === 0 || types.includes(accountName)),
			);
			return {
				connections: found.sort(byName).map((connection) => {
					const wanted = call.query.getAll(`${connection.accountName}[]`);
					return columns(call, shown(call, connection, wanted), LISTED);
				}),
			};
		},
	},

	'GET /connections/{id}': {
		scope: 'connections:read',
		parameters: ['cols[]'],
		answer: (call) => ({
			connection: columns(call, shown(call, connectionOf(call)), [...LISTED, 'scopes']),
		}),
	},

	'PATCH /connections/{id}': {
		scope: 'connections:write',
		parameters: ['cols[]'],
		answer: (call) => {
			const connection = connectionOf(call);
			const read = named.safeParse(call.body);
			if (!read.success) throw badRequest('name must have from 1 to 128 characters');
			connection.name = read.data.name;
			return { connection: columns(call, shown(call, connection), LISTED) };
		},
	},

	'POST /connections/{id}/test': {
		scope: 'connections:write',
		answer: (call) => {
			const { works } = connectionOf(call);
			if (works === 'refused') throw refusedByApp('[401] The credentials are no longer valid.');
			return { verified: works === 'yes' };
		},
	},

	'POST /connections/{id}/scoped': {
		scope: 'connections:write',
		answer: (call) => {
			const read = scoped.safeParse(call.body);
			if (!read.success) throw badRequest('Invalid scope');
			return { connection: { scoped: hasScopes(connectionOf(call), read.data.scope) } };
		},
	},

	// "If the parameter is missing or it is set to false an error code is returned and the resource is not deleted."
	'DELETE /connections/{id}': {
		scope: 'connections:write',
		parameters: ['confirmed'],
		answer: (call) => {
			const connection = connectionOf(call);
			const isConfirmed = call.query.get('confirmed') === 'true';
			if (!isConfirmed && usagesOf(call, connection).length > 0) {
				throw badRequest('The connection is used in scenarios: confirm its deletion');
			}
			call.world.connections.delete(connection.id);
			for (const { uses } of call.world.scenarios.values()) uses.delete(connection);
			return { connection: connection.id };
		},
	},
};
