import type { IDataObject } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import { needsOf, runs, takers } from '../../../nodes/Connections/usage/needs';
import { usageOf } from '../../../nodes/Connections/usage/usage';
import { hostOf } from '../../../operation/host';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';

const SLOT = 'mailchimpConnectionApi';

/** A node that uses a connection. */
const using = (id: string, more: IDataObject = {}): IDataObject => ({
	id: `node of ${id}`,
	name: 'Members',
	type: 'n8n-nodes-connections.mailchimp',
	typeVersion: 1,
	parameters: { authentication: 'apiKey' },
	credentials: { [SLOT]: { id, name: 'Newsletter' } },
	...more,
});

const execute = (parameters: IDataObject, more: IDataObject = {}): IDataObject => ({
	id: 'execute',
	name: 'Execute',
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.2,
	parameters,
	...more,
});

/** A node that calls another workflow. */
const calling = (id: string, more: IDataObject = {}) =>
	execute({ workflowId: { __rl: true, mode: 'id', value: id } }, more);

/** A node that holds a workflow inside itself. */
const holding = (workflowJson: unknown, more: IDataObject = {}) =>
	execute({ source: 'parameter', workflowJson: workflowJson as string }, more);

/** A workflow as n8n gives it: what the editor shows, and what runs, where it is published. */
const workflow = (
	id: string,
	nodes: readonly IDataObject[],
	published?: readonly IDataObject[],
	more: IDataObject = {},
): IDataObject => ({
	id,
	name: `Workflow ${id}`,
	active: published !== undefined,
	activeVersion: published ? { nodes: [...published] } : null,
	nodes: [...nodes],
	...more,
});

/** What a node reads in an n8n with these workflows, and how often it reads all of them. */
async function read(workflows: readonly IDataObject[], executionId?: string) {
	const { context, requests } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: () => answer(200, { data: [...workflows], nextCursor: null }),
		executionId,
	});
	const usage = await usageOf(await openConnection(context, n8n), hostOf(context));
	return { usage, readings: requests.length };
}

describe('the usage of all connections', () => {
	it('is read once an execution, and of older executions is forgotten', async () => {
		const readings: number[] = [];
		for (const execution of ['1', '1', '2', '3', '3', '1']) {
			readings.push((await read([workflow('a', [using('7')])], execution)).readings);
		}
		expect(readings).toEqual([1, 0, 1, 1, 0, 1]);
	});

	it('holds once what many workflows have in common', async () => {
		const { usage } = await read([workflow('a', [using('7')]), workflow('b', [using('7')])]);
		const [one, other] = usage.of('7').map(({ uses }) => uses[0]);
		expect(one?.doing).toBeDefined();
		expect(one?.doing).toBe(other?.doing);
		expect(one?.versions).toBe(other?.versions);
		expect(Object.keys(usage)).toEqual(['workflows', 'of', 'held']);
	});
});

/** What is said of a connection in an n8n with these workflows. */
async function told(workflows: readonly IDataObject[], credential = '7') {
	const { usage } = await read(workflows);
	const all = takers(usage.of(credential));
	return {
		suffering: all.filter(runs).map(({ id }) => id),
		using: all.map(({ id, state, calledBy }) => ({ id, state, calledBy })),
		uses: all.flatMap(({ uses }) => uses),
		needs: needsOf(all),
	};
}

describe('a workflow is affected when the connection breaks', () => {
	const use = using('7');
	const off = using('7', { disabled: true });
	const inner = (node: IDataObject, more: IDataObject = {}) =>
		holding(JSON.stringify({ nodes: [node] }), more);

	it.each<[string, IDataObject[], IDataObject[]]>([
		['what runs uses it', [use], [use]],
		['what runs uses it, and the draft no longer does', [], [use]],
		['what runs uses it, and in the draft the node is disabled', [off], [use]],
		['a workflow inside a node of what runs uses it', [], [inner(use)]],
	])('when %s', async (_what, draft, published) => {
		expect((await told([workflow('a', draft, published)])).suffering).toEqual(['a']);
	});

	it.each<[string, IDataObject[], IDataObject[] | undefined]>([
		['only the draft uses it', [use], []],
		['its only node in what runs is disabled', [use], [off]],
		['the node that holds it inside is disabled', [], [inner(use, { disabled: true })]],
		['the node inside another one is disabled', [], [inner(off)]],
		['it is not published', [use], undefined],
	])('but not when %s', async (_what, draft, published) => {
		const { suffering, using: all } = await told([workflow('a', draft, published)]);
		expect(suffering).toEqual([]);
		expect(all.map(({ id }) => id)).toEqual(['a']);
	});

	it('also when the answer leaves out what runs: the editor shows it', async () => {
		const { suffering, uses } = await told([
			workflow('a', [use], undefined, { active: true, activeVersion: undefined }),
			workflow('b', [use], undefined, { activeVersion: undefined }),
		]);
		expect(suffering).toEqual(['a']);
		expect(uses.map(({ versions }) => versions)).toEqual([['published', 'draft'], ['draft']]);
	});
});

describe('a node as other programs store it', () => {
	it.each<[string, IDataObject]>([
		['without saying that it is enabled', { disabled: null }],
		['its version as text', { typeVersion: '1' }],
		['without a name and an id', { name: null, id: null }],
	])('is read: %s', async (_what, odd) => {
		const { uses, suffering } = await told([workflow('a', [using('7', odd)], [using('7', odd)])]);
		expect(uses).toEqual([
			expect.objectContaining({ slot: SLOT, doing: { operation: 'Account: Get', requires: [] } }),
		]);
		expect(suffering).toEqual(['a']);
	});

	it('uses its connection although its version cannot be read', async () => {
		const { uses } = await told([workflow('a', [using('7', { typeVersion: 'latest' })])]);
		expect(uses).toEqual([
			expect.objectContaining({ unselected: false, doing: { unknown: expect.any(String) } }),
		]);
	});

	it('takes its defaults where it has its parameters in a list', async () => {
		const node = using('7', { type: 'n8n-nodes-base.mailchimp', parameters: [] });
		expect((await told([workflow('a', [node])])).uses).toHaveLength(1);
	});

	it('does not hide the others where it calls a workflow, and has its slots in a list', async () => {
		const odd = calling('b', { credentials: [], disabled: null });
		const settings = { errorWorkflow: null };
		const read = await told([
			workflow('a', [using('7'), odd], [using('7'), odd], { settings }),
			workflow('b', [using('7')], [using('7')], { settings: [] }),
		]);
		expect(read.using.map(({ id, calledBy }) => [id, calledBy])).toEqual([
			['a', []],
			['b', ['Workflow a']],
		]);
	});

	it('is named with its workflow where that cannot be read at all', async () => {
		const nodes = 'none' as unknown as IDataObject[];
		await expect(
			read([workflow('a', []), workflow('b', [], undefined, { nodes })]),
		).rejects.toThrow('at data.1."Workflow b".nodes');
	});
});

describe('a workflow that others call', () => {
	const use = using('7');

	it('is said with those that call it, over others too, and is affected when it is published', async () => {
		const { suffering, using: all } = await told([
			workflow('caller', [], [calling('between')]),
			workflow('between', [], [holding(JSON.stringify({ nodes: [calling('called')] }))]),
			workflow('called', [use], [use]),
		]);
		expect(suffering).toEqual(['called']);
		expect(all).toEqual([
			{ id: 'called', state: 'active', calledBy: ['Workflow caller', 'Workflow between'] },
		]);
	});

	it('does not run when it is not published: n8n refuses the call', async () => {
		const { suffering, using: all } = await told([
			workflow('caller', [], [calling('called')], { settings: { errorWorkflow: 'rescue' } }),
			workflow('called', [use, calling('next')]),
			workflow('rescue', [use]),
			workflow('next', [use]),
		]);
		expect(suffering).toEqual([]);
		expect(all).toEqual([
			{ id: 'called', state: 'inactive', calledBy: ['Workflow caller'] },
			{ id: 'rescue', state: 'inactive', calledBy: ['Workflow caller'] },
			{ id: 'next', state: 'inactive', calledBy: [] },
		]);
	});

	it.each<[string, IDataObject]>([
		['only in the draft', workflow('caller', [calling('called')], [])],
		['by a disabled node', workflow('caller', [], [calling('called', { disabled: true })])],
		['by what is not published', workflow('caller', [calling('called')])],
		[
			'as the error workflow of what is not published',
			workflow('caller', [], undefined, { settings: { errorWorkflow: 'called' } }),
		],
	])('is not called %s', async (_what, caller) => {
		const { using: all } = await told([caller, workflow('called', [use], [use])]);
		expect(all).toEqual([{ id: 'called', state: 'active', calledBy: [] }]);
	});
});

describe('a workflow that a node holds inside itself', () => {
	const why = 'the workflow that the node holds inside itself cannot be read before it runs';
	const json = JSON.stringify({ nodes: [using('7')] });
	const nested = JSON.stringify({ nodes: [holding(json)] });

	it.each<[string, unknown]>([
		['JSON as text', json],
		['JSON as it is', { nodes: [using('7')] }],
		['with an odd node beside', JSON.stringify({ nodes: [{ name: 3 }, using('7'), 'odd'] })],
		[
			'a node of which something is odd',
			JSON.stringify({ nodes: [using('7', { id: 3, typeVersion: '1', disabled: null })] }),
		],
	])('is read node by node: %s', async (_what, held) => {
		const { uses } = await told([workflow('a', [holding(held)])]);
		expect(uses).toEqual([
			expect.objectContaining({
				node: 'Execute → Members',
				inside: true,
				doing: { operation: 'Account: Get', requires: [] },
			}),
		]);
	});

	it.each<[string, unknown]>([
		['an expression that holds JSON', `={{ ${json} }}`],
		['JSON with an expression in it', `=${json.replace('Members', '{{ $json.name }}')}`],
		['a text in an expression', `={{ '${json}' }}`],
		[
			'an object as JavaScript has it',
			`={{ ({ nodes: [{ credentials: { ${SLOT}: { name: 'a', id: '7' } } }] }) }}`,
		],
		['JSON that breaks off', json.slice(0, -3)],
		['a node as text', JSON.stringify({ nodes: [JSON.stringify(using('7'))] })],
		['a workflow inside a workflow', `={{ ${nested} }}`],
	])('that cannot be read still uses the connections that it names: %s', async (_what, held) => {
		const { uses, needs } = await told([workflow('a', [holding(held)])]);
		expect(uses).toEqual([
			expect.objectContaining({
				node: 'Execute',
				slot: SLOT,
				inside: true,
				unselected: false,
				doing: { unknown: why },
			}),
		]);
		expect(needs.unknown).toEqual([expect.objectContaining({ workflowId: 'a', why })]);
	});

	it('names nothing by ids that are not those of connections', async () => {
		const held = `={{ { id: '7', nodes: [{ id: '7', credentials: { a: { id: '8' } } }], x: { id: '7' } } }}`;
		expect((await told([workflow('a', [holding(held)])])).uses).toEqual([]);
		expect((await told([workflow('a', [holding(held)])], '8')).uses).toHaveLength(1);
	});

	it('is searched to its end, however long its text is', async () => {
		const opened = 'credentials: { '.repeat(20_000);
		const held = `={{ ${opened} ${'a'.repeat(200_000)} ${'b: {'.repeat(20_000)} id: '7'`;
		// A search that goes back and forth in it would not end within the time of a test.
		expect((await told([workflow('a', [holding(held)])])).uses).toHaveLength(1);
	});
});
