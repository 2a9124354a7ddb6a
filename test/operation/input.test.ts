import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { ConnectionFailure } from '../../connection/failure';
import { operationsOf } from '../../operation/operation';
import { checkInput, fieldReader } from '../../operation/input';
import { answer, held, host, inTurn, spaces } from '../builders';

const fields: INodeProperties[] = [
	{ displayName: 'Only a notice', name: 'notice', type: 'notice', default: '' },
	{
		displayName: 'Record',
		name: 'record',
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		modes: [{ displayName: 'By ID', name: 'id', type: 'string' }],
	},
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: [
			{ name: 'GET', value: 'GET' },
			{ name: 'POST', value: 'POST' },
		],
		default: 'GET',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		default: 'nothing yet',
		displayOptions: { show: { method: ['POST'] } },
	},
	{
		displayName: 'Additional Fields',
		name: 'more',
		type: 'collection',
		default: {},
		options: [{ displayName: 'Language', name: 'language', type: 'string', default: '' }],
	},
	{
		displayName: 'Merge Fields',
		name: 'merge',
		type: 'fixedCollection',
		default: {},
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [{ displayName: 'Tag', name: 'tag', type: 'string', default: '' }],
			},
		],
	},
];

const send = operationsOf(spaces)({
	name: 'Send',
	action: 'Send',
	description: 'Send',
	requires: [],
	fields,
	input: z.object({}),
	run: async () => ({}),
});

const opened = (parameters: INodeParameters) => {
	const { context } = host({
		service: spaces,
		credentials: held.spaces(),
		script: inTurn(answer(200, {})),
		resources: { request: { name: 'Request', operations: { send } } },
		parameters: {
			resource: 'request',
			operation: 'send',
			record: { mode: 'id', value: '={{ $json.id }}', __rl: true },
			...parameters,
		},
		items: [{ id: 'a' }, { id: 'b' }],
	});
	return context;
};

const read = (parameters: INodeParameters) => [0, 1].map(fieldReader(opened(parameters), fields));

describe('the fields of an item', () => {
	it('have the values that they have for that item', () => {
		expect(read({}).map(({ record }) => record)).toEqual(['a', 'b']);
	});

	it('have them also where an expression stands inside a group of fields', () => {
		const parameters = { more: { language: '={{ $json.id }}' } };
		expect(read(parameters).map(({ more }) => more)).toEqual([
			{ language: 'a' },
			{ language: 'b' },
		]);
	});

	it('are asked of n8n once for all items, unless they hold an expression', () => {
		const context = opened({ more: { language: 'en' } });
		const asked: Array<[string, number]> = [];
		const original = context.getNodeParameter.bind(context);
		context.getNodeParameter = ((name: string, item: number, ...more: []) => {
			asked.push([name, item]);
			return original(name, item, ...more);
		}) as typeof context.getNodeParameter;
		const given = [0, 1].map(fieldReader(context, fields));
		expect(given.map(({ more }) => more)).toEqual([{ language: 'en' }, { language: 'en' }]);
		expect(asked.filter(([, item]) => item === 1)).toEqual([['record', 1]]);
	});

	it('have none where they are not shown', () => {
		expect(read({ method: 'GET' })[0]).toEqual({
			record: 'a',
			method: 'GET',
			body: undefined,
			more: {},
			merge: {},
		});
		expect(read({ method: 'POST' })[0]).toHaveProperty('body', 'nothing yet');
	});
});

describe('input that is wrong', () => {
	const schema = z.object({
		record: z.string({ message: 'is missing' }),
		more: z.object({ language: z.string().length(2, 'must have two letters') }).optional(),
		merge: z
			.object({ field: z.array(z.object({ tag: z.string().min(1, 'is empty') })) })
			.optional(),
	});

	it.each([
		[{}, '"Record" is missing'],
		[
			{ record: 'a', more: { language: 'english' } },
			'"Additional Fields → Language" must have two letters',
		],
		[{ record: 'a', merge: { field: [{ tag: '' }] } }, '"Merge Fields → Field → Tag" is empty'],
		[
			{ more: { language: '' } },
			'"Record" is missing. "Additional Fields → Language" must have two letters',
		],
	])('in %j is told by the names that the person sees', (input, message) => {
		expect(() => checkInput(schema, fields, input)).toThrow(
			new ConnectionFailure(message, { kind: 'input', advice: '' }),
		);
	});

	it('is told once for each field', () => {
		const twice = z.object({ merge: z.array(z.string({ message: 'is no text' })) });
		expect(() => checkInput(twice, fields, { merge: [1, 2] })).toThrow(
			/^"Merge Fields" is no text$/,
		);
	});
});

describe('input that is right', () => {
	it('is given as the schema makes it', () => {
		const schema = z.object({ record: z.string().trim() });
		expect(checkInput(schema, fields, { record: ' a ' })).toEqual({ record: 'a' });
	});
});
