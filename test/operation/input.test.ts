import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { ConnectionFailure } from '../../connection/failure/failure';
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

	/** What is read of both items, and which field n8n was asked for of the second one. */
	const readAndAsked = (parameters: INodeParameters) => {
		const context = opened(parameters);
		const asked: string[] = [];
		const original = context.getNodeParameter.bind(context);
		context.getNodeParameter = ((name: string, item: number, ...more: []) => {
			if (item === 1) asked.push(name);
			return original(name, item, ...more);
		}) as typeof context.getNodeParameter;
		const given = [0, 1].map(fieldReader(context, fields));
		return { given, asked };
	};

	it('are asked of n8n once for all items, unless they hold an expression that computes', () => {
		const { given, asked } = readAndAsked({ more: { language: '={{ $json.id + "n" }}' } });
		expect(given.map(({ more }) => more)).toEqual([{ language: 'an' }, { language: 'bn' }]);
		expect(asked).toEqual(['more']);
	});

	it('are taken from the item where an expression only names them, once n8n has read the first one so', () => {
		const { given, asked } = readAndAsked({
			more: { language: '={{ $json.id }}' },
			merge: { field: { tag: "={{ $json['id'] }}" } },
		});
		expect(given.map(({ record, more, merge }) => [record, more, merge])).toEqual(
			['a', 'b'].map((id) => [id, { language: id }, { field: { tag: id } }]),
		);
		expect(asked).toEqual([]);
	});

	it('are asked of n8n of each item where it has read the first one otherwise', () => {
		const context = opened({ more: { language: '={{ $json.id }}' } });
		const original = context.getNodeParameter.bind(context);
		context.getNodeParameter = ((name: string, item: number, ...more: []) =>
			name === 'more'
				? { language: `n8n ${item}` }
				: original(name, item, ...more)) as typeof context.getNodeParameter;
		const given = [0, 1].map(fieldReader(context, fields));
		expect(given.map(({ more }) => more)).toEqual([{ language: 'n8n 0' }, { language: 'n8n 1' }]);
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
		more: z
			.object({ language: z.string().length(2, 'must have two letters: it is "english"') })
			.optional(),
		merge: z
			.object({ field: z.array(z.object({ tag: z.string().min(1, 'is empty') })) })
			.optional(),
	});

	it.each([
		[{}, '"Record" is missing'],
		[
			{ record: 'a', more: { language: 'english' } },
			'"Additional Fields → Language" must have two letters: it is "english"',
		],
		[{ record: 'a', merge: { field: [{ tag: '' }] } }, '"Merge Fields → Field → Tag" is empty'],
		[
			{ more: { language: '' } },
			'"Record" is missing. "Additional Fields → Language" must have two letters: it is "english"',
		],
	])('in %j is told by the names that the person sees', (input, message) => {
		expect(() => checkInput(schema, fields, input)).toThrow(
			new ConnectionFailure(message, { kind: 'input', advice: '' }),
		);
	});

	it('is told once for each field', () => {
		const twice = z.object({ merge: z.array(z.string({ message: 'is no text' })) });
		expect(() => checkInput(twice, fields, { merge: [1, 2] })).toThrow(
			/^"Merge Fields" is no text: it is "1"$/,
		);
	});
});

describe('input that is right', () => {
	it('is given as the schema makes it', () => {
		const schema = z.object({ record: z.string().trim() });
		expect(checkInput(schema, fields, { record: ' a ' })).toEqual({ record: 'a' });
	});
});
