/** What stops working when a connection breaks, in the real n8n. */
import { randomUUID } from 'node:crypto';

import { errorOf } from '../../../sandbox/client.mts';
import { byId } from '../workflows.mts';
import {
	after,
	type Json,
	type Managing,
	members,
	named,
	node,
	type Nodes,
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

describe('what stops working when a connection breaks', () => {
	const schedule = () =>
		node('n8n-nodes-base.scheduleTrigger', { rule: { interval: [{ field: 'months' }] } }, []);

	/** Saves what the editor shows beside what runs. */
	async function saveDraft({ id, name }: { id: string; name: string }, nodes: Nodes) {
		const { client, n8n } = side.sandbox;
		const answer = await fetch(`${n8n.url}/api/v1/workflows/${id}?publishIfActive=false`, {
			method: 'PUT',
			headers: { 'x-n8n-api-key': client.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ name, nodes, connections: {}, settings: {} }),
		});
		expect(answer.status).toBe(200);
	}

	/** Whether active workflows stop, as all operations say it, and who uses the connection. */
	const stopping = async () => {
		const active = await side.managed('getMany', { returnAll: true, filters: { use: 'active' } });
		const all = await side.managed('getMany', { returnAll: true });
		const { affectsActiveWorkflows } = named(all, 'Newsletter');
		const [verified] = await side.managed('verify', {
			which: 'one',
			connection: byId(side.good.id),
		});
		expect(verified?.affectsActiveWorkflows).toBe(affectsActiveWorkflows);
		expect(active.map(({ name }) => name)).toEqual(affectsActiveWorkflows ? ['Newsletter'] : []);
		const uses = await side.managed('getUsage', { connection: byId(side.good.id) });
		return { affectsActiveWorkflows, uses };
	};

	it.each<[string, { runs: () => Nodes; draft?: () => Nodes }, boolean, Json]>([
		[
			'what runs uses it',
			{ runs: () => [members(side.good)] },
			true,
			{ versions: ['published', 'draft'] },
		],
		[
			'what runs uses it, and the draft no longer does',
			{ runs: () => [members(side.good)], draft: () => [] },
			true,
			{ versions: ['published'] },
		],
		[
			'its node is disabled',
			{ runs: () => [{ ...members(side.good), disabled: true }] },
			false,
			{ disabled: true },
		],
		[
			'only the draft uses it',
			{ runs: () => [], draft: () => [members(side.good)] },
			false,
			{ versions: ['draft'] },
		],
	])('is a published workflow of which %s', async (_what, { runs, draft }, isActive, use) => {
		const stored = await side.store('Monthly', [schedule(), ...runs()]);
		await side.sandbox.client.activate(stored.id);
		if (draft) await saveDraft(stored, [schedule(), ...draft()]);
		expect(await stopping()).toMatchObject({
			affectsActiveWorkflows: isActive,
			uses: [{ workflow: { name: 'Monthly', state: 'active' }, ...use }],
		});
	});

	/** A sub-workflow, and a published workflow that calls it whenever its address is asked. */
	async function storeCalling() {
		const { activate } = side.sandbox.client;
		const begin = node('n8n-nodes-base.executeWorkflowTrigger', PASSED_THROUGH, [], {
			typeVersion: 1.1,
		});
		const use = members(side.good);
		const called = await side.store('Called', [begin, use], after(begin, use));
		await activate(called.id);
		const path = randomUUID();
		const hook = node('n8n-nodes-base.webhook', { path, responseMode: 'lastNode' }, [], {
			typeVersion: 2,
			webhookId: path,
		});
		const call = node('n8n-nodes-base.executeWorkflow', { workflowId: byId(called.id) }, [], {
			typeVersion: 1.2,
		});
		const calling = await side.store('Calling', [hook, call], after(hook, call));
		await activate(calling.id);
		const run = async () => {
			await fetch(`${side.sandbox.n8n.url}/webhook/${path}`);
			const [newest = ''] = await side.sandbox.client.rest.executionIds(calling.id);
			return errorOf(await side.sandbox.client.rest.waitForExecution(newest))?.message;
		};
		return { called, run };
	}

	it('is a sub-workflow while it is published: n8n calls no other', async () => {
		const { called, run } = await storeCalling();
		expect(await run()).toBeUndefined();
		expect(await side.sandbox.client.rest.executionIds(called.id)).toHaveLength(1);
		expect(await stopping()).toMatchObject({
			affectsActiveWorkflows: true,
			uses: [{ workflow: { name: 'Called', state: 'active', calledBy: ['Calling'] } }],
		});

		await side.sandbox.client.deactivate(called.id);
		expect(await run()).toMatch(/Workflow is not active and cannot be executed/);
		expect(await side.sandbox.client.rest.executionIds(called.id)).toHaveLength(1);
		expect(await stopping()).toMatchObject({
			affectsActiveWorkflows: false,
			uses: [{ workflow: { name: 'Called', state: 'inactive', calledBy: ['Calling'] } }],
		});
	});
});
