import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { ConnectionFailure } from '../../connection/failure';
import { operationsOf } from '../../operation/operation';
import { checkInput, readFields } from '../../operation/input';
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

const read = (parameters: Record<string, string>) => {
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
	return [0, 1].map((item) => readFields(context, fields, item));
};

describe('the fields of an item', () => {
	it('have the values that they have for that item', () => {
		expect(read({}).map(({ record }) => record)).toEqual(['a', 'b']);
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
