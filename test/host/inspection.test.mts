/** Connections of n8n's own types in the real n8n: what their services say, beside n8n's own test. */
import { join } from 'node:path';

import { inquiredTypes } from '../../builtin/types/index.ts';
import { type Credential, errorOf, itemsOf } from '../../sandbox/client.mts';
import { run } from '../../sandbox/commands.mts';
import { node24 } from '../../sandbox/places.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	type BuiltinStandIn,
	ELSEWHERE,
	RENEWALS,
	startBuiltin,
	type State,
} from '../../sandbox/services/builtin/index.mts';
import { CHAT_MODEL, type ChatModel, startChatModel } from './fixtures/chatModel.mts';
import { node, outputOf } from './workflows.mts';

type Json = Record<string, unknown>;

/** Each start of the real n8n, and each look at all types, takes its time. */
const PATIENCE = 900_000;

let standIn: BuiltinStandIn;
let chatModel: ChatModel;
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

const connect = async (
	type: string,
	token: State,
	refreshToken: string = RENEWALS.ended,
	name = `${type} ${token} ${refreshToken}`,
) =>
	await sandbox.client.rest.createCredential({
		name,
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
	chatModel = await startChatModel();
	sandbox = await startSandbox({ standIns: [standIn, chatModel] });
	itself = await sandbox.client.api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey: sandbox.client.apiKey },
	});
}, PATIENCE);

afterAll(async () => {
	await sandbox.stop();
	await standIn.stop();
	await chatModel.stop();
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
			expect(standIn.requests.filter(({ host }) => host === ELSEWHERE)).toEqual([]);
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

describe('a name that means something elsewhere', () => {
	it.each([
		['HTML', '<img src=x onerror="alert(1)">'],
		['quotes', `"'\`; \\" Team's`],
		['line breaks', 'First\r\nSecond\n\tthird'],
		['emoji', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u202Etxet'],
		['an expression', '={{ $credentials.accessToken }}'],
		['a node of the sub-workflow', 'Step 0'],
	])('is told as it is: %s', async (_what, name) => {
		const { id } = await connect('todoistOAuth2Api', 'good', RENEWALS.ended, name);
		const rows = await verify({ filters: { types: 'todoistOAuth2Api' } });
		await sandbox.client.api.deleteCredential(id);
		expect(rows.find((row) => row['id'] === id)).toMatchObject({ name, status: 'working' });
	});
});

describe('a type that n8n does not know', () => {
	/** Changes the type of a stored connection where n8n stores it: n8n itself makes none of a type that it does not know. */
	async function changeType(id: string, type: string): Promise<void> {
		const file = join(sandbox.n8n.userFolder, '.n8n', 'database.sqlite');
		const program = `
			const { DatabaseSync } = require('node:sqlite');
			const [file, id, type] = process.argv.slice(1);
			const database = new DatabaseSync(file, { timeout: 10_000 });
			database.prepare('UPDATE credentials_entity SET type = ? WHERE id = ?').run(type, id);`;
		await run(node24, ['-e', program, file, id, type], sandbox.n8n.userFolder);
	}

	it.each([
		['since its package is gone', 'gonePackageOAuth2Api'],
		['and whose name is that of a property', 'constructor'],
		['and whose name is that of the prototype', '__proto__'],
	])('%s is unverifiable, and keeps no other from being asked', async (_why, type) => {
		const { id } = await connect('spotifyOAuth2Api', 'good');
		await changeType(id, type);
		const good = await connect('todoistOAuth2Api', 'good');
		const rows = await verify({ filters: { types: `${type}, todoistOAuth2Api` } });
		for (const one of [id, good.id]) await sandbox.client.api.deleteCredential(one);
		const row = rows.find((one) => one['id'] === id);
		expect(row).toMatchObject({ type, status: 'unverifiable' });
		expect(row?.['message']).toMatch(
			/^n8n (?:cannot test it|answers, but its test of this connection fails): ./,
		);
		expect(rows.find((one) => one['id'] === good.id)).toMatchObject({ status: 'working' });
	});
});

describe('an AI agent that has Verify as its tool', () => {
	const AGENT = 'Agent';
	const TOOL = 'Connections';
	const START = 'Start';

	/** A workflow in which an agent may verify the connections whose names it says. */
	const agentWorkflow = (version: number, model: Credential) => ({
		name: `Agent ${version}`,
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', version, {
				promptType: 'define',
				text: 'Does our connection to Todoist work?',
				options: {},
			}),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				1.2,
				{ model: { __rl: true, mode: 'id', value: 'nothing' }, options: {} },
				{ credentials: { openAiApi: { id: model.id, name: model.name } } },
			),
			node(
				TOOL,
				'n8n-nodes-connections.connectionsTool',
				1,
				{
					resource: 'managedConnection',
					operation: 'verify',
					filters: { name: "={{ $fromAI('name', 'A part of the name', 'string') }}" },
				},
				{ credentials: { n8nConnectionApi: { id: itself.id, name: itself.name } } },
			),
		],
		connections: {
			[START]: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			[TOOL]: { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
		},
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	});

	it.each([2.2, 3.1])(
		'asks the services in the call of the tool, and tells the agent no secret (agent %d)',
		async (version) => {
			const good = await connect('todoistOAuth2Api', 'good', RENEWALS.ended, 'Lists of the agent');
			const ended = await connect('slackOAuth2Api', 'revoked', RENEWALS.ended, 'Chat of the agent');
			const model = await sandbox.client.api.createCredential({
				name: 'Model',
				type: 'openAiApi',
				data: CHAT_MODEL,
			});
			chatModel.arguments = { name: 'of the agent' };
			const told = chatModel.told.length;
			const { api, rest } = sandbox.client;
			const { id } = await api.createWorkflow(agentWorkflow(version, model));
			const execution = await rest.runWorkflow(id, START);
			for (const one of [good, ended, model]) await api.deleteCredential(one.id);
			expect(errorOf(execution)).toBeUndefined();
			expect(chatModel.told.slice(told)).toHaveLength(1);
			const answer = chatModel.told.at(-1) ?? '';
			expect(answer).toMatch(/Lists of the agent/);
			expect(answer).toMatch(/"status":\s*"working"/);
			expect(answer).toMatch(/Slack no longer accepts it/);
			expect(answer).not.toMatch(/Flowers|spotifyOAuth2Api/);
			expect(JSON.stringify(itemsOf(execution, AGENT))).toContain('Lists of the agent');
			expect(chatModel.received.join()).not.toMatch(/THE-CLIENT-SECRET/);
			expect(chatModel.received.join()).not.toContain(sandbox.client.apiKey);
		},
		PATIENCE,
	);
});

describe('many connections of one service with one limit', () => {
	const MANY = 300;
	const QUOTA = 60;

	it(
		'are each judged by what it answered, and those of other services are not affected',
		async () => {
			for (let index = 0; index < MANY; index += 1) await connect('miroOAuth2Api', 'metered');
			const other = await connect('todoistOAuth2Api', 'good');
			standIn.quota = QUOTA;
			const before = standIn.requests.length;
			const rows = await verify({ filters: { types: 'miroOAuth2Api, todoistOAuth2Api' } });
			const metered = rows.filter(({ name }) => String(name).includes('metered'));
			const withStatus = (status: string) => metered.filter((row) => row['status'] === status);
			expect(metered).toHaveLength(MANY);
			expect(withStatus('working')).toHaveLength(QUOTA);
			expect(
				withStatus('unverifiable').filter(({ cause }) => cause === 'rateLimited'),
			).toHaveLength(MANY - QUOTA);
			expect(rows.find(({ id }) => id === other.id)).toMatchObject({ status: 'working' });
			const asked = standIn.requests.slice(before).filter(({ account }) => account === 'metered');
			expect(asked.length).toBeLessThan(MANY);
		},
		PATIENCE,
	);
});
