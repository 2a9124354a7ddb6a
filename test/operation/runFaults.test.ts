import type { INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../connection/model/address';
import { operationsOf } from '../../operation/operation';
import { offsetPages } from '../../operation/pages';
import { runOperation } from '../../operation/run';
import type { Setting } from '../builders';
import { answer, cameTo, held, host, inTurn, spaces } from '../builders';

const words = { action: 'Do', description: 'Do', requires: [] } as const;

const recordId = { displayName: 'Record ID', name: 'id', type: 'string', default: '' } as const;

/** Changes a record. Its input is any text, so that only the path can refuse it. */
const update = operationsOf(spaces)({
	...words,
	name: 'Update',
	fields: [recordId],
	input: z.object({ id: z.string() }),
	target: ({ id }) => [id],
	run: async (connection, { id }) => {
		await connection.request({ method: 'POST', path: path`/records/${id}` }, z.unknown());
		return { id };
	},
});

const getMany = operationsOf(spaces)({
	...words,
	name: 'Get Many',
	fields: [],
	input: z.object({}),
	list: (connection, _input, limit) =>
		offsetPages(connection, { path: '/records', key: 'records', totalKey: 'total' }, limit),
});

const resources = { record: { name: 'Record', operations: { update, getMany } } };

interface Run extends Partial<Setting> {
	readonly operation: keyof typeof resources.record.operations;
}

function run({ operation, parameters, ...setting }: Run) {
	const { context, requests } = host({
		service: spaces,
		credentials: held.spaces(),
		script: inTurn(answer(200, { records: [{ id: 'a' }], total: 1 })),
		resources,
		parameters: { resource: 'record', operation, ...parameters },
		...setting,
	});
	return { ran: runOperation(context, spaces, resources), requests };
}

const told = ([output = []]: INodeExecutionData[][]) => output.map(({ json }) => cameTo(json));

describe('how much a list is to give', () => {
	const faulty = '={{ $json.wrong ? $("No such node").item.json.id : $json.value }}';

	it.each([
		['Limit', { returnAll: false, limit: faulty }, 1],
		['Return All', { returnAll: faulty, limit: 1 }, false],
	])('of which "%s" cannot be read fails at its own item', async (label, parameters, value) => {
		const { ran, requests } = run({
			operation: 'getMany',
			parameters,
			items: [{ value }, { wrong: true }, { value }],
			onError: 'continueRegularOutput',
		});
		expect(told(await ran)).toEqual([
			'a',
			expect.stringMatching(new RegExp(`^"${label}" cannot be read: .* \\[item 2\\]$`)),
			'a',
		]);
		expect(requests).toHaveLength(2);
	});

	it('does not depend on a limit that is not shown', async () => {
		const { ran } = run({
			operation: 'getMany',
			parameters: { returnAll: true, limit: faulty },
			items: [{ wrong: true }],
		});
		expect(told(await ran)).toEqual(['a']);
	});
});

describe('an id that is none', () => {
	it.each(['', '..', 'a\ud800'])('fails at its own item, and is not sent (%j)', async (id) => {
		const { ran, requests } = run({
			operation: 'update',
			parameters: { id: '={{ $json.id }}' },
			items: [{ id: 'a' }, { id }, { id: 'c' }],
			onError: 'continueRegularOutput',
		});
		const wrong = 'An id in the path is empty or is not an id [item 2]';
		expect(told(await ran)).toEqual(['a', wrong, 'c']);
		expect(requests.map(({ url }) => url.split('/').at(-1))).toEqual(['a', 'c']);
	});
});

describe('changes of the same record', () => {
	const twice = {
		operation: 'update',
		parameters: { id: 'a' },
		items: [{}, {}],
		script: inTurn(answer(400, { message: 'No' }), answer(200, {})),
	} as const;

	it('end with the first that is refused', async () => {
		const { ran, requests } = run(twice);
		await expect(ran).rejects.toThrow(/refused the request.* \[item 1\]$/);
		expect(requests).toHaveLength(1);
	});

	it('go on after a refusal where the node continues on fail', async () => {
		const { ran } = run({ ...twice, onError: 'continueRegularOutput' });
		expect(told(await ran)).toEqual([expect.stringContaining('refused the request'), 'a']);
	});
});

describe('a node whose connection cannot be opened', () => {
	it('says so in the words of n8n where it has none', async () => {
		const { ran, requests } = run({ operation: 'getMany', connected: false });
		await expect(ran).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('does not have any credentials set'),
		});
		expect(requests).toEqual([]);
	});

	it('fails at each item with a key of another form, and sends nothing', async () => {
		const { ran, requests } = run({
			operation: 'update',
			parameters: { id: '={{ $json.id }}' },
			items: [{ id: 'a' }, { id: 'b' }],
			credentials: held.spaces({ system: 'evil.example/' }),
			onError: 'continueRegularOutput',
		});
		expect(told(await ran)).toEqual([
			'The system name must look like acme. ("My connection") [item 1]',
			'The system name must look like acme. ("My connection") [item 2]',
		]);
		expect(requests).toEqual([]);
	});
});

describe('no items', () => {
	it('give nothing and ask nothing', async () => {
		const { ran, requests } = run({ operation: 'getMany', items: [] });
		expect(await ran).toEqual([[]]);
		expect(requests).toEqual([]);
	});
});
