/** Connections of n8n's own types in the real n8n: what their services say, beside n8n's own test. */
import { inquiredTypes } from '../../builtin/types/index.ts';
import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { RENEWALS, startBuiltin, type State } from '../../sandbox/services/builtin/index.mts';
import type { StandIn } from '../../sandbox/standIn.mts';
import { outputOf } from './workflows.mts';

type Json = Record<string, unknown>;

/** Each start of the real n8n, and each look at all types, takes its time. */
const PATIENCE = 900_000;

let standIn: StandIn;
let sandbox: Sandbox;
let itself: Credential;

/** What the connection of some types holds besides the grant. */
const FIELDS: Readonly<Record<string, Json>> = {
	mauticOAuth2Api: { url: 'https://mautic.example.com' },
	shopifyOAuth2Api: { shopSubdomain: 'acme' },
	zendeskOAuth2Api: { subdomain: 'acme' },
};

const oauth2Types = Object.keys(inquiredTypes).filter(
	(type) => !['slackApi', 'pagerDutyApi', 'bannerbearApi', 's3', 'twitterOAuth1Api'].includes(type),
);

/** Nodes of n8n that fail without a word, so that nothing can be said of a connection that they cannot use. */
const SILENT_NODES = ['zohoOAuth2Api'];

const connect = async (type: string, token: State, refreshToken: string = RENEWALS.ended) =>
	await sandbox.client.rest.createCredential({
		name: `${type} ${token} ${refreshToken}`,
		type,
		data: {
			clientId: 'client',
			clientSecret: 'THE-CLIENT-SECRET',
			...FIELDS[type],
			oauthTokenData: {
				access_token: token,
				refresh_token: refreshToken,
				token_type: 'Bearer',
				callbackQueryString: { realmId: '1' },
				instance_url: 'https://acme.my.salesforce.com',
				api_domain: 'https://www.zohoapis.com',
				locationId: '1',
			},
		},
	});

const verify = async (parameters: Json = {}): Promise<Json[]> =>
	await outputOf(sandbox.client, {
		credential: itself,
		resource: 'managedConnection',
		operation: 'verify',
		parameters: { atOnce: 10, ...parameters },
		timeout: PATIENCE,
	});

/** Verifies connections of one type, and gives each row by what its name says of it. */
async function rowsOf(type: string): Promise<ReadonlyMap<string, Json>> {
	const rows = await verify({ filters: { types: type } });
	return new Map(rows.map((row) => [String(row['name']).slice(type.length + 1), row]));
}

beforeAll(async () => {
	standIn = await startBuiltin();
	sandbox = await startSandbox({ standIns: [standIn] });
	itself = await sandbox.client.api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey: sandbox.client.apiKey },
	});
}, PATIENCE);

afterAll(async () => {
	await sandbox.stop();
	await standIn.stop();
}, PATIENCE);

describe('every type that is mapped', () => {
	let rows: Json[];

	const STATES = ['good', 'revoked', 'unscoped', 'down'] as const;

	beforeAll(async () => {
		for (const type of oauth2Types) for (const state of STATES) await connect(type, state);
		rows = await verify();
	}, PATIENCE);

	const row = (type: string, state: State) =>
		rows.find(({ name }) => name === `${type} ${state} ${RENEWALS.ended}`);

	const spoken = oauth2Types.filter((type) => !SILENT_NODES.includes(type));

	it.each(oauth2Types)('%s works where its service accepts it', (type) => {
		expect(row(type, 'good')).toMatchObject({ status: 'working', cause: 'none' });
	});

	it.each(spoken)('%s is broken where access was revoked', (type) => {
		expect(row(type, 'revoked')).toMatchObject({ status: 'broken', cause: 'revoked' });
	});

	it.each(spoken)('%s is broken, for now, where its service is down', (type) => {
		expect(row(type, 'down')).toMatchObject({ status: 'broken', cause: 'serviceUnavailable' });
	});

	it.each(oauth2Types)(
		'%s is never called working where its service does not accept it',
		(type) => {
			for (const state of ['revoked', 'unscoped', 'down'] as const) {
				// A token of Google that lacks a scope is still a good one: its scopes are told.
				if (state === 'unscoped' && inquiredTypes[type]?.inquiries.length === 2) continue;
				expect(row(type, state)?.['status']).not.toBe('working');
			}
		},
	);

	it(
		'n8n itself calls every revoked one successful',
		async () => {
			const credentials = await sandbox.client.api.credentials();
			const revoked = credentials.filter(({ name }) => name.includes(' revoked '));
			const verdicts = [];
			for (const { id } of revoked) verdicts.push(await sandbox.client.api.testCredential(id));
			const wrong = verdicts.filter(({ status }) => status === 'OK').length;
			process.stdout.write(
				`Of ${revoked.length} revoked connections n8n's own test calls ${wrong} working, Verify ${
					rows.filter(
						({ name, status }) => String(name).includes(' revoked ') && status === 'working',
					).length
				}\n`,
			);
			expect(wrong / revoked.length).toBeGreaterThan(0.9);
		},
		PATIENCE,
	);

	it('leaves no token and no secret in items, log and executions', async () => {
		expect(JSON.stringify(rows)).not.toMatch(/THE-CLIENT-SECRET|Bearer/);
		expect(sandbox.n8n.log()).not.toContain('THE-CLIENT-SECRET');
	});
});

describe('a connection of Google whose access token has ended', () => {
	it(
		'is renewed by n8n where its refresh token is good, and works',
		async () => {
			await connect('googleSheetsOAuth2Api', 'stale', RENEWALS.good);
			await connect('googleSheetsOAuth2Api', 'stale', RENEWALS.down);
			const rows = await rowsOf('googleSheetsOAuth2Api');
			expect(rows.get(`stale ${RENEWALS.good}`)).toMatchObject({
				status: 'working',
				account: 'Ada Lovelace <ada@example.com>',
			});
			expect(rows.get(`stale ${RENEWALS.down}`)).toMatchObject({ cause: 'serviceUnavailable' });
		},
		PATIENCE,
	);
});

describe('an answer that is none', () => {
	it.each(['html', 'elsewhere', 'huge'] as const)(
		'is unverifiable: %s',
		async (state) => {
			await connect('spotifyOAuth2Api', state);
			const rows = await rowsOf('spotifyOAuth2Api');
			expect(rows.get(`${state} ${RENEWALS.ended}`)).toMatchObject({ status: 'unverifiable' });
			expect(standIn.requests.filter(({ host }) => host === 'evil.example.com')).toEqual([]);
		},
		PATIENCE,
	);

	it(
		'that never comes ends with the time limit',
		async () => {
			await connect('asanaOAuth2Api', 'silent');
			const rows = await verify({ filters: { types: 'asanaOAuth2Api' }, timeLimit: 2 });
			expect(rows.find(({ name }) => String(name).includes('silent'))).toMatchObject({
				status: 'broken',
				cause: 'timeout',
			});
		},
		PATIENCE,
	);
});
