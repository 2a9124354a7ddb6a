/** Replacing a connection in the real n8n: moved, revoked, deleted; and stopped wherever something is not certain. */
import { randomUUID } from 'node:crypto';

import type { Credential } from '../../sandbox/client.mts';
import { errorOf, itemsOf } from '../../sandbox/client.mts';
import type { PublicApi } from '../../sandbox/client/publicApi.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { type N8nFront, startN8nFront } from '../../sandbox/services/n8n/index.mts';
import { connectFacebook } from './connections.mts';
import { createMember } from './members.mts';
import { byId, NODE, runOneNode } from './workflows.mts';

type Json = Record<string, unknown>;

let sandbox: Sandbox;
let itself: Credential;
let front: N8nFront;
/** The connection to n8n itself over a front that can misbehave. */
let overFront: Credential;
let old: Credential;
let replacement: Credential;

const key = async (name: string, apiKey = sandbox.mailchimp.apiKey) =>
	await sandbox.client.api.createCredential({
		name,
		type: 'mailchimpConnectionApi',
		data: { apiKey },
	});

beforeAll(async () => {
	sandbox = await startSandbox();
	itself = await sandbox.client.api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey: sandbox.client.apiKey },
	});
	front = await startN8nFront(sandbox.n8n.url);
	overFront = await sandbox.client.api.createCredential({
		name: 'This n8n over a front',
		type: 'n8nConnectionApi',
		data: { apiKey: sandbox.client.apiKey, url: front.url },
	});
});

afterAll(async () => {
	await front.stop();
	await sandbox.stop();
});

beforeEach(async () => {
	old = await key('Old key');
	replacement = await key('New key');
});

afterEach(async () => {
	const { api, deactivate } = sandbox.client;
	for (const { id, active } of await api.workflows()) {
		if (active) await deactivate(id);
		await api.deleteWorkflow(id);
	}
	for (const { id } of await api.credentials())
		if (![itself.id, overFront.id].includes(id)) await api.deleteCredential(id);
	front.clear();
});

const node = (used: Credential, more: Json = {}) => ({
	id: randomUUID(),
	name: 'Members',
	type: `n8n-nodes-connections.${used.type.replace(/Connection.*/, '')}`,
	typeVersion: 1,
	position: [200, 0],
	parameters: { authentication: 'apiKey', resource: 'account', operation: 'get' },
	credentials: { [used.type]: { id: used.id, name: used.name } },
	...more,
});

const schedule = () => ({
	id: randomUUID(),
	name: 'Daily',
	type: 'n8n-nodes-base.scheduleTrigger',
	typeVersion: 1.2,
	position: [0, 0],
	parameters: { rule: { interval: [{}] } },
});

const store = async (
	name: string,
	used: Credential,
	more: Json = {},
	api: Pick<PublicApi, 'createWorkflow'> = sandbox.client.api,
) =>
	await api.createWorkflow({
		name,
		nodes: [schedule(), node(used, more)],
		connections: { Daily: { main: [[{ node: 'Members', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', timezone: 'Europe/Vienna', saveManualExecutions: true },
	});

const replace = async (
	parameters: Json = {},
	also: readonly Credential[] = [],
	credential = itself,
	onError?: 'continueRegularOutput',
) => {
	const execution = await runOneNode(sandbox.client, {
		credential,
		also,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation: 'replace',
		onError,
		parameters: {
			connection: byId(old.id),
			replacement: byId(replacement.id),
			preview: false,
			...parameters,
		},
	});
	const error = errorOf(execution);
	return {
		said: error ? `${error.message} ${error.description ?? ''}` : '',
		item: itemsOf(execution, NODE)[0]?.json,
	};
};

const names = async () => (await sandbox.client.api.credentials()).map(({ name }) => name);

const usedBy = async (id: string) => {
	const [workflow] = (await sandbox.client.api.workflows()).filter((one) => one.id === id);
	return JSON.stringify(workflow).includes(old.id) ? 'old' : 'new';
};

it('moves every workflow, publishes again what was published, and deletes the old connection', async () => {
	const active = await store('Active', old);
	await sandbox.client.activate(active.id);
	const idle = await store('Idle', old, { disabled: true, notes: 'Keep me' });
	const { said, item } = await replace();
	expect(said).toBe('');
	expect(item).toMatchObject({
		replaced: true,
		moved: expect.arrayContaining([
			expect.objectContaining({
				workflow: { id: active.id, name: 'Active' },
				published: true,
				versionBefore: expect.any(String),
				versionAfter: expect.any(String),
				nodes: ['Members'],
			}),
			expect.objectContaining({ workflow: { id: idle.id, name: 'Idle' }, published: false }),
		]),
	});
	expect(await names()).not.toContain('Old key');
	expect([await usedBy(active.id), await usedBy(idle.id)]).toEqual(['new', 'new']);
	const kept = (await sandbox.client.api.workflows()).find(({ id }) => id === idle.id);
	expect(kept).toMatchObject({
		settings: expect.objectContaining({ timezone: 'Europe/Vienna', saveManualExecutions: true }),
		nodes: [
			expect.objectContaining({ name: 'Daily' }),
			expect.objectContaining({ disabled: true, notes: 'Keep me', position: [200, 0] }),
		],
	});
});

it('says in a dry run what it would do, and does nothing', async () => {
	const idle = await store('Idle', old);
	const { item } = await replace({ preview: true });
	expect(item).toMatchObject({
		replaced: false,
		preview: true,
		obstacles: [],
		workflows: [{ id: idle.id, name: 'Idle', state: 'inactive', nodes: ['Members'] }],
	});
	expect(await usedBy(idle.id)).toBe('old');
	expect(await names()).toContain('Old key');
});

it.each<[string, () => Promise<Json>, RegExp]>([
	[
		'a replacement that does not work',
		async () => ({ replacement: byId((await key('Wrong', `${'0'.repeat(32)}-us6`)).id) }),
		/"Wrong" is broken: Mailchimp refused the API Key.*Nothing was changed/,
	],
	[
		'a replacement of another type',
		async () => ({
			replacement: byId(
				(
					await sandbox.client.api.createCredential({
						name: 'Other type',
						type: 'httpBasicAuth',
						data: { user: 'a', password: 'b' },
					})
				).id,
			),
		}),
		/"Other type" is of another type \(httpBasicAuth\)/,
	],
	[
		'itself as its replacement',
		async () => await Promise.resolve({ replacement: byId(old.id) }),
		/"Replacement" is the connection itself/,
	],
	[
		'the connection with which the node works',
		async () => await Promise.resolve({ connection: byId(itself.id) }),
		/with which this node itself works/,
	],
])('stops before anything at %s', async (_what, parameters, expected) => {
	const idle = await store('Idle', old);
	expect((await replace(await parameters())).said).toMatch(expected);
	expect(await usedBy(idle.id)).toBe('old');
	expect(await names()).toContain('Old key');
});

it('stops before anything when a workflow has changes that are not published', async () => {
	const { client, n8n } = sandbox;
	const active = await store('Half done', old);
	await client.activate(active.id);
	const other = await store('Fine', old);
	// A draft beside what runs, as the editor saves it.
	const answer = await fetch(`${n8n.url}/api/v1/workflows/${active.id}?publishIfActive=false`, {
		method: 'PUT',
		headers: { 'x-n8n-api-key': client.apiKey, 'content-type': 'application/json' },
		body: JSON.stringify({
			name: 'Half done',
			nodes: [schedule(), node(old, { notes: 'not yet' })],
			connections: {},
			settings: { executionOrder: 'v1' },
		}),
	});
	expect(answer.status).toBe(200);
	expect((await replace()).said).toMatch(
		/"Half done" has changes that are not published.*Nothing was changed/,
	);
	expect([await usedBy(active.id), await usedBy(other.id)]).toEqual(['old', 'old']);
});

it('stops before anything when an archived workflow uses the connection', async () => {
	const { client, n8n } = sandbox;
	const archived = await store('Long ago', old);
	const answer = await fetch(`${n8n.url}/api/v1/workflows/${archived.id}/archive`, {
		method: 'POST',
		headers: { 'x-n8n-api-key': client.apiKey },
	});
	expect(answer.status).toBe(200);
	const { said } = await replace();
	expect(said).toMatch(/"Long ago" is archived/);
	expect(await names()).toContain('Old key');
});

it('stops before anything when a node holds a workflow inside itself that uses the connection', async () => {
	await sandbox.client.api.createWorkflow({
		name: 'Nested',
		nodes: [
			{
				id: randomUUID(),
				name: 'Inner',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.2,
				position: [0, 0],
				parameters: { source: 'parameter', workflowJson: JSON.stringify({ nodes: [node(old)] }) },
			},
		],
		connections: {},
		settings: {},
	});
	expect((await replace()).said).toMatch(
		/"Nested" holds a workflow inside itself \("Inner → Members"\)/,
	);
});

describe('where a revocation ends every connection of the same account', () => {
	const parameters = { authentication: 'oauth2', resource: 'post', operation: 'getMany' };

	it('stops before anything, since the replacement may be of the same one', async () => {
		old = await connectFacebook(sandbox, { name: 'Old page' });
		replacement = await connectFacebook(sandbox, { name: 'New page' });
		const workflow = await store('Posts', old, { parameters });
		const { item } = await replace({ revoke: true, preview: true });
		expect(item).toMatchObject({
			obstacles: [expect.stringMatching(/^Revoking "Old page" ends every connection/)],
		});
		const { said } = await replace({ revoke: true });
		expect(said).toMatch(
			/so may end "New page": turn off "Revoke at the Service".*Nothing was changed/,
		);
		expect(await usedBy(workflow.id)).toBe('old');
		expect(await sandbox.client.api.testCredential(old.id)).toMatchObject({ status: 'OK' });
	});

	it('revokes before it deletes, when the replacement is said to be of another one', async () => {
		old = await connectFacebook(sandbox, { name: 'Old page' });
		replacement = await connectFacebook(sandbox, { name: 'New page', account: 'ada' });
		const workflow = await store('Posts', old, { parameters });
		const { said, item } = await replace({ revoke: true });
		expect(said).toBe('');
		expect(item).toMatchObject({ replaced: true, revoked: true });
		const [revoked] = sandbox.facebookPages.people;
		expect([...(revoked?.permissions.keys() ?? [])]).toEqual([]);
		expect(await usedBy(workflow.id)).toBe('new');
		expect(await names()).not.toContain('Old page');
	});
});

describe('where a workflow may not use the replacement', () => {
	it('stops before anything, since each run would fail', async () => {
		const { api: member } = await createMember(sandbox);
		old = await member.createCredential({
			name: 'Old key of Mia',
			type: 'mailchimpConnectionApi',
			data: { apiKey: sandbox.mailchimp.apiKey },
		});
		const workflow = await store('Of Mia', old, {}, member);
		const expected =
			/^"Of Mia" is in a project \("Mia Member <.*>"\) with which "New key" is not shared: share it first$/;
		const { item } = await replace({ preview: true });
		expect(item).toMatchObject({ obstacles: [expect.stringMatching(expected)] });
		expect((await replace()).said).toMatch(
			/with which "New key" is not shared.*Nothing was changed/,
		);
		expect(await usedBy(workflow.id)).toBe('old');
		await store('Off', old, { disabled: true }, member);
		expect((await replace({ preview: true })).item).toMatchObject({
			obstacles: [expect.anything()],
		});
	});

	it('goes on where the owner of n8n owns the workflow, whose runs get every connection', async () => {
		const { api: member } = await createMember(sandbox);
		replacement = await member.createCredential({
			name: 'New key of Mia',
			type: 'mailchimpConnectionApi',
			data: { apiKey: sandbox.mailchimp.apiKey },
		});
		const workflow = await store('Of the owner', old);
		const key = await sandbox.client.rest.createApiKey(randomUUID(), [
			'credential:list',
			'credential:read',
			'credential:delete',
			'workflow:list',
			'workflow:read',
			'workflow:update',
			'workflow:activate',
		]);
		const smaller = await sandbox.client.api.createCredential({
			name: 'Without users',
			type: 'n8nConnectionApi',
			data: { apiKey: key },
		});
		const { item: doubted } = await replace({ preview: true }, [], smaller);
		expect(doubted).toMatchObject({
			obstacles: [
				expect.stringMatching(/cannot see whether .*: share it first, or give .* user:read$/),
			],
		});
		const { said, item } = await replace();
		expect(said).toBe('');
		expect(item).toMatchObject({ replaced: true, obstacles: [] });
		const run = await sandbox.client.rest.runWorkflow(workflow.id, 'Daily');
		expect(errorOf(run)).toBeUndefined();
	});
});

describe('when n8n does not answer properly', () => {
	const overFaults = async () => await replace({}, [], overFront);

	it('is done although the answer to the deletion got lost: n8n is asked', async () => {
		const idle = await store('Idle', old);
		front.faults.add({
			match: ({ method }) => method === 'DELETE',
			respond: 'reset',
			afterwards: true,
		});
		const { said, item } = await overFaults();
		expect(said).toBe('');
		expect(item).toMatchObject({ replaced: true });
		expect(front.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
		expect(await names()).not.toContain('Old key');
		expect(await usedBy(idle.id)).toBe('new');
	});

	it('says all that was moved, and that the deletion is not known of, when n8n has it still', async () => {
		const stored = [];
		for (let number = 1; number <= 12; number += 1) stored.push(await store(`No. ${number}`, old));
		front.faults.add({ match: ({ method }) => method === 'DELETE', respond: { status: 500 } });
		// n8n keeps nothing but the message of an error that becomes an item.
		const { item } = await replace({}, [], overFront, 'continueRegularOutput');
		const error = String(item?.error);
		expect(error).toMatch(
			/^No workflow uses "Old key" any more, but it is not known whether it was deleted: .* It stopped at: deleting the old connection\. Moved so far: /,
		);
		for (const { id, name } of stored) {
			expect(error).toMatch(
				new RegExp(`"${name}" \\(ID ${id}, version before: [\\w-]{36}, nodes: "Members"\\)`),
			);
		}
		expect(await names()).toContain('Old key');
	});

	it('names the workflow of which it is not known whether it was changed, and those before it', async () => {
		await store('One', old);
		await store('Two', old);
		let writes = 0;
		front.faults.add({
			match: ({ method }) => method === 'PUT' && (writes += 1) === 2,
			respond: { status: 500 },
		});
		expect((await overFaults()).said).toMatch(
			/^"Old key" was not replaced: .* It stopped at: moving the workflows\. Moved so far: "(?:One|Two)" \(ID \w+, version before: .*\)\. "(?:One|Two)" \(ID \w+\) may have been changed \(version before: [\w-]{36}\)/,
		);
		expect(await names()).toContain('Old key');
	});

	it('says what was moved when it stops before the deletion', async () => {
		await store('Idle', old);
		let isMoved = false;
		front.faults.add({
			match: ({ method }) => {
				isMoved ||= method === 'PUT';
				return isMoved && method === 'GET';
			},
			respond: { status: 500 },
		});
		expect((await overFaults()).said).toMatch(
			/^"Old key" was not replaced: n8n could not answer .* It stopped at: reading all workflows again\. Moved so far: "Idle" \(ID \w+, version before: /,
		);
		expect(await names()).toContain('Old key');
	});
});
