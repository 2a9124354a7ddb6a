/** The Connections Trigger in the real n8n: what changes starts a workflow, once. */
import { randomUUID } from 'node:crypto';

import type { Credential } from '../../sandbox/client.mts';
import { errorOf, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { startN8nFront } from '../../sandbox/services/n8n/index.mts';
import { storeTrigger, TRIGGER } from './triggers.mts';

type Json = Record<string, unknown>;

const WRONG_KEY = `${'0'.repeat(32)}-us6`;
const IDLE = 'Idle';
const EVENTS = ['broke', 'recovered', 'keyEndsSoon', 'newlyUnused'];

let sandbox: Sandbox;
let itself: Credential;
let newsletter: Credential;
/** The workflow with the trigger. */
let watching: string;
/** Another one, whose trigger watches only connections that are used. */
let watchingUsed: string;
/** A workflow that does nothing: once it has run, n8n has started what a poll before it starts. */
let idle: string;
/** A published workflow that uses the newsletter's connection. */
let user: string;

const store = async (type: string, name: string, data: Json) =>
	await sandbox.client.api.createCredential({ name, type, data });

beforeAll(async () => {
	sandbox = await startSandbox();
	const { client, mailchimp } = sandbox;
	itself = await store('n8nConnectionApi', 'This n8n', { apiKey: client.apiKey });
	newsletter = await store('mailchimpConnectionApi', 'Newsletter', { apiKey: mailchimp.apiKey });
	await store('mailchimpConnectionApi', 'Broken before', { apiKey: WRONG_KEY });
	await store('httpBasicAuth', 'Printer', { user: 'a', password: 'b' });
	const schedule = {
		id: randomUUID(),
		name: 'Yearly',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		position: [0, 0],
		parameters: { rule: { interval: [{ field: 'months', monthsInterval: 12 }] } },
	};
	const account = {
		id: randomUUID(),
		name: 'Account',
		type: 'n8n-nodes-connections.mailchimp',
		typeVersion: 1,
		position: [200, 0],
		parameters: { authentication: 'apiKey' },
		credentials: { [newsletter.type]: { id: newsletter.id, name: newsletter.name } },
	};
	const { id } = await client.api.createWorkflow({
		name: 'Yearly report',
		nodes: [schedule, account],
		connections: { Yearly: { main: [[{ node: 'Account', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	user = id;
	await client.activate(user);
	const nothing = {
		id: randomUUID(),
		name: IDLE,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	({ id: idle } = await client.api.createWorkflow({
		name: IDLE,
		nodes: [nothing],
		connections: {},
	}));
	const seldom = { pollTimes: { item: [{ mode: 'everyX', value: 23, unit: 'hours' }] } };
	watching = await storeTrigger(client, {
		type: 'connectionsTrigger',
		credential: itself,
		parameters: { events: EVENTS, days: 90, ...seldom },
	});
	watchingUsed = await storeTrigger(client, {
		type: 'connectionsTrigger',
		credential: itself,
		parameters: {
			events: ['broke', 'newlyUnused'],
			filters: { use: 'used', services: ['mailchimp'] },
			...seldom,
		},
	});
});

afterAll(async () => {
	await sandbox.stop();
});

afterEach(() => {
	expect(sandbox.n8n.log()).not.toContain(sandbox.client.apiKey);
	expect(sandbox.n8n.log()).not.toContain(sandbox.mailchimp.apiKey);
});

/** n8n polls when a workflow is published. It starts the workflow after that, and before any other that is started later. */
async function poll(workflow = watching): Promise<Json[]> {
	const { client } = sandbox;
	const before = await client.rest.executionIds(workflow);
	await client.deactivate(workflow).catch(() => undefined);
	await client.activate(workflow);
	await client.rest.runWorkflow(idle, IDLE);
	const fresh = (await client.rest.executionIds(workflow)).filter((id) => !before.includes(id));
	const items: Json[] = [];
	for (const id of fresh) {
		const execution = await client.rest.waitForExecution(id);
		items.push(...itemsOf(execution, TRIGGER).map(({ json }) => json));
		expect(JSON.stringify(execution)).not.toContain(client.apiKey);
	}
	return items;
}

const told = (items: readonly Json[]) =>
	items.map(({ event, connection }) => {
		const { name } = connection as { name: string };
		return `${String(event)}: ${name}`;
	});

const setKey = async (apiKey: string) =>
	await sandbox.client.rest.updateCredential(newsletter.id, {
		name: newsletter.name,
		type: newsletter.type,
		data: { apiKey },
	});

it('tells at first what is broken now, and nothing else', async () => {
	expect(told(await poll())).toEqual(['broke: Broken before']);
});

it('tells then, once, that its own key ends soon', async () => {
	const items = await poll();
	expect(told(items)).toEqual(['keyEndsSoon: This n8n']);
	expect(items[0]).toMatchObject({
		daysLeft: 1,
		message: expect.stringMatching(/^The API key of this trigger ends on \d{4}-.*, in 1 day$/),
	});
	expect(await poll()).toEqual([]);
});

it('tells that a connection broke, since when, why, and which active workflows are affected', async () => {
	await setKey(WRONG_KEY);
	const items = await poll();
	expect(items).toEqual([
		{
			event: 'broke',
			connection: expect.objectContaining({
				id: newsletter.id,
				name: 'Newsletter',
				service: 'Mailchimp',
				authentication: 'API Key',
				owner: 'Olga Owner <owner@example.com>',
			}),
			since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			message: expect.stringMatching(/^Mailchimp refused the API Key/),
			affectedActiveWorkflows: [{ id: user, name: 'Yearly report', state: 'active' }],
			reauthorizeUrl: `${sandbox.n8n.url}/home/credentials/${newsletter.id}`,
		},
	]);
	expect(await poll()).toEqual([]);
});

it('tells that it works again', async () => {
	await setKey(sandbox.mailchimp.apiKey);
	const items = await poll();
	expect(told(items)).toEqual(['recovered: Newsletter']);
	expect(items[0]).toMatchObject({ brokenSince: expect.stringMatching(/^\d{4}/) });
	expect(await poll()).toEqual([]);
});

describe('a service that is down', () => {
	const isDown = (times: number) =>
		sandbox.mailchimp.faults.add({
			match: ({ path }) => path.endsWith('/ping'),
			times,
			respond: { status: 503 },
		});

	it('is looked at a second time before anything is said', async () => {
		isDown(1);
		expect(await poll()).toEqual([]);
		sandbox.mailchimp.faults.clear();
	});

	it('is called broken when it still is at the next poll, since it was first seen', async () => {
		isDown(100);
		expect(await poll()).toEqual([]);
		const between = new Date().toISOString();
		const items = await poll();
		sandbox.mailchimp.faults.clear();
		expect(told(items)).toEqual(['broke: Newsletter']);
		expect(String(items[0]?.since) < between).toBe(true);
		expect(told(await poll())).toEqual(['recovered: Newsletter']);
	});
});

it('tells which connection no workflow uses any more, also where only used ones are watched', async () => {
	expect(await poll(watchingUsed)).toEqual([]);
	await sandbox.client.deactivate(user);
	await sandbox.client.api.deleteWorkflow(user);
	expect(told(await poll())).toEqual(['newlyUnused: Newsletter']);
	expect(await poll()).toEqual([]);
	expect(told(await poll(watchingUsed))).toEqual(['newlyUnused: Newsletter']);
	expect(await poll(watchingUsed)).toEqual([]);
});

it('remembers no secret', async () => {
	const [workflow] = (await sandbox.client.api.workflows()).filter(({ id }) => id === watching);
	const remembered = JSON.stringify(workflow?.staticData);
	expect(remembered).toContain(newsletter.id);
	expect(remembered).not.toMatch(/EAA|eyJ|us6/);
});

it('tells the others where n8n cannot test one of them', async () => {
	const front = await startN8nFront(sandbox.n8n.url);
	const overFront = await store('n8nConnectionApi', 'This n8n over a front', {
		apiKey: sandbox.client.apiKey,
		url: front.url,
	});
	await store('mailchimpConnectionApi', 'Malformed', { apiKey: 'none' });
	front.faults.add({
		match: ({ method, path }) => method === 'POST' && path.includes(newsletter.id),
		times: Infinity,
		respond: { status: 400, body: JSON.stringify({ message: 'Unrecognized credential type: a' }) },
	});
	const looking = await storeTrigger(sandbox.client, {
		type: 'connectionsTrigger',
		credential: overFront,
		parameters: {
			events: EVENTS,
			filters: { services: ['mailchimp'] },
		},
	});
	expect(told(await poll(looking)).sort()).toEqual(['broke: Broken before', 'broke: Malformed']);
	await sandbox.client.deactivate(looking);
	await front.stop();
});

it('fails loudly, and calls nothing broken, when n8n itself does not answer', async () => {
	const { client } = sandbox;
	const nowhere = await store('n8nConnectionApi', 'Nowhere', {
		apiKey: client.apiKey,
		url: 'http://127.0.0.1:9',
	});
	const lost = await storeTrigger(client, {
		type: 'connectionsTrigger',
		credential: nowhere,
		parameters: { events: EVENTS },
	});
	const failure = errorOf(await client.rest.runWorkflow(lost, TRIGGER));
	expect(failure?.message).toMatch(
		/^n8n did not answer other requests of this connection \(ECONNREFUSED\)/,
	);
});

it('refuses to start with a key that may not do what it needs', async () => {
	const { client } = sandbox;
	const small = await store('n8nConnectionApi', 'Small', {
		apiKey: await client.rest.createApiKey('small', ['credential:list']),
	});
	const weak = await storeTrigger(client, {
		type: 'connectionsTrigger',
		credential: small,
		parameters: { events: EVENTS },
	});
	await expect(client.activate(weak)).rejects.toThrow(
		/may not: Read and verify connections, List workflows/,
	);
});
