/** Get Many and Get Usage in the real n8n: every connection, with what uses it. */
import { byId } from '../workflows.mts';
import {
	after,
	facebookNode,
	type Managing,
	members,
	named,
	node,
	PASSED_THROUGH,
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

describe('Get Many', () => {
	it('gives every connection with its owner, service, uses and link', async () => {
		await side.store('Daily', [members(side.good, { resource: 'member', operation: 'getMany' })]);
		const items = await side.managed('getMany', { returnAll: true, simplify: false });
		expect(items).toHaveLength(7);
		expect(named(items, 'Newsletter')).toMatchObject({
			name: 'Newsletter',
			service: 'Mailchimp',
			authentication: 'API Key',
			owner: 'Olga Owner <owner@example.com>',
			usedBy: '1 inactive: Daily',
			affectsActiveWorkflows: false,
			reauthorizeUrl: `${side.sandbox.n8n.url}/home/credentials/${side.good.id}`,
			id: side.good.id,
			type: 'mailchimpConnectionApi',
			details: { workflows: [{ name: 'Daily', state: 'inactive' }], sharedWith: [] },
		});
		expect(named(items, 'Team chat')).toMatchObject({
			service: 'Slack',
			authentication: 'OAuth2',
			type: 'slackOAuth2Api',
		});
		expect(named(items, 'Forgotten')).toMatchObject({ usedBy: 'none', details: { workflows: [] } });
		expect(JSON.stringify(items)).not.toContain(side.sandbox.mailchimp.apiKey);
		expect(await side.managed('getUsage', { connection: byId(side.good.id) })).toMatchObject([
			{
				workflow: { name: 'Daily', state: 'inactive', calledBy: [] },
				operation: 'Member: Get Many',
				disabled: false,
				versions: ['draft'],
			},
		]);
	});

	it('gives flat columns first, and nothing nested when simplified', async () => {
		const [row] = await side.managed('getMany', {
			returnAll: true,
			filters: { name: 'Forgotten' },
		});
		expect(Object.keys(row ?? {})).toEqual([
			'name',
			'service',
			'owner',
			'usedBy',
			'affectsActiveWorkflows',
			'reauthorizeUrl',
			'authentication',
			'id',
			'type',
		]);
	});

	it('asks the services when it is to inspect', async () => {
		const items = await side.managed('getMany', {
			returnAll: true,
			inspect: true,
			filters: { services: ['mailchimp'] },
		});
		expect(named(items, 'Newsletter')).toMatchObject({
			status: 'working',
			account: expect.not.stringContaining('not told'),
		});
		expect(named(items, 'Old newsletter')).toMatchObject({ status: 'broken', cause: 'wrongKey' });
	});

	it('reads what equals a default, and sub-workflows, archived ones, agents, disabled nodes and slots', async () => {
		const { api } = side.sandbox.client;
		const called = await side.store('Called', [
			node('n8n-nodes-base.executeWorkflowTrigger', PASSED_THROUGH, [], {
				typeVersion: 1.1,
			}),
			members(side.good),
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
		const calling = await side.store('Calling', [start, call], after(start, call));
		await api.activateWorkflow(called.id);
		await api.activateWorkflow(calling.id);
		const byTool = await side.store('Agent', [
			node('n8n-nodes-connections.mailchimpTool', { authentication: 'apiKey' }, [side.good]),
		]);
		const off = await side.store('Off', [{ ...members(side.good), disabled: true }]);
		const other = await side.store('Other slot', [
			node('n8n-nodes-connections.mailchimp', { authentication: 'oauth2' }, [side.good]),
		]);
		const items = await side.managed('getMany', { returnAll: true, filters: { name: 'NEWS' } });
		expect(items.map(({ name }) => name).sort()).toEqual(['Newsletter', 'Old newsletter']);
		const { usedBy, affectsActiveWorkflows } = named(items, 'Newsletter');
		expect(affectsActiveWorkflows).toBe(true);
		expect(usedBy).toBe('1 active: Called; 2 inactive');
		const uses = await side.managed('getUsage', { connection: byId(side.good.id) });
		expect(uses).toHaveLength(3);
		expect(uses).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					workflow: { id: called.id, name: 'Called', state: 'active', calledBy: ['Calling'] },
					operation: 'Account: Get',
				}),
				expect.objectContaining({ workflow: expect.objectContaining({ id: byTool.id }) }),
				expect.objectContaining({
					workflow: expect.objectContaining({ id: off.id }),
					disabled: true,
				}),
			]),
		);
		expect(JSON.stringify(uses)).not.toContain(other.id);
	});

	it.each([
		[{ use: 'unused', services: ['mailchimp'] }, ['Forgotten', 'Old newsletter']],
		[{ use: 'active' }, []],
		[{ types: 'slackOAuth2Api, httpBasicAuth' }, ['Printer', 'Team chat']],
	])('filters by %j', async (filters, names) => {
		await side.store('Daily', [members(side.good)]);
		const items = await side.managed('getMany', { returnAll: true, filters });
		expect(items.map(({ name }) => name).sort()).toEqual(names);
	});
});

describe('Get Usage', () => {
	it('gives an item for each node that takes the connection, with what it does and needs', async () => {
		const list = facebookNode(side.facebook, { resource: 'post', operation: 'getMany' });
		const post = facebookNode(side.facebook, { resource: 'post', operation: 'create' });
		const guess = facebookNode(side.facebook, { resource: '={{ $json.what }}' });
		const other = node(
			'n8n-nodes-base.httpRequest',
			{ authentication: 'predefinedCredentialType', nodeCredentialType: side.facebook.type },
			[side.facebook],
		);
		const unselected = node('n8n-nodes-base.httpRequest', { authentication: 'none' }, [
			side.facebook,
		]);
		const inner = node(
			'n8n-nodes-base.executeWorkflow',
			{
				source: 'parameter',
				workflowJson: JSON.stringify({ nodes: [{ ...list, name: 'Within' }] }),
			},
			[],
		);
		await side.store('Posting', [list, post, guess, other, unselected, inner]);
		const items = await side.managed('getUsage', { connection: byId(side.facebook.id) });
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
				unknown: 'the address of the request is not complete',
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
