import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AddressError } from '../../connection/model/address';
import { ConnectionFailure } from '../../connection/failure/failure';
import { toNodeError } from '../../operation/nodeError';

const node: INode = {
	id: 'node',
	name: 'Pages',
	type: 'pages',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const failure = new ConnectionFailure('Pages could not be reached: ECONNREFUSED', {
	kind: 'unavailable',
	advice: 'Try again.',
});

describe('what a connection throws', () => {
	it('is shown in its own words, also when n8n has others for a network error', () => {
		expect(toNodeError(node, failure)).toMatchObject({
			message: 'Pages could not be reached: ECONNREFUSED',
			description: 'Try again.',
		});
	});

	it('names the item, counted from 1, and what else is to be said', () => {
		expect(toNodeError(node, failure, { itemIndex: 3, note: ' One was done.' })).toMatchObject({
			message: 'Pages could not be reached: ECONNREFUSED [item 4]',
			description: 'Try again. One was done.',
			context: { itemIndex: 3 },
		});
	});

	it('is shown without advice where it has none', () => {
		const shown = toNodeError(node, new AddressError('Path is empty.'));
		expect([shown.message, shown.description ?? undefined]).toEqual(['Path is empty.', undefined]);
	});
});

describe('what others throw', () => {
	it('is given on where n8n made it', () => {
		const made = new NodeOperationError(node, 'No credentials');
		expect(toNodeError(node, made)).toBe(made);
	});

	it.each([new Error('broken'), 'broken'])('is shown by its message (%#)', (thrown) => {
		expect(toNodeError(node, thrown).message).toBe('broken');
	});
});
