/** What Boost.space Integrator holds, and what tests put into it. */
import { randomUUID } from 'node:crypto';

/** Scopes that a token may have, of those that the stand-in knows (integromat/make-typescript-sdk: src/endpoints/*.tools.ts). */
export const SCOPES = [
	'connections:read',
	'connections:write',
	'scenarios:read',
	'scenarios:run',
	'scenarios:write',
	'teams:read',
	'organizations:read',
] as const;

export type Scope = (typeof SCOPES)[number];

export interface User {
	readonly id: number;
	readonly name: string;
	readonly email: string;
	/** The organizations that the user belongs to. */
	readonly organizations: Set<Organization>;
}

export interface Token {
	readonly user: User;
	readonly scopes: Set<string>;
}

export interface Organization {
	readonly id: number;
	readonly name: string;
	readonly teams: Team[];
}

export interface Team {
	readonly id: number;
	readonly name: string;
	readonly organization: Organization;
}

/** What a connection's app says when it is asked whether the connection works. */
export type Works = 'yes' | 'no' | 'refused';

/** A connection of Integrator to an app. What the API names by one word has the same word here. */
export interface Connection {
	readonly id: number;
	name: string;
	readonly accountName: string;
	readonly accountLabel: string;
	readonly accountType: 'oauth' | 'basic';
	readonly team: Team;
	expire: string | null;
	metadata: { readonly type: string; readonly value: string } | null;
	readonly scopes: ReadonlyArray<{ readonly id: string; readonly name?: string }>;
	/** May be changed, as the app would. */
	works: Works;
}

export interface Scenario {
	readonly id: number;
	readonly name: string;
	readonly team: Team;
	isActive: boolean;
	/** The connections that its modules use. */
	readonly uses: Set<Connection>;
	/** Inputs without which it does not run. */
	readonly requiredInputs: readonly string[];
	/** The inputs of each run. */
	readonly runs: unknown[];
}

/** Everything that there is. */
export interface World {
	readonly users: User[];
	readonly tokens: Map<string, Token>;
	readonly organizations: Organization[];
	readonly connections: Map<number, Connection>;
	readonly scenarios: Map<number, Scenario>;
}

let lastId = 900;

const newId = () => {
	lastId += 1;
	return lastId;
};

/** Makes a token of a user with some scopes: a UUID, as the vendor's client expects it. */
export function addToken({ tokens }: World, user: User, scopes: readonly string[]): string {
	const token = randomUUID();
	tokens.set(token, { user, scopes: new Set(scopes) });
	return token;
}

export function addOrganization({ organizations }: World, name: string): Organization {
	const organization = { id: newId(), name, teams: [] };
	organizations.push(organization);
	return organization;
}

export function addTeam(organization: Organization, name: string): Team {
	const team = { id: newId(), name, organization };
	organization.teams.push(team);
	return team;
}

/** A new connection of a team; to Google by OAuth 2.0 unless it is said otherwise. */
export function addConnection(
	{ connections }: World,
	team: Team,
	name: string,
	more: Partial<Omit<Connection, 'id' | 'team' | 'name'>> = {},
): Connection {
	const connection: Connection = {
		id: newId(),
		name,
		accountName: 'google',
		accountLabel: 'Google',
		accountType: 'oauth',
		team,
		expire: null,
		metadata: { type: 'email', value: 'ada@example.com' },
		scopes: [
			{ id: 'openid' },
			{ id: 'https://www.googleapis.com/auth/drive', name: 'Access to Google Drive.' },
		],
		works: 'yes',
		...more,
	};
	connections.set(connection.id, connection);
	return connection;
}

/** A new scenario of a team, which is not active unless it is said otherwise. */
export function addScenario(
	{ scenarios }: World,
	team: Team,
	name: string,
	more: {
		readonly isActive?: boolean;
		readonly uses?: readonly Connection[];
		readonly requiredInputs?: readonly string[];
	} = {},
): Scenario {
	const { isActive = false, uses = [], requiredInputs = [] } = more;
	const scenario: Scenario = {
		id: newId(),
		name,
		team,
		isActive,
		uses: new Set(uses),
		requiredInputs,
		runs: [],
	};
	scenarios.set(scenario.id, scenario);
	return scenario;
}

/** An organization with two teams, connections that work and one that does not, and another organization of others. */
export function createWorld(): World {
	const world: World = {
		users: [],
		tokens: new Map(),
		organizations: [],
		connections: new Map(),
		scenarios: new Map(),
	};
	const flowers = addOrganization(world, 'Flowers');
	const bakery = addOrganization(world, 'Bakery');
	world.users.push({
		id: newId(),
		name: 'Freddie Flowers',
		email: 'freddie@flowers.example.com',
		organizations: new Set([flowers]),
	});
	const shop = addTeam(flowers, 'Shop');
	addTeam(flowers, 'Office');
	const oven = addTeam(bakery, 'Oven');
	const drive = addConnection(world, shop, 'Drive of the shop');
	const airtable = addConnection(world, shop, 'Airtable', {
		accountName: 'airtable2',
		accountLabel: 'Airtable',
		accountType: 'basic',
		metadata: null,
		scopes: [],
	});
	addConnection(world, shop, 'Old mailbox', {
		accountName: 'imap',
		accountLabel: 'Others (IMAP)',
		accountType: 'basic',
		scopes: [],
		works: 'refused',
	});
	addConnection(world, oven, 'Drive of the bakery');
	addScenario(world, shop, 'Orders to Drive', { isActive: true, uses: [drive, airtable] });
	addScenario(world, shop, 'Weekly report');
	addScenario(world, oven, 'Bread', { isActive: true });
	return world;
}
