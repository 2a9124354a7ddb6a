/** Get Many with Last Use in the real n8n, and what it needs of the key. */
import { randomUUID } from 'node:crypto';

import type { Credential } from '../../../sandbox/client.mts';
import { createMember } from '../members.mts';
import {
	after,
	type Json,
	type Managing,
	members,
	named,
	node,
	startManaging,
} from './managing.mts';

let side: Managing;

beforeAll(async () => {
	side = await startManaging();
});

afterAll(async () => {
	await side.stop();
});

afterEach(async () => {
	await side.clear();
});

const hook = (path: string) =>
	node('n8n-nodes-base.webhook', { path, responseMode: 'lastNode' }, [], {
		typeVersion: 2,
		webhookId: path,
	});

/** A published workflow that uses a connection whenever it is called. */
async function publish(name: string, credential: Credential) {
	const { client, n8n } = side.sandbox;
	const path = randomUUID();
	const start = hook(path);
	const use = members(credential, { resource: 'account', operation: 'get' });
	const { id } = await side.store(name, [start, use], after(start, use));
	await client.activate(id);
	const run = async () => {
		await (await fetch(`${n8n.url}/webhook/${path}`)).text();
		const [newest = ''] = await client.rest.executionIds(id);
		await client.rest.waitForExecution(newest);
		return newest;
	};
	return { id, run };
}

const lastUse = async (): Promise<Json[]> =>
	await side.managed('getMany', { returnAll: true, lastUse: true });

describe('the last use of a connection', () => {
	it('tells when it worked, since when it fails, and which executions can be retried after a repair', async () => {
		const { api, rest, apiKey } = side.sandbox.client;
		const works = await publish('Works', side.good);
		await works.run();
		const breaks = await publish('Breaks', side.bad);
		const first = await breaks.run();
		const second = await breaks.run();

		const rows = await lastUse();
		const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
		expect(named(rows, 'Newsletter')).toMatchObject({
			lastUsed: moment,
			lastSucceeded: moment,
			lastFailed: 'none',
			failedSince: 'none',
			retryable: [],
		});
		const failing = named(rows, 'Old newsletter');
		expect(failing).toMatchObject({
			lastSucceeded: 'none',
			lastFailed: moment,
			failedSince: moment,
			retryable: [second, first],
			executionsSince: moment,
		});
		expect(String(failing['failedSince']) < String(failing['lastFailed'])).toBe(true);
		expect(named(rows, 'Forgotten')).toMatchObject({ lastUsed: 'none', retryable: [] });

		const key = { apiKey: side.sandbox.mailchimp.apiKey };
		await api.patchCredential(side.bad.id, { data: key, isPartialData: true });
		const answer = await fetch(`${side.sandbox.n8n.url}/api/v1/executions/${first}/retry`, {
			method: 'POST',
			headers: { 'x-n8n-api-key': apiKey, 'content-type': 'application/json' },
			body: '{}',
		});
		expect(answer.status).toBe(200);
		for (const id of await rest.executionIds(breaks.id)) await rest.waitForExecution(id);
		expect(named(await lastUse(), 'Old newsletter')).toMatchObject({
			lastSucceeded: moment,
			failedSince: 'none',
			retryable: [],
		});
		await api.patchCredential(side.bad.id, {
			data: { apiKey: `${'0'.repeat(32)}-us6` },
			isPartialData: true,
		});
	});

	it('leaves those that were used lately out of the ones not used for some days', async () => {
		await (await publish('Works', side.good)).run();
		const rows = await side.managed('getMany', {
			returnAll: true,
			filters: { services: ['mailchimp'], unusedFor: 1 },
		});
		expect(rows.map(({ name }) => name).sort()).toEqual(['Forgotten', 'Old newsletter']);
	});
});

describe('a key that may only list connections and workflows', () => {
	const small = async (scopes: readonly string[] = []) =>
		await side.create('Small', 'n8nConnectionApi', {
			apiKey: await side.sandbox.client.rest.createApiKey(randomUUID(), [
				'credential:list',
				'workflow:list',
				...scopes,
			]),
		});

	it.each([
		['Inspect', { inspect: true }, ['credential:read']],
		['Last Use', { lastUse: true }, ['execution:list', 'execution:read']],
	])('gets many, and needs more for %s', async (_option, option, scopes) => {
		const credential = await small();
		expect(await side.managed('getMany', { returnAll: true }, { credential })).not.toEqual([]);
		const refused = await side.refusal('getMany', { returnAll: true, ...option }, { credential });
		for (const scope of scopes) expect(refused).toContain(scope);
		const wider = await small(scopes);
		const parameters = { returnAll: true, ...option, filters: { name: 'Newsletter' } };
		expect(await side.managed('getMany', parameters, { credential: wider })).not.toEqual([]);
		for (const { id } of [credential, wider]) await side.sandbox.client.api.deleteCredential(id);
	});
});

describe('a workflow of a member, who may use less', () => {
	it('says so of what it may not ask, and leaves no executions but its own', async () => {
		const { client, n8n } = side.sandbox;
		const { api: member } = await createMember(side.sandbox);
		const key = await member.createCredential({
			name: 'n8n of the member',
			type: 'n8nConnectionApi',
			data: { apiKey: client.apiKey },
		});
		const path = randomUUID();
		const start = hook(path);
		const verify = node(
			'n8n-nodes-connections.connections',
			{ resource: 'managedConnection', operation: 'verify', filters: { types: 'slackOAuth2Api' } },
			[key],
		);
		const { id } = await member.createWorkflow({
			name: 'Verify as a member',
			nodes: [start, verify],
			connections: after(start, verify),
			settings: { executionOrder: 'v1' },
		});
		await client.activate(id);
		const answer = await fetch(`${n8n.url}/webhook/${path}`);
		expect(await answer.json()).toMatchObject({
			name: 'Team chat',
			status: 'unverifiable',
			cause: 'notInspectable',
			message: expect.stringMatching(/This workflow may not use it/),
			remedy: expect.stringMatching(/share the connection/),
		});
		expect((await client.api.finishedRuns(id)).map(({ status }) => status)).toEqual(['success']);
		await client.deactivate(id);
		await member.deleteCredential(key.id);
	});
});
