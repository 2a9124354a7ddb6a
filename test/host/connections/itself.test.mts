/** The connection to n8n itself in the real n8n, and what it is good for besides managing. */
import { errorOf } from '../../../sandbox/client.mts';
import { byId, outputOf, runOneNode } from '../workflows.mts';
import { type Managing, startManaging } from './managing.mts';

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

describe('the connection to n8n itself', () => {
	it('is offered no "Custom API Call", which n8n would send with the HTTP Request node', async () => {
		const names = await side.sandbox.client.rest.resourcesOf('n8n-nodes-connections.connections');
		expect(names).toContain('API Request');
		expect(names).not.toContain('Custom API Call');
		const others = await side.sandbox.client.rest.resourcesOf('n8n-nodes-connections.mailchimp');
		expect(others).toContain('Custom API Call');
	});

	it('works without an address in nodes, and says what its key may do and when it ends', async () => {
		const [shown] = await outputOf(side.sandbox.client, {
			credential: side.itself,
			type: 'n8n-nodes-connections.connections',
			resource: 'connection',
			operation: 'get',
		});
		expect(shown).toMatchObject({
			service: 'n8n',
			account: { id: side.sandbox.n8n.url },
			address: { instance: side.sandbox.n8n.url },
			tokenExpires: expect.stringMatching(/^\d{4}-/),
		});
		expect(JSON.stringify(shown)).toContain('List connections');
		expect(JSON.stringify(shown)).not.toContain(side.sandbox.client.apiKey);
	});

	it("is tested by n8n at the address that it is given, whose slash at the end doesn't matter", async () => {
		const { api } = side.sandbox.client;
		const given = await side.create('With address', 'n8nConnectionApi', {
			apiKey: side.sandbox.client.apiKey,
			url: `${side.sandbox.n8n.url}/`,
		});
		expect(await api.testCredential(given.id)).toMatchObject({ status: 'OK' });
		const wrong = await side.create('Wrong key', 'n8nConnectionApi', {
			apiKey: `${side.sandbox.client.apiKey}x`,
			url: side.sandbox.n8n.url,
		});
		expect(await api.testCredential(wrong.id)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/^n8n refused the API Key/),
		});
		const nowhere = await side.create('No API', 'n8nConnectionApi', {
			apiKey: side.sandbox.client.apiKey,
			url: `${side.sandbox.n8n.url}/rest`,
		});
		expect((await api.testCredential(nowhere.id)).status).toBe('Error');
		for (const { id } of [given, wrong, nowhere]) await api.deleteCredential(id);
	});

	it('that may not do something is stopped before any request, and the scope is named', async () => {
		const { client } = side.sandbox;
		const key = await client.rest.createApiKey('small', ['credential:read']);
		const small = await side.create('Small key', 'n8nConnectionApi', { apiKey: key });
		const execution = await runOneNode(client, {
			credential: small,
			type: 'n8n-nodes-connections.connections',
			resource: 'managedConnection',
			operation: 'getMany',
		});
		const error = errorOf(execution);
		expect(error?.message).toContain('may not: List connections, List workflows');
		expect(error?.description).toContain('(credential:list, workflow:list)');
		await client.api.deleteCredential(small.id);
	});
});

describe('Get Reauthorize Link', () => {
	it('gives the address of the dialog', async () => {
		expect(await side.managed('getReauthorizeLink', { connection: byId(side.good.id) })).toEqual([
			{
				id: side.good.id,
				name: 'Newsletter',
				type: 'mailchimpConnectionApi',
				reauthorizeUrl: `${side.sandbox.n8n.url}/home/credentials/${side.good.id}`,
			},
		]);
	});
});

describe('API Request', () => {
	it("sends any request of n8n's public API, and to no other address", async () => {
		const wanted = {
			credential: side.itself,
			type: 'n8n-nodes-connections.connections',
			resource: 'apiRequest',
			operation: 'send',
		};
		const [page] = await outputOf(side.sandbox.client, {
			...wanted,
			parameters: { path: '/tags' },
		});
		expect(page).toEqual({ data: [], nextCursor: null });
		const execution = await runOneNode(side.sandbox.client, {
			...wanted,
			parameters: { path: '/../../rest/settings' },
		});
		expect(errorOf(execution)?.message).toMatch(/"Path" has a segment that leads elsewhere/);
	});
});
