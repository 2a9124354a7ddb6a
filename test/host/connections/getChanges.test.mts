/** Get Changes and Get Dangling References in the real n8n, in a published workflow as the documentation has it. */
import { randomUUID } from 'node:crypto';

import type { Execution } from '../../../sandbox/client.mts';
import { errorOf, itemsOf } from '../../../sandbox/client.mts';
import { authorizeFacebook, connectFacebook } from '../connections.mts';
import { after, type Json, type Managing, members, node, startManaging } from './managing.mts';

const CHANGES = 'Changes';

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

/**
 * A published workflow that gets changes whenever its address is asked, and what asks it.
 * @param memory what the node remembers before its first run
 */
async function publishWatching(filters: Json, memory?: Json) {
	const { client, n8n } = side.sandbox;
	const path = randomUUID();
	const hook = node('n8n-nodes-base.webhook', { path, responseMode: 'lastNode' }, [], {
		typeVersion: 2,
		webhookId: path,
	});
	const changes = node(
		'n8n-nodes-connections.connections',
		{ resource: 'managedConnection', operation: 'getChanges', filters },
		[side.itself],
		{ name: CHANGES },
	);
	const { id } = await client.api.createWorkflow({
		name: 'Watching',
		nodes: [hook, changes],
		connections: after(hook, changes),
		settings: { executionOrder: 'v1' },
		...(memory ? { staticData: { [`node:${CHANGES}`]: memory } } : {}),
	});
	await client.activate(id);
	const run = async (): Promise<Json[]> => {
		await (await fetch(`${n8n.url}/webhook/${path}`)).text();
		const [newest = ''] = await client.rest.executionIds(id);
		const execution: Execution = await client.rest.waitForExecution(newest);
		expect(errorOf(execution)).toBeUndefined();
		return itemsOf(execution, CHANGES).map(({ json }) => json);
	};
	return { id, run };
}

const told = (items: readonly Json[]) =>
	items.map(({ event, name }) => `${String(event)}: ${String(name)}`);

describe('Get Changes', () => {
	it('tells once that a connection ends soon, broke, since when and why, and works again', async () => {
		const ada = side.sandbox.facebookPages.people.find(({ login }) => login === 'ada');
		if (!ada) throw new Error('Ada is not there');
		// Too long for a token that is exchanged, and short enough to be reported.
		const ofAda = { name: "Ada's page", account: 'ada', lifetime: 36 * 60 * 60 };
		const page = await connectFacebook(side.sandbox, ofAda);
		const { id, run } = await publishWatching({ services: ['facebookPages'] });
		const first = await run();
		expect(told(first)).toEqual(["expiresSoon: Ada's page"]);
		expect(first[0]).toMatchObject({
			status: 'working',
			message: expect.stringMatching(/^Its access ends on \d{4}-.*, in 2 days$/),
		});
		expect(await run()).toEqual([]);

		const revoked = new Date().toISOString();
		await side.sandbox.facebookPages.revokeTokens(ada);
		const broke = await run();
		expect(broke).toEqual([
			expect.objectContaining({
				event: 'broke',
				name: "Ada's page",
				service: 'Facebook Pages',
				status: 'broken',
				cause: 'revoked',
				message: expect.stringMatching(/^Facebook no longer accepts this connection: /),
				since: expect.any(String),
				reauthorizeUrl: `${side.sandbox.n8n.url}/home/credentials/${page.id}`,
			}),
		]);
		expect(String(broke[0]?.['since']) >= revoked).toBe(true);
		expect(await run()).toEqual([]);

		await authorizeFacebook(side.sandbox, page, ofAda);
		expect(told(await run())).toEqual(["recovered: Ada's page", "expiresSoon: Ada's page"]);
		expect(await run()).toEqual([]);

		const [workflow] = (await side.sandbox.client.api.workflows()).filter((one) => one.id === id);
		const remembered = JSON.stringify(workflow?.staticData);
		expect(remembered).toContain(page.id);
		expect(remembered).not.toMatch(/EAA|eyJ|us6/);
		await side.sandbox.client.api.deleteCredential(page.id);
	});

	it('tells once that the last workflow no longer uses a connection, and that a node lost its own', async () => {
		const { api } = side.sandbox.client;
		const lost = await side.create('Lost soon', 'mailchimpConnectionApi', {
			apiKey: side.sandbox.mailchimp.apiKey,
		});
		const using = await side.store('Uses it', [members(side.good)]);
		const { run } = await publishWatching({ services: ['mailchimp'] });
		expect(told(await run())).toEqual(['broke: Old newsletter']);

		await api.deleteWorkflow(using.id);
		const orphan = await side.store('Orphan', [members(lost)]);
		await api.deleteCredential(lost.id);
		const changes = await run();
		expect(changes).toHaveLength(2);
		expect(changes).toEqual([
			expect.objectContaining({
				event: 'newlyUnused',
				name: 'Newsletter',
				message: 'No workflow uses it any more',
			}),
			expect.objectContaining({
				event: 'dangling',
				workflow: 'Orphan',
				workflowId: orphan.id,
				connection: 'deleted',
				problem: 'deleted',
				message: 'Its Mailchimp connection was deleted',
			}),
		]);
		expect(await side.managed('getDangling')).toEqual([
			expect.objectContaining({ workflow: 'Orphan', problem: 'deleted', connectionId: lost.id }),
		]);
		expect(await run()).toEqual([]);
	});

	/** What is remembered of the connection that does not work. */
	const known = () => ({
		[side.bad.id]: { status: 'broken', since: '2026-01-01T00:00:00.000Z', isUsed: false },
	});

	it.each([
		['an older version', () => ({ lookedInto: known(), version: 0 }), ['broke: Old newsletter']],
		[
			'an older version under the same names',
			() => ({ version: 1, connections: { [side.bad.id]: 'broken' }, dangling: [] }),
			['broke: Old newsletter'],
		],
		['this version', () => ({ version: 1, connections: known(), dangling: [] }), []],
	])('begins anew with what only another version can read: %s', async (_what, memory, expected) => {
		const { run } = await publishWatching({ services: ['mailchimp'] }, memory());
		expect(told(await run())).toEqual(expected);
		expect(await run()).toEqual([]);
	});
});
