/** The Connections node in the real n8n, with connections of this pack and of n8n itself side by side. */
import { randomUUID } from 'node:crypto';

import type { Credential, WorkflowDefinition } from '../../sandbox/client.mts';
import { errorOf, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { type N8nFront, startN8nFront } from '../../sandbox/services/n8n/index.mts';
import { connectFacebook } from './connections.mts';
import { byId, NODE, outputOf, runOneNode } from './workflows.mts';

type Json = Record<string, unknown>;
type Nodes = WorkflowDefinition['nodes'];

let sandbox: Sandbox;
/** The connection to n8n itself, whose address is left empty. */
let itself: Credential;
let good: Credential;
let bad: Credential;
let facebook: Credential;

const create = async (name: string, type: string, data: Json) =>
	await sandbox.client.api.createCredential({ name, type, data });

/** A node of a workflow, with connections in its slots. */
const node = (type: string, parameters: Json, used: readonly Credential[], more: Json = {}) => ({
	id: randomUUID(),
	name: `${type.split('.').at(-1)} ${randomUUID().slice(0, 8)}`,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	credentials: Object.fromEntries(used.map(({ type: slot, id, name }) => [slot, { id, name }])),
	...more,
});

const store = async (name: string, nodes: Nodes, connections: Json = {}) =>
	await sandbox.client.api.createWorkflow({
		name,
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
	});

/** The first node, and then the second. */
const after = (first: { readonly name: string }, second: { readonly name: string }) => ({
	[first.name]: { main: [[{ node: second.name, type: 'main', index: 0 }]] },
});

/** What a sub-workflow's trigger is set to that takes any items. */
const PASSED_THROUGH = { inputSource: 'passthrough' };

const members = (credential: Credential, more: Json = {}) =>
	node('n8n-nodes-connections.mailchimp', { authentication: 'apiKey', ...more }, [credential]);

beforeAll(async () => {
	sandbox = await startSandbox();
	const { client, mailchimp } = sandbox;
	itself = await create('This n8n', 'n8nConnectionApi', { apiKey: client.apiKey });
	good = await create('Newsletter', 'mailchimpConnectionApi', { apiKey: mailchimp.apiKey });
	bad = await create('Old newsletter', 'mailchimpConnectionApi', {
		apiKey: `${'0'.repeat(32)}-us6`,
	});
	await create('Forgotten', 'mailchimpConnectionApi', { apiKey: mailchimp.apiKey });
	await create('Team chat', 'slackOAuth2Api', {
		clientId: 'a',
		clientSecret: 'b',
		oauthTokenData: { access_token: 'never valid' },
	});
	await create('Printer', 'httpBasicAuth', { user: 'a', password: 'b' });
	facebook = await connectFacebook(sandbox, {
		name: 'Flowers page',
		permissions: ['readPosts', 'publishPosts', 'readComments'],
	});
});

afterAll(async () => {
	await sandbox.stop();
});

afterEach(async () => {
	const { api, apiKey, deactivate, rest } = sandbox.client;
	for (const { id, active } of await api.workflows()) {
		for (const run of await rest.executionIds(id)) {
			expect(JSON.stringify(await rest.waitForExecution(run))).not.toContain(apiKey);
		}
		if (active) await deactivate(id);
		await api.deleteWorkflow(id);
	}
	expect(sandbox.n8n.log()).not.toContain(apiKey);
});

const managed = async (operation: string, parameters: Json = {}): Promise<Json[]> =>
	await outputOf(sandbox.client, {
		credential: itself,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation,
		parameters,
	});

const refusal = async (operation: string, parameters: Json, more: Json = {}) => {
	const execution = await runOneNode(sandbox.client, {
		credential: itself,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation,
		parameters,
		...more,
	});
	const error = errorOf(execution);
	return `${error?.message} ${error?.description ?? ''}`;
};

const named = (items: readonly Json[], name: string) => {
	const found = items.find((item) => item.name === name);
	if (!found) throw new Error(`No item is named ${name}: ${JSON.stringify(items)}`);
	return found;
};

describe('the connection to n8n itself', () => {
	it('works without an address in nodes, and says what its key may do and when it ends', async () => {
		const [shown] = await outputOf(sandbox.client, {
			credential: itself,
			type: 'n8n-nodes-connections.connections',
			resource: 'connection',
			operation: 'get',
		});
		expect(shown).toMatchObject({
			service: 'n8n',
			account: { id: sandbox.n8n.url },
			address: { instance: sandbox.n8n.url },
			tokenExpires: expect.stringMatching(/^\d{4}-/),
		});
		expect(JSON.stringify(shown)).toContain('List connections');
		expect(JSON.stringify(shown)).not.toContain(sandbox.client.apiKey);
	});

	it("is tested by n8n at the address that it is given, whose slash at the end doesn't matter", async () => {
		const { api } = sandbox.client;
		const given = await create('With address', 'n8nConnectionApi', {
			apiKey: sandbox.client.apiKey,
			url: `${sandbox.n8n.url}/`,
		});
		expect(await api.testCredential(given.id)).toMatchObject({ status: 'OK' });
		const wrong = await create('Wrong key', 'n8nConnectionApi', {
			apiKey: `${sandbox.client.apiKey}x`,
			url: sandbox.n8n.url,
		});
		expect(await api.testCredential(wrong.id)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^n8n refused the API Key/),
		});
		const nowhere = await create('No API', 'n8nConnectionApi', {
			apiKey: sandbox.client.apiKey,
			url: `${sandbox.n8n.url}/rest`,
		});
		expect((await api.testCredential(nowhere.id)).status).toBe('Error');
		for (const { id } of [given, wrong, nowhere]) await api.deleteCredential(id);
	});

	it('that may not do something is stopped before any request, and the scope is named', async () => {
		const { client } = sandbox;
		const key = await client.rest.createApiKey('small', ['credential:list']);
		const small = await create('Small key', 'n8nConnectionApi', { apiKey: key });
		const execution = await runOneNode(client, {
			credential: small,
			type: 'n8n-nodes-connections.connections',
			resource: 'managedConnection',
			operation: 'getMany',
		});
		const error = errorOf(execution);
		expect(error?.message).toContain('may not: List workflows');
		expect(error?.description).toContain('(workflow:list)');
		await client.api.deleteCredential(small.id);
	});
});

describe('Get Many', () => {
	it('gives every connection with its owner, service, uses and link', async () => {
		await store('Daily', [members(good, { resource: 'member', operation: 'getMany' })]);
		const items = await managed('getMany', { returnAll: true });
		expect(items).toHaveLength(7);
		expect(named(items, 'Newsletter')).toMatchObject({
			id: good.id,
			service: 'Mailchimp',
			variant: 'API Key',
			type: 'mailchimpConnectionApi',
			owner: 'Olga Owner <owner@example.com>',
			isUsed: true,
			isUsedByActiveWorkflows: false,
			reauthorizeUrl: `${sandbox.n8n.url}/home/credentials/${good.id}`,
			workflows: [
				{
					name: 'Daily',
					state: 'inactive',
					nodes: [{ operation: 'Member: Get Many', disabled: false, versions: ['draft'] }],
				},
			],
		});
		expect(named(items, 'Team chat')).toMatchObject({ service: null, type: 'slackOAuth2Api' });
		expect(named(items, 'Forgotten')).toMatchObject({ isUsed: false, workflows: [] });
		expect(JSON.stringify(items)).not.toContain(sandbox.mailchimp.apiKey);
	});

	it('reads what equals a default, and sub-workflows, archived ones, agents, disabled nodes and slots', async () => {
		const { api } = sandbox.client;
		const called = await store('Called', [
			node('n8n-nodes-base.executeWorkflowTrigger', PASSED_THROUGH, [], {
				typeVersion: 1.1,
			}),
			members(good),
		]);
		const start = node('n8n-nodes-base.scheduleTrigger', { rule: { interval: [{}] } }, []);
		const call = node(
			'n8n-nodes-base.executeWorkflow',
			{
				workflowId: byId(called.id),
			},
			[],
			{ typeVersion: 1.2 },
		);
		const calling = await store('Calling', [start, call], after(start, call));
		await api.activateWorkflow(called.id);
		await api.activateWorkflow(calling.id);
		const byTool = await store('Agent', [
			node('n8n-nodes-connections.mailchimpTool', { authentication: 'apiKey' }, [good]),
		]);
		const off = await store('Off', [{ ...members(good), disabled: true }]);
		const other = await store('Other slot', [
			node('n8n-nodes-connections.mailchimp', { authentication: 'oauth2' }, [good]),
		]);
		const items = await managed('getMany', { returnAll: true, filters: { name: 'NEWS' } });
		expect(items.map(({ name }) => name).sort()).toEqual(['Newsletter', 'Old newsletter']);
		const { workflows, isUsedByActiveWorkflows } = named(items, 'Newsletter');
		expect(isUsedByActiveWorkflows).toBe(true);
		expect(workflows).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					id: called.id,
					state: 'active',
					calledBy: ['Calling'],
					nodes: [expect.objectContaining({ operation: 'Account: Get' })],
				}),
				expect.objectContaining({ id: byTool.id }),
				expect.objectContaining({
					id: off.id,
					nodes: [expect.objectContaining({ disabled: true })],
				}),
			]),
		);
		expect(JSON.stringify(workflows)).not.toContain(other.id);
	});

	it.each([
		[{ use: 'unused', services: ['mailchimp'] }, ['Forgotten', 'Old newsletter']],
		[{ use: 'active' }, []],
		[{ types: 'slackOAuth2Api, httpBasicAuth' }, ['Printer', 'Team chat']],
	])('filters by %j', async (filters, names) => {
		await store('Daily', [members(good)]);
		const items = await managed('getMany', { returnAll: true, filters });
		expect(items.map(({ name }) => name).sort()).toEqual(names);
	});
});

describe('what stops working when a connection breaks', () => {
	const schedule = () =>
		node('n8n-nodes-base.scheduleTrigger', { rule: { interval: [{ field: 'months' }] } }, []);

	/** Saves what the editor shows beside what runs. */
	async function saveDraft({ id, name }: { id: string; name: string }, nodes: Nodes) {
		const { client, n8n } = sandbox;
		const answer = await fetch(`${n8n.url}/api/v1/workflows/${id}?publishIfActive=false`, {
			method: 'PUT',
			headers: { 'x-n8n-api-key': client.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ name, nodes, connections: {}, settings: {} }),
		});
		expect(answer.status).toBe(200);
	}

	const suffering = async () => {
		const active = await managed('getMany', { returnAll: true, filters: { use: 'active' } });
		const all = await managed('getMany', { returnAll: true });
		const { isUsedByActiveWorkflows, workflows } = named(all, 'Newsletter');
		const [verified] = await managed('verify', { which: 'one', connection: byId(good.id) });
		expect(verified?.affectsActiveWorkflows).toBe(isUsedByActiveWorkflows);
		expect(active.map(({ name }) => name)).toEqual(isUsedByActiveWorkflows ? ['Newsletter'] : []);
		return { isUsedByActiveWorkflows, workflows };
	};

	it.each<[string, { runs: () => Nodes; draft?: () => Nodes }, boolean, Json]>([
		[
			'what runs uses it',
			{ runs: () => [members(good)] },
			true,
			{ versions: ['published', 'draft'] },
		],
		[
			'what runs uses it, and the draft no longer does',
			{ runs: () => [members(good)], draft: () => [] },
			true,
			{ versions: ['published'] },
		],
		[
			'its node is disabled',
			{ runs: () => [{ ...members(good), disabled: true }] },
			false,
			{ disabled: true },
		],
		[
			'only the draft uses it',
			{ runs: () => [], draft: () => [members(good)] },
			false,
			{ versions: ['draft'] },
		],
	])('is a published workflow of which %s', async (_what, { runs, draft }, isActive, use) => {
		const stored = await store('Monthly', [schedule(), ...runs()]);
		await sandbox.client.activate(stored.id);
		if (draft) await saveDraft(stored, [schedule(), ...draft()]);
		expect(await suffering()).toMatchObject({
			isUsedByActiveWorkflows: isActive,
			workflows: [{ name: 'Monthly', state: 'active', nodes: [use] }],
		});
	});

	/** A sub-workflow, and a published workflow that calls it whenever its address is asked. */
	async function storeCalling() {
		const { activate } = sandbox.client;
		const begin = node('n8n-nodes-base.executeWorkflowTrigger', PASSED_THROUGH, [], {
			typeVersion: 1.1,
		});
		const use = members(good);
		const called = await store('Called', [begin, use], after(begin, use));
		await activate(called.id);
		const path = randomUUID();
		const hook = node('n8n-nodes-base.webhook', { path, responseMode: 'lastNode' }, [], {
			typeVersion: 2,
			webhookId: path,
		});
		const call = node('n8n-nodes-base.executeWorkflow', { workflowId: byId(called.id) }, [], {
			typeVersion: 1.2,
		});
		const calling = await store('Calling', [hook, call], after(hook, call));
		await activate(calling.id);
		const run = async () => {
			await fetch(`${sandbox.n8n.url}/webhook/${path}`);
			const [newest = ''] = await sandbox.client.rest.executionIds(calling.id);
			return errorOf(await sandbox.client.rest.waitForExecution(newest))?.message;
		};
		return { called, run };
	}

	it('is a sub-workflow while it is published: n8n calls no other', async () => {
		const { called, run } = await storeCalling();
		expect(await run()).toBeUndefined();
		expect(await sandbox.client.rest.executionIds(called.id)).toHaveLength(1);
		expect(await suffering()).toMatchObject({
			isUsedByActiveWorkflows: true,
			workflows: [{ name: 'Called', state: 'active', calledBy: ['Calling'] }],
		});

		await sandbox.client.deactivate(called.id);
		expect(await run()).toMatch(/Workflow is not active and cannot be executed/);
		expect(await sandbox.client.rest.executionIds(called.id)).toHaveLength(1);
		expect(await suffering()).toMatchObject({
			isUsedByActiveWorkflows: false,
			workflows: [{ name: 'Called', state: 'inactive', calledBy: ['Calling'] }],
		});
	});
});

describe('Verify', () => {
	it.each([1, 5])(
		'tells what works from what is broken and what nobody can tell, %i at once',
		async (testsAtOnce) => {
			await store('Daily', [members(bad)]);
			const items = await managed('verify', { testsAtOnce });
			const told = Object.fromEntries(items.map(({ name, status }) => [name, status]));
			expect(told).toMatchObject({
				Newsletter: 'working',
				'Old newsletter': 'broken',
				Forgotten: 'working',
				'Team chat': 'unverifiable',
				Printer: 'unverifiable',
				'Flowers page': 'working',
				'This n8n': 'working',
			});
			expect(named(items, 'Old newsletter')).toMatchObject({
				message: expect.stringMatching(/^Mailchimp refused the API Key/),
				affectedWorkflows: [expect.objectContaining({ name: 'Daily' })],
				milliseconds: expect.any(Number),
			});
			expect(named(items, 'Team chat').message).toMatch(/only looks whether a token is stored/);
		},
	);

	it('gives up on a test that takes longer than its limit, and says so', async () => {
		Object.assign(sandbox.mailchimp.latency, { perCall: 3_000 });
		const [item] = await managed('verify', {
			which: 'one',
			connection: byId(good.id),
			timeLimit: 1,
		});
		Object.assign(sandbox.mailchimp.latency, { perCall: 0 });
		expect(item).toMatchObject({
			status: 'broken',
			message: 'The service did not answer within the time limit of 1 s',
		});
	});

	it('goes on where the test of one of them fails in n8n itself', async () => {
		const { id } = await create('Database', 'mySql', {
			host: '127.0.0.1',
			port: 9,
			database: 'a',
			user: 'a',
			password: 'b',
			connectTimeout: 1000,
			ssl: false,
			sshTunnel: true,
			sshAuthenticateWith: 'privateKey',
			sshHost: '127.0.0.1',
			sshPort: 9,
			sshUser: 'a',
			privateKey: 'none',
			passphrase: '',
		});
		const items = await managed('verify');
		await sandbox.client.api.deleteCredential(id);
		expect(named(items, 'Database')).toMatchObject({
			status: 'unverifiable',
			message: expect.stringMatching(/^n8n answers, but its test of this connection fails: ./),
		});
		expect(named(items, 'Newsletter').status).toBe('working');
	});

	it('says which connection is not there', async () => {
		const said = await refusal('verify', { which: 'one', connection: byId('nothinglikethis') });
		expect(said).toMatch(/Credential not found/);
	});
});

describe('Get Usage', () => {
	it('gives an item for each node, with what it does and what that needs', async () => {
		const list = node(
			'n8n-nodes-connections.facebookPages',
			{ resource: 'post', operation: 'getMany' },
			[facebook],
		);
		const post = node(
			'n8n-nodes-connections.facebookPages',
			{ resource: 'post', operation: 'create' },
			[facebook],
		);
		const guess = node('n8n-nodes-connections.facebookPages', { resource: '={{ $json.what }}' }, [
			facebook,
		]);
		const other = node(
			'n8n-nodes-base.httpRequest',
			{ authentication: 'predefinedCredentialType' },
			[facebook],
		);
		const inner = node(
			'n8n-nodes-base.executeWorkflow',
			{
				source: 'parameter',
				workflowJson: JSON.stringify({ nodes: [{ ...list, name: 'Within' }] }),
			},
			[],
		);
		await store('Posting', [list, post, guess, other, inner]);
		const items = await managed('getUsage', { connection: byId(facebook.id) });
		const told = items.map(({ node: name, operation, permissions, unknown }) => ({
			name,
			operation,
			permissions,
			unknown,
		}));
		const readPosts = [{ name: 'readPosts', label: 'Read pages and posts' }];
		expect(told).toEqual([
			{ name: list.name, operation: 'Post: Get Many', permissions: readPosts, unknown: undefined },
			expect.objectContaining({ name: post.name, operation: 'Post: Create' }),
			{
				name: guess.name,
				operation: null,
				permissions: null,
				unknown: 'resource is an expression',
			},
			{
				name: other.name,
				operation: null,
				permissions: null,
				unknown: 'a node of another package',
			},
			{
				name: `${inner.name} → Within`,
				operation: 'Post: Get Many',
				permissions: readPosts,
				unknown: undefined,
			},
		]);
	});
});

describe('Access Report', () => {
	const post = (operation: string, parameters: Json = {}) =>
		node('n8n-nodes-connections.facebookPages', { resource: 'post', operation, ...parameters }, [
			facebook,
		]);

	const report = async (opened = facebook, name = 'Flowers') => {
		const execution = await runOneNode(sandbox.client, {
			credential: itself,
			also: [opened],
			type: 'n8n-nodes-connections.connections',
			resource: 'managedConnection',
			operation: 'accessReport',
			parameters: { openedType: opened.type, filters: { name } },
		});
		expect(errorOf(execution)).toBeUndefined();
		return itemsOf(execution, NODE).map(({ json }) => json);
	};

	it('says what nothing needs, and the boxes to untick', async () => {
		await store('Reading', [post('getMany')]);
		const [item] = await report();
		expect(item).toMatchObject({
			name: 'Flowers page',
			required: [
				{ name: 'readPosts', neededBy: [{ workflow: 'Reading', operation: 'Post: Get Many' }] },
			],
			unknown: [],
			compared: {
				missing: [],
				surplus: [{ label: 'Publish posts' }, { label: "Read comments and visitors' posts" }],
				surplusIsCertain: true,
				advice: expect.stringMatching(
					/^Untick "Publish posts", "Read comments and visitors' posts" under Permissions and reconnect: http/,
				),
			},
		});
	});

	it('says what is missing, and who needs it', async () => {
		await store('Moderating', [
			node('n8n-nodes-connections.facebookPages', { resource: 'comment', operation: 'delete' }, [
				facebook,
			]),
		]);
		const [item] = await report();
		expect(item).toMatchObject({
			compared: { missing: [{ name: 'moderateComments' }] },
		});
	});

	it('calls nothing superfluous for certain while an API request may need it', async () => {
		await store('Publishing by hand', [
			post('getMany'),
			node(
				'n8n-nodes-connections.facebookPages',
				{ resource: 'apiRequest', operation: 'send', method: 'POST', path: '/1/feed' },
				[facebook],
			),
		]);
		const [item] = await report();
		expect(item).toMatchObject({
			unknown: [{ workflow: 'Publishing by hand', why: 'an API request can need anything' }],
			compared: {
				surplus: [{ label: 'Publish posts' }, {}],
				surplusIsCertain: false,
				advice: expect.stringMatching(/it is not known of all nodes/),
			},
		});
	});

	it('says that the connection to compare is broken, and reports on all others', async () => {
		const broken = await connectFacebook(sandbox, { name: "Ada's page", account: 'ada' });
		const { facebookPages } = sandbox;
		const ada = facebookPages.people.find(({ login }) => login === 'ada');
		if (!ada) throw new Error('Ada is not there');
		await facebookPages.revokeTokens(ada);
		const items = await report(broken, 'page');
		expect(named(items, 'Flowers page')).toMatchObject({ compared: null });
		expect(named(items, "Ada's page")).toMatchObject({
			required: [],
			compared: {
				error: expect.stringMatching(/^Facebook Pages no longer accepts "Ada's page"/),
				advice: expect.stringMatching(/reconnect/),
			},
		});
		await sandbox.client.api.deleteCredential(broken.id);
	});

	it('calls nothing superfluous for certain while a node is not understood', async () => {
		await store('Guessing', [post('={{ $json.operation }}'), post('getMany')]);
		const [item] = await report();
		expect(item).toMatchObject({
			unknown: [{ workflow: 'Guessing', why: 'operation is an expression' }],
			compared: {
				surplusIsCertain: false,
				advice: expect.stringMatching(/it is not known of all nodes/),
			},
		});
	});
});

describe('Rename', () => {
	it('gives a free name, and refuses one that is taken', async () => {
		const one = await create('Before', 'httpBasicAuth', { user: 'a', password: 'b' });
		const [item] = await managed('rename', { connection: byId(one.id), newName: 'After' });
		expect(item).toMatchObject({ oldName: 'Before', newName: 'After', renamed: true });
		expect(await refusal('rename', { connection: byId(one.id), newName: 'Newsletter' })).toMatch(
			/"After" was not renamed to "Newsletter": another connection has this name/,
		);
		expect(await refusal('rename', { connection: byId(one.id), newName: 'No' })).toMatch(
			/"New Name" must have at least 3 letters/,
		);
		await sandbox.client.api.deleteCredential(one.id);
	});

	it('renames many by a pattern, when it is no dry run, and says which it cannot', async () => {
		const one = await create('Alpha', 'httpHeaderAuth', { name: 'a', value: 'b' });
		const two = await create('Beta', 'httpHeaderAuth', { name: 'a', value: 'b' });
		const parameters = {
			which: 'pattern',
			pattern: '{service} – {name}',
			filters: { types: 'httpHeaderAuth' },
		};
		const [planned] = await managed('rename', parameters);
		expect(planned).toMatchObject({ renamed: false, dryRun: true });
		const done = await managed('rename', { ...parameters, dryRun: false });
		expect(done.map(({ newName, renamed }) => [newName, renamed]).sort()).toEqual([
			['httpHeaderAuth – Alpha', true],
			['httpHeaderAuth – Beta', true],
		]);
		const same = await managed('rename', {
			...parameters,
			pattern: 'All of {service}',
			dryRun: false,
		});
		expect(same.map(({ renamed, refusal: why }) => [renamed, why]).sort()).toEqual([
			[false, 'another connection has this name'],
			[true, null],
		]);
		const unknown = await managed('rename', {
			...parameters,
			pattern: '{account} {name}',
			dryRun: false,
		});
		expect(unknown.map(({ refusal: why }) => why)).toEqual([
			'account is not known of it',
			'account is not known of it',
		]);
		for (const { id } of [one, two]) await sandbox.client.api.deleteCredential(id);
	});
});

describe('Delete', () => {
	const there = async ({ id }: Credential) =>
		(await sandbox.client.api.credentials()).some((credential) => credential.id === id);

	it('deletes what nothing uses, and in a dry run nothing', async () => {
		const one = await create('To be deleted', 'httpBasicAuth', { user: 'a', password: 'b' });
		const [planned] = await managed('delete', { connection: byId(one.id) });
		expect(planned).toMatchObject({ deleted: false, wouldBeDeleted: true, dryRun: true });
		expect(await there(one)).toBe(true);
		const [done] = await managed('delete', { connection: byId(one.id), dryRun: false });
		expect(done).toMatchObject({ deleted: true, name: 'To be deleted' });
		expect(await there(one)).toBe(false);
	});

	it('refuses what a workflow uses, until its name is given', async () => {
		const one = await create('Still used', 'mailchimpConnectionApi', {
			apiKey: sandbox.mailchimp.apiKey,
		});
		await store('Needs it', [members(one)]);
		const parameters = { connection: byId(one.id), dryRun: false };
		expect(await refusal('delete', parameters)).toMatch(
			/"Still used" was not deleted: it is used by "Needs it".*Delete Although Used/,
		);
		expect(await refusal('delete', { ...parameters, confirmation: 'Newsletter' })).toMatch(
			/the connection's name is "Still used".*Nothing was deleted/,
		);
		expect(await there(one)).toBe(true);
		const [done] = await managed('delete', { ...parameters, confirmation: 'Still used' });
		expect(done).toMatchObject({ deleted: true, usedBy: [{ name: 'Needs it' }] });
		expect(await there(one)).toBe(false);
	});

	it('never deletes the connection with which the node works', async () => {
		expect(
			await refusal('delete', {
				connection: byId(itself.id),
				dryRun: false,
				confirmation: 'This n8n',
			}),
		).toMatch(/is the connection with which this node itself works/);
		expect(await there(itself)).toBe(true);
	});
});

describe('Get Reauthorize Link', () => {
	it('gives the address of the dialog', async () => {
		expect(await managed('getReauthorizeLink', { connection: byId(good.id) })).toEqual([
			{
				id: good.id,
				name: 'Newsletter',
				type: 'mailchimpConnectionApi',
				reauthorizeUrl: `${sandbox.n8n.url}/home/credentials/${good.id}`,
			},
		]);
	});
});

describe('API Request', () => {
	it("sends any request of n8n's public API, and to no other address", async () => {
		const wanted = {
			credential: itself,
			type: 'n8n-nodes-connections.connections',
			resource: 'apiRequest',
			operation: 'send',
		};
		const [page] = await outputOf(sandbox.client, { ...wanted, parameters: { path: '/tags' } });
		expect(page).toEqual({ data: [], nextCursor: null });
		const execution = await runOneNode(sandbox.client, {
			...wanted,
			parameters: { path: '/../../rest/settings' },
		});
		expect(errorOf(execution)?.message).toMatch(/"Path" has a segment that leads elsewhere/);
	});
});

describe('where n8n does not answer properly', () => {
	let front: N8nFront;
	let overFront: Credential;

	beforeAll(async () => {
		front = await startN8nFront(sandbox.n8n.url);
		overFront = await create('This n8n over a front', 'n8nConnectionApi', {
			apiKey: sandbox.client.apiKey,
			url: front.url,
		});
	});

	afterAll(async () => {
		await sandbox.client.api.deleteCredential(overFront.id);
		await front.stop();
	});

	beforeEach(() => front.clear());

	const wanted = (operation: string, parameters: Json) => ({
		credential: overFront,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation,
		parameters,
	});

	const managedOverFront = async (operation: string, parameters: Json) =>
		await outputOf(sandbox.client, wanted(operation, parameters));

	const refusalOverFront = async (operation: string, parameters: Json) =>
		await refusal(operation, parameters, { credential: overFront });

	const isTest = ({ method }: { readonly method: string }) => method === 'POST';

	const verifying = () => ({ which: 'one', connection: byId(good.id), timeLimit: 2 });

	it.each(['silence', 'reset', 'half', 'notJson'] as const)(
		'Verify asks again for a test whose answer is lost once: %s',
		async (respond) => {
			front.faults.add({ match: isTest, respond });
			expect(await managedOverFront('verify', verifying())).toMatchObject([
				{ name: 'Newsletter', status: 'working' },
			]);
			expect(front.requests.filter(isTest)).toHaveLength(2);
		},
	);

	it('Verify does not call a connection broken when n8n has stopped to answer', async () => {
		let isSilent = false;
		front.faults.add({
			match: (request) => {
				isSilent ||= isTest(request);
				return isSilent;
			},
			times: Infinity,
			respond: { status: 500 },
		});
		const broken = await refusalOverFront('verify', verifying());
		expect(broken).toMatch(/^n8n could not answer "This n8n over a front"/);
		expect(broken).not.toMatch(/carried out/);
		front.clear();
		front.faults.add({ match: isTest, respond: 'silence' });
		front.faults.add({
			match: ({ method, path }) =>
				method === 'GET' && path.endsWith(good.id) && front.requests.some(isTest),
			respond: { status: 500 },
		});
		expect(await refusalOverFront('verify', verifying())).toMatch(/^n8n could not answer/);
	});

	it('Verify goes on where n8n does not know the type of one of them', async () => {
		const message = 'Unrecognized credential type: mailchimpConnectionApi';
		front.faults.add({
			match: (request) => isTest(request) && request.path.includes(good.id),
			times: Infinity,
			respond: { status: 400, body: JSON.stringify({ message }) },
		});
		const items = await managedOverFront('verify', {});
		expect(named(items, 'Newsletter')).toMatchObject({
			status: 'unverifiable',
			message: `n8n cannot test it: ${message}`,
		});
		expect(named(items, 'Forgotten').status).toBe('working');
		expect(named(items, 'Old newsletter').status).toBe('broken');
	});

	it('Rename by a pattern says what was renamed before it failed', async () => {
		const made = [];
		for (const name of ['Alpha', 'Beta']) {
			made.push(await create(name, 'httpHeaderAuth', { name: 'a', value: 'b' }));
		}
		const given: string[] = [];
		front.faults.add({
			match: ({ method, body }) => method === 'PATCH' && given.push(JSON.stringify(body)) === 2,
			respond: { status: 500 },
		});
		const said = await refusalOverFront('rename', {
			which: 'pattern',
			pattern: 'New {name}',
			filters: { types: 'httpHeaderAuth' },
			dryRun: false,
		});
		const all = (await sandbox.client.api.credentials()).map(({ name }) => name);
		const [done] = ['Alpha', 'Beta'].filter((name) => all.includes(`New ${name}`));
		const [failed] = ['Alpha', 'Beta'].filter((name) => all.includes(name));
		expect(said).toMatch(
			new RegExp(
				`^It is not known whether "${failed}" was renamed: .* Renamed so far: "New ${done}"`,
			),
		);
		for (const { id } of made) await sandbox.client.api.deleteCredential(id);
	});

	it('Rename by a pattern goes on when n8n refuses one of them, and says why', async () => {
		const made = [];
		for (const name of ['Alpha', 'Beta']) {
			made.push(await create(name, 'httpHeaderAuth', { name: 'a', value: 'b' }));
		}
		// So n8n answers for a connection that it manages itself.
		front.faults.add({
			match: ({ method }) => method === 'PATCH',
			respond: {
				status: 400,
				body: JSON.stringify({ message: 'Managed credentials cannot be updated.' }),
			},
		});
		const items = await managedOverFront('rename', {
			which: 'pattern',
			pattern: 'New {name}',
			filters: { types: 'httpHeaderAuth' },
			dryRun: false,
		});
		expect(items.map(({ renamed }) => renamed)).toEqual([false, true]);
		expect(items[0]?.refusal).toMatch(/Managed credentials cannot be updated\./);
		for (const { id } of made) await sandbox.client.api.deleteCredential(id);
	});

	it('Delete reads all workflows once for a dry run, and right before each deletion', async () => {
		const made: Credential[] = [];
		for (const name of ['One', 'Two', 'Three']) {
			made.push(await create(`${name} of three`, 'httpBasicAuth', { user: 'a', password: 'b' }));
		}
		const [, second] = made;
		if (!second) throw new Error('There is no second one');
		await store('Uses the second', [node('n8n-nodes-base.httpRequest', {}, [second])]);
		const deleteAll = async (dryRun: boolean) => {
			front.clear();
			const execution = await runOneNode(sandbox.client, {
				...wanted('delete', { connection: byId('={{ $json.id }}'), dryRun }),
				items: made.map(({ id }) => ({ id })),
				onError: 'continueRegularOutput',
			});
			return itemsOf(execution, NODE).map(({ json }) => json);
		};
		const readings = () => front.requests.filter(({ path }) => path === '/api/v1/workflows').length;
		const planned = await deleteAll(true);
		expect(planned.map(({ wouldBeDeleted }) => wouldBeDeleted)).toEqual([true, false, true]);
		expect(readings()).toBe(1);
		const done = await deleteAll(false);
		expect(done.map(({ deleted }) => deleted)).toEqual([true, undefined, true]);
		expect(done[1]?.error).toMatch(
			/"Two of three" was not deleted: it is used by "Uses the second"/,
		);
		expect(readings()).toBe(4);
		await sandbox.client.api.deleteCredential(second.id);
	});

	it('Delete is done although its answer got lost: n8n is asked', async () => {
		const one = await create('To be deleted', 'httpBasicAuth', { user: 'a', password: 'b' });
		front.faults.add({
			match: ({ method }) => method === 'DELETE',
			respond: 'reset',
			afterwards: true,
		});
		expect(
			await managedOverFront('delete', { connection: byId(one.id), dryRun: false }),
		).toMatchObject([{ deleted: true }]);
	});
});
