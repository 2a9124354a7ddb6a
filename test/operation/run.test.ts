import { WorkflowExecute } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { ConnectionFailure } from '../../connection/failure/failure';
import { operationsOf } from '../../operation/operation';
import type { Operation } from '../../operation/operation';
import { offsetPages } from '../../operation/pages';
import { runOperation } from '../../operation/run';
import type { Script, Setting } from '../builders';
import { answer, cameTo, held, host, inTurn, pages, spaces } from '../builders';

const field = (name: string, displayName: string) =>
	({ displayName, name, type: 'string', default: '' }) as const;

const id = z.string().min(1, 'is missing: give an id');

const words = { action: 'Do', description: 'Do', requires: [] } as const;

/** Gets one record: one request an item. */
const get = operationsOf(spaces)({
	...words,
	name: 'Get',
	fields: [field('id', 'Record ID')],
	input: z.object({ id }),
	run: async (connection, input) =>
		await connection.request(
			{ method: 'GET', path: `/records/${input.id}` },
			z.record(z.string(), z.string()),
		),
});

/** Changes one record: the order of changes of the same record matters. */
const update = operationsOf(spaces)({
	...words,
	name: 'Update',
	fields: [field('id', 'Record ID'), field('text', 'Text')],
	input: z.object({ id, text: z.string() }),
	target: (input) => [input.id],
	run: async (connection, { id: record, text }) => {
		await connection.request(
			{ method: 'POST', path: `/records/${record}`, body: { text } },
			z.unknown(),
		);
		return { id: record, text };
	},
});

/** Lists records, two a page. */
const getMany = operationsOf(spaces)({
	...words,
	name: 'Get Many',
	fields: [],
	input: z.object({}),
	list: (connection, _input, limit) =>
		offsetPages(connection, { path: '/records', key: 'records', totalKey: 'total' }, limit),
});

const BATCH = 500;

interface Added {
	readonly id: string;
	readonly list: string;
}

/** Adds records, many in one request; the service answers each that it refuses by its id. */
const adding = (more: { mayBeSentInParts?(inputs: readonly Added[]): boolean } = {}) =>
	operationsOf(spaces)({
		...words,
		name: 'Add',
		fields: [field('id', 'Record ID'), field('list', 'List')],
		input: z.object({ id, list: z.string() }),
		batch: {
			...more,
			size: BATCH,
			key: ({ list }) => list,
			run: async (connection, inputs: readonly Added[]) => {
				const { refused } = await connection.request(
					{ method: 'POST', path: '/records', body: inputs.map((input) => ({ ...input })) },
					z.object({ refused: z.array(z.string()), silent: z.boolean().optional() }),
				);
				return inputs.map((input) =>
					refused.includes(input.id)
						? {
								failure: new ConnectionFailure(`No ${input.id}`, {
									kind: 'input',
									advice: 'Fix it.',
								}),
							}
						: { data: { id: input.id } },
				);
			},
		},
	});

const add = adding();

/** The same of a service whose requests may be sent again in parts, but for one list. */
const addInParts = adding({
	mayBeSentInParts: (inputs) => inputs.every(({ list }) => list !== 'once'),
});

/** Says nothing of what became of its inputs. */
const silent = operationsOf(spaces)({
	...words,
	name: 'Silent',
	fields: [],
	input: z.object({}),
	batch: { size: BATCH, key: () => '', run: async () => [] },
});

const resources = {
	record: { name: 'Record', operations: { get, update, getMany, add, addInParts, silent } },
};

interface Run extends Partial<Setting> {
	readonly operation: keyof typeof resources.record.operations;
}

/** Runs an operation over items in n8n's own context. */
function run({ operation, parameters, ...setting }: Run) {
	const { context, requests, logged } = host({
		service: spaces,
		credentials: held.spaces(),
		script: inTurn(answer(200, {})),
		resources,
		parameters: { resource: 'record', operation, ...parameters },
		...setting,
	});
	return { ran: runOperation(context, setting.service ?? spaces, resources), requests, logged };
}

/** Which records came of which item; of an error, what happened, without what to do. */
const paired = ([output = []]: INodeExecutionData[][]) =>
	output.map(({ json, pairedItem }) => [
		cameTo(json),
		typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined,
	]);

const ids = (...list: string[]): IDataObject[] => list.map((record) => ({ id: record }));

const numbered = (count: number) => ids(...Array.from({ length: count }, (_, at) => `r${at}`));

const byId = { id: '={{ $json.id }}' };

/** Answers each record by its id, the later the sooner. */
const echo: Script = async ({ url }) => {
	const record = url.split('/').at(-1) ?? '';
	for (let turn = 0; turn < 20 - Number(record.slice(1)); turn += 1) await Promise.resolve();
	return answer(200, { id: record });
};

describe('an operation over many items', () => {
	it('gives the results in the order of the items, each paired with its own', async () => {
		const { ran } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(8),
			script: echo,
		});
		expect(paired(await ran)).toEqual(numbered(8).map((item, at) => [item.id, at]));
	});

	it('has no more requests under way than the service allows', async () => {
		let running = 0;
		let peak = 0;
		const { ran } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(20),
			script: async (request, count) => {
				running += 1;
				peak = Math.max(peak, running);
				const answered = await echo(request, count);
				running -= 1;
				return answered;
			},
		});
		await ran;
		expect(peak).toBe(spaces.limits.concurrency);
	});

	it('carries out what changes the same record in the order of the items', async () => {
		const items = [
			{ id: 'a', text: '1' },
			{ id: 'b', text: '1' },
			{ id: 'a', text: '2' },
			{ id: 'a', text: '3' },
		];
		const { ran, requests } = run({
			operation: 'update',
			parameters: { ...byId, text: '={{ $json.text }}' },
			items,
			script: async (_request, count) => {
				for (let turn = 0; turn < 20 - count * 4; turn += 1) await Promise.resolve();
				return answer(200, {});
			},
		});
		expect(paired(await ran)).toEqual(items.map((item, at) => [item.id, at]));
		const ofA = requests.filter(({ url }) => url.endsWith('/a')).map(({ body }) => body);
		expect(ofA).toEqual([{ text: '1' }, { text: '2' }, { text: '3' }]);
	});
});

describe('an item whose input is wrong', () => {
	const oneEmpty = ids('r0', '', 'r2');

	it('stops the node before anything is sent, naming the field and the item', async () => {
		const { ran, requests } = run({ operation: 'get', parameters: byId, items: oneEmpty });
		await expect(ran).rejects.toMatchObject({
			message: '"Record ID" is missing: give an id [item 2]',
			description: 'Nothing was sent for any of 3 items. Correct the field and run it again.',
			context: { itemIndex: 1 },
		});
		expect(requests).toEqual([]);
	});

	it('becomes an error item where the node continues on fail, the others unharmed', async () => {
		const { ran, requests } = run({
			operation: 'get',
			parameters: byId,
			items: oneEmpty,
			script: echo,
			onError: 'continueRegularOutput',
		});
		const output = await ran;
		expect(paired(output)).toEqual([
			['r0', 0],
			['"Record ID" is missing: give an id [item 2]', 1],
			['r2', 2],
		]);
		const error = '"Record ID" is missing: give an id [item 2]';
		const description = 'Nothing was sent for this item. Correct the field and run it again.';
		expect(output[0]?.[1]).toEqual({
			json: {
				id: '',
				error: `${error} ${description}`,
				details: { message: error, description, kind: 'input' },
			},
			pairedItem: { item: 1 },
		});
		expect(requests).toHaveLength(2);
	});

	it('of which n8n cannot read a field is told by the name of the field', async () => {
		const { ran, requests } = run({
			operation: 'get',
			parameters: { id: '={{ $("No such node").item.json.id }}' },
			items: numbered(2),
			onError: 'continueRegularOutput',
		});
		const output = await ran;
		expect(paired(output).map(([error]) => error)).toEqual([
			expect.stringMatching(/^"Record ID" cannot be read: .* \[item 1\]$/),
			expect.stringMatching(/^"Record ID" cannot be read: .* \[item 2\]$/),
		]);
		expect(requests).toEqual([]);
	});
});

describe('an item that the service refuses', () => {
	const refusing: Script = async (request, count) =>
		request.url.endsWith('/r1')
			? answer(404, { message: 'No such record' })
			: await echo(request, count);

	const message =
		'Spaces did not find what "My connection" asked for: No such record (GET /records/r1, HTTP 404)';

	it('stops the node, with the item, what to do and how many were carried out', async () => {
		const { ran } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(3),
			script: refusing,
		});
		await expect(ran).rejects.toMatchObject({
			message: `${message} [item 2]`,
			description:
				'Check the ids: what they name was deleted, or belongs to another account. 2 of 3 items were carried out.',
		});
	});

	it('lets no other item start that has not', async () => {
		const { ran, requests } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(30),
			script: refusing,
		});
		await expect(ran).rejects.toThrow(message);
		expect(requests.length).toBeLessThanOrEqual(6);
	});

	it('keeps what came in, with what a workflow can act on beside it', async () => {
		const { ran } = run({
			operation: 'get',
			parameters: byId,
			items: [{ id: 'r1', name: 'Ada' }],
			script: refusing,
			onError: 'continueRegularOutput',
		});
		expect((await ran)[0]?.[0]?.json).toMatchObject({
			id: 'r1',
			name: 'Ada',
			error: expect.stringContaining('No such record'),
			details: { kind: 'notFound', httpStatus: 404 },
		});
	});

	it('holds nothing but the error for the error output: n8n adds what came in', async () => {
		const { ran } = run({
			operation: 'get',
			parameters: byId,
			items: [{ id: 'r1', name: 'Ada' }],
			script: refusing,
			onError: 'continueErrorOutput',
		});
		expect(Object.keys((await ran)[0]?.[0]?.json ?? {})).toEqual(['error', 'details']);
	});

	it('is one error item where the node continues on fail', async () => {
		const { ran, requests } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(3),
			script: refusing,
			onError: 'continueRegularOutput',
		});
		expect(paired(await ran)).toEqual([
			['r0', 0],
			[`${message} [item 2]`, 1],
			['r2', 2],
		]);
		expect(requests).toHaveLength(3);
	});
});

describe('items that go in batches', () => {
	const parameters = { ...byId, list: '={{ $json.list ?? "one" }}' };
	const sizes = (requests: ReadonlyArray<{ body?: unknown }>) =>
		requests.map(({ body }) => (Array.isArray(body) ? body.length : undefined));
	const script = inTurn(answer(200, { refused: [] }));

	it.each([
		['few in one', 50, [50]],
		['some evenly over those that may be under way at once', 501, [167, 167, 167]],
		[
			'many in as many as it takes, none larger than it may be',
			1501,
			[251, 251, 251, 251, 251, 246],
		],
	])('share requests: %s', async (_how, count, expected) => {
		const items = numbered(count);
		const { ran, requests } = run({ operation: 'add', parameters, items, script });
		expect(paired(await ran)).toEqual(items.map((item, at) => [item.id, at]));
		expect(sizes(requests)).toEqual(expected);
	});

	it('are in few large requests where the connection has one at a time', async () => {
		const { ran, requests } = run({
			operation: 'add',
			parameters,
			items: numbered(501),
			script,
			credentials: held.spaces({ advancedSettings: true, requestsAtOnce: 1 }),
		});
		await ran;
		expect(sizes(requests)).toEqual([251, 250]);
	});

	it('share a request only with those of the same list', async () => {
		const items = ['a', 'b', 'a', 'b', 'a'].map((list, at) => ({ id: `r${at}`, list }));
		const { ran, requests } = run({ operation: 'add', parameters, items, script });
		expect(paired(await ran)).toEqual(items.map((item, at) => [item.id, at]));
		expect(sizes(requests)).toEqual([3, 2]);
	});

	it('are sent without the one of 501 whose input is wrong', async () => {
		const items = numbered(501).map((item, at) => (at === 250 ? { id: '' } : item));
		const { ran, requests } = run({
			operation: 'add',
			parameters,
			items,
			script,
			onError: 'continueRegularOutput',
		});
		const output = paired(await ran);
		expect(output).toHaveLength(501);
		expect(output[250]).toEqual(['"Record ID" is missing: give an id [item 251]', 250]);
		expect(output.filter(([error]) => String(error).startsWith('r'))).toHaveLength(500);
		expect(sizes(requests)).toEqual([167, 167, 166]);
	});

	it('have each refusal at its own item', async () => {
		const { ran } = run({
			operation: 'add',
			parameters,
			items: numbered(4),
			script: inTurn(answer(200, { refused: ['r2'] })),
			onError: 'continueRegularOutput',
		});
		expect(paired(await ran)).toEqual([
			['r0', 0],
			['r1', 1],
			['No r2 [item 3]', 2],
			['r3', 3],
		]);
	});

	/** Refuses a whole request for one record in it. */
	const refusesFor =
		(wrong: string, status = 400): Script =>
		({ body }) =>
			JSON.stringify(body).includes(`"${wrong}"`)
				? answer(status, { message: `${wrong} is wrong` })
				: answer(200, { refused: [] });

	it('are sent again in halves when the service refuses all for one of them and may be sent again', async () => {
		const { ran, requests } = run({
			operation: 'addInParts',
			parameters,
			items: numbered(500),
			script: refusesFor('r250'),
			onError: 'continueRegularOutput',
		});
		const output = paired(await ran);
		expect(output.flatMap(([told], at) => (told === `r${at}` ? [] : [at]))).toEqual([250]);
		expect(output[250]).toEqual([expect.stringContaining('r250 is wrong'), 250]);
		const refusals = Math.ceil(Math.log2(500)) + 1;
		expect(requests.length).toBeLessThanOrEqual(2 * refusals);
	});

	it.each([
		['of an operation that declares no such thing', 'add', 'a', 400],
		['of an operation that declares it of other inputs', 'addInParts', 'once', 400],
		['for something that is not there', 'add', 'a', 404],
	] as const)(
		'are not sent again, and nobody is told what became of them, after a refusal %s',
		async (_which, operation, list, status) => {
			const { ran, requests } = run({
				operation,
				parameters,
				items: numbered(3).map((item) => ({ ...item, list })),
				script: refusesFor('r1', status),
				onError: 'continueRegularOutput',
			});
			const output = paired(await ran);
			expect(output.map(([, item]) => item)).toEqual([0, 1, 2]);
			for (const [told] of output) {
				expect(told).toMatch(
					/^It is not known whether Spaces carried out some of the 3 records of this request.*r1 is wrong/,
				);
			}
			expect(requests).toHaveLength(1);
		},
	);

	it('are sent in parts when the service does not take so much at once: it has not looked at any', async () => {
		const tooLarge: Script = ({ body }) =>
			Array.isArray(body) && body.length > 2
				? answer(413, { message: 'Too large' })
				: answer(200, { refused: [] });
		const { ran, requests } = run({
			operation: 'add',
			parameters,
			items: numbered(5),
			script: tooLarge,
		});
		expect(paired(await ran)).toEqual(numbered(5).map(({ id: given }, at) => [given, at]));
		expect(sizes(requests)).toEqual([5, 3, 2, 1, 2]);
	});

	it('that are one, and refused, were not carried out', async () => {
		const { ran } = run({
			operation: 'add',
			parameters,
			items: numbered(1),
			script: refusesFor('r0'),
		});
		await expect(ran).rejects.toThrow(/^Spaces refused the request of .*r0 is wrong/);
	});

	it('all fail with what their request failed with', async () => {
		const { ran, requests } = run({
			operation: 'add',
			parameters,
			items: numbered(2),
			script: inTurn(answer(403, { message: 'No' })),
			onError: 'continueRegularOutput',
		});
		const output = paired(await ran);
		expect(output.map(([, item]) => item)).toEqual([0, 1]);
		expect(output.every(([error]) => String(error).includes('may not do this'))).toBe(true);
		expect(requests).toHaveLength(1);
	});

	it('are not lost in silence when the operation says nothing of them', async () => {
		const { ran } = run({
			operation: 'silent',
			items: numbered(2),
			onError: 'continueRegularOutput',
		});
		expect(paired(await ran)).toEqual([
			['The answer of Spaces says nothing of this item [item 1]', 0],
			['The answer of Spaces says nothing of this item [item 2]', 1],
		]);
	});
});

describe('a list', () => {
	/** Five records, as many a request as it asks for. */
	const five: Script = ({ qs }) => {
		const { offset, count } = z.object({ offset: z.number(), count: z.number() }).parse(qs);
		const records = numbered(5).slice(offset, offset + count);
		return answer(200, { records, total: 5 });
	};

	it.each([
		[1, [[0, 1]]],
		[2, [[0, 2]]],
		[
			3,
			[
				[0, 2],
				[2, 1],
			],
		],
		[
			4,
			[
				[0, 2],
				[2, 2],
			],
		],
		[
			9,
			[
				[0, 2],
				[2, 2],
				[4, 2],
			],
		],
	])('with the limit %d asks for no record and no page too many', async (limit, asked) => {
		const { ran, requests } = run({
			operation: 'getMany',
			parameters: { returnAll: false, limit },
			script: five,
		});
		expect(paired(await ran)).toHaveLength(Math.min(limit, 5));
		expect(requests.map(({ qs }) => [qs?.offset, qs?.count])).toEqual(asked);
	});

	it('gives all records of each item, paired with it', async () => {
		const { ran } = run({
			operation: 'getMany',
			parameters: { returnAll: true },
			items: [{}, {}],
			script: five,
		});
		const output = paired(await ran);
		expect(output.map(([, item]) => item)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
	});

	it('stops when a page is empty and the list is', async () => {
		const { ran, requests } = run({
			operation: 'getMany',
			parameters: { returnAll: true },
			script: inTurn(answer(200, { records: [], total: 0 })),
		});
		expect(await ran).toEqual([[]]);
		expect(requests).toHaveLength(1);
	});

	it.each([0, -1, 1.5])('is not asked for with the limit %d', async (limit) => {
		const { ran, requests } = run({
			operation: 'getMany',
			parameters: { returnAll: false, limit },
		});
		await expect(ran).rejects.toThrow(
			`"Limit" must be a whole number of at least 1, not "${limit}" [item 1]`,
		);
		expect(requests).toEqual([]);
	});
});

describe('a connection that lost a permission', () => {
	const publish: Operation = operationsOf(pages)({
		...words,
		name: 'Create',
		requires: ['publishPosts'],
		fields: [],
		input: z.object({}),
		run: async (connection) => {
			await connection.request({ method: 'POST', path: '/me/feed' }, z.unknown());
			return {};
		},
	});
	const posts = { post: { name: 'Post', operations: { publish } } };

	const runPublish = (scope: string) => {
		const { context, requests } = host({
			service: pages,
			credentials: held.pages({ scope }),
			script: inTurn(answer(200, {})),
			resources: posts,
			parameters: { resource: 'post', operation: 'publish' },
			items: [{}, {}],
		});
		return { ran: runOperation(context, pages, posts), requests };
	};

	it('stops before any request and names the permission', async () => {
		const { ran, requests } = runPublish('pages_list,pages_read');
		await expect(ran).rejects.toMatchObject({
			message:
				'"My connection" may not: Publish posts. It was authorized for: Read posts. [item 1]',
			description:
				'Open the connection (https://n8n.example/home/credentials/7), select "Publish posts" under Permissions, save, and select "Reconnect" or "Switch account". Nothing was sent.',
		});
		expect(requests).toEqual([]);
	});

	it('goes on once it has it', async () => {
		const { ran, requests } = runPublish('pages_list,pages_read,pages_publish');
		await ran;
		expect(requests).toHaveLength(2);
	});
});

describe('a run that takes long', () => {
	afterEach(() => {
		jest.useRealTimers();
	});

	it('tells the log now and then how far it is', async () => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setTimeout'] });
		const { ran, logged } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(9),
			script: (request, count) => {
				if (count % 3 === 0) jest.setSystemTime(Date.now() + 6000);
				return echo(request, count);
			},
		});
		await ran;
		expect(logged.length).toBeGreaterThanOrEqual(2);
		expect(logged[0]).toMatch(/^Spaces: \d of 9 items done$/);
	});

	it('starts nothing more once the execution is stopped', async () => {
		const stop = new AbortController();
		const { ran, requests } = run({
			operation: 'get',
			parameters: byId,
			items: numbered(20),
			signal: stop.signal,
			script: (request, count) => {
				if (count === 2) stop.abort();
				return echo(request, count);
			},
		});
		await expect(ran).rejects.toThrow(/aborted/);
		expect(requests.length).toBeLessThanOrEqual(3);
	});
});

describe('a fault of the package itself', () => {
	it('is the failure of its own item, of which nobody knows what it left behind', async () => {
		const broken = operationsOf(spaces)({
			...words,
			name: 'Broken',
			fields: get.fields,
			input: z.object({ id }),
			run: async (_connection, input) => {
				if (input.id === 'r1') throw new TypeError('a fault');
				return { id: input.id };
			},
		});
		const faulty = { record: { name: 'Record', operations: { broken } } };
		const { context } = host({
			service: spaces,
			credentials: held.spaces(),
			script: inTurn(answer(200, {})),
			resources: faulty,
			parameters: { resource: 'record', operation: 'broken', ...byId },
			items: numbered(3),
			onError: 'continueRegularOutput',
		});
		const [output = []] = await runOperation(context, spaces, faulty);
		expect(output.map(({ json }) => json)).toEqual([
			{ id: 'r0' },
			{
				id: 'r1',
				details: expect.objectContaining({ kind: 'outcomeUnknown' }),
				error: expect.stringMatching(
					/^This node failed by a fault of its own: TypeError: a fault \[item 2\] Check in the service whether the request took effect/,
				),
			},
			{ id: 'r2' },
		]);
	});

	it('is an operation that the node does not know', async () => {
		const { context } = host({
			service: spaces,
			credentials: held.spaces(),
			script: inTurn(answer(200, {})),
			resources,
			parameters: { resource: 'record', operation: 'get' },
		});
		await expect(runOperation(context, spaces, {})).rejects.toThrow(
			'"get" of "record" is not known',
		);
	});
});

describe('the error output of the node, as n8n fills it', () => {
	it('gets the failed item with what came in and the error, and no other output gets it', async () => {
		const input = [{ id: 'r0' }, { id: 'r1', name: 'Ada' }];
		const { context, workflow, additionalData } = host({
			service: spaces,
			credentials: held.spaces(),
			script: async (request, count) =>
				request.url.endsWith('/r1') ? answer(404, {}) : await echo(request, count),
			resources,
			parameters: { resource: 'record', operation: 'get', ...byId },
			items: input,
			onError: 'continueErrorOutput',
		});
		const [items = []] = await runOperation(context, spaces, resources);
		const before = { previousNode: 'Before', previousNodeOutput: 0, previousNodeRun: 0 };
		const given = input.map((json, item) => ({ json, pairedItem: { item } }));
		const run = createRunExecutionData({
			resultData: {
				runData: {
					Before: [
						{
							startTime: 0,
							executionIndex: 0,
							executionTime: 0,
							source: [],
							data: { main: [given] },
						},
					],
				},
			},
		});
		const outputs: INodeExecutionData[][] = [items];
		const engine = new WorkflowExecute(additionalData, 'manual', run);
		const executed = {
			node: context.getNode(),
			data: { main: [given] },
			source: { main: [before] },
		};
		engine.handleNodeErrorOutput(workflow, executed, outputs, 0);
		expect(outputs[0]?.map(({ json }) => json.id)).toEqual(['r0']);
		expect(outputs[1]?.map(({ json }) => json)).toEqual([
			{
				id: 'r1',
				name: 'Ada',
				error: expect.stringContaining('did not find'),
				details: expect.objectContaining({ kind: 'notFound', httpStatus: 404 }),
			},
		]);
		expect(outputs[1]?.[0]?.pairedItem).toEqual({ item: 1 });
	});
});
