/** Answers and values that were not understood once, each as a plain example. */
import type { INodeParameters } from 'n8n-workflow';

import type { Variant } from '../../connection/model/service';
import type { Script } from '../builders';
import { answer, inTurn } from '../builders';
import { everyOperation } from '../catalogue';
import { stored } from './connected';
import { run } from './run';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** What an operation of a service puts out, and what it sends. */
async function ran(name: string, variant: Variant, parameters: INodeParameters, script: Script) {
	const row = everyOperation.find(
		({ service, resource, operation }) => `${service.name} ${resource} ${operation}` === name,
	);
	if (!row) throw new Error(`there is no ${name}`);
	const credentials = stored(row.service, variant);
	return await run({ row, variant, parameters, script, credentials });
}

const customFields = (values: Record<string, string>) => ({
	mappingMode: 'defineBelow',
	value: values,
	schema: [],
	matchingColumns: [],
	attemptToConvertTypes: false,
	convertFieldsToString: false,
});

describe("a page's token", () => {
	it.each(['two words', 'two\r\nX-Evil: lines', 'caf\u00e9', ''])(
		'that no header can hold is not sent: %j',
		async (token) => {
			const { items, requests } = await ran(
				'facebookPages post delete',
				'oauth2',
				{ page: byId('104857600000001'), post: '104857600000001_122100000000001' },
				inTurn(answer(200, { access_token: token }), answer(200, { success: true })),
			);
			expect(requests).toHaveLength(1);
			expect(items[0]?.error).toMatch(
				token
					? /^Facebook Pages gave a token with signs that no header can hold/
					: /^Facebook gives "My connection" no token of page/,
			);
		},
	);
});

describe('a value of a custom field', () => {
	it.each(['constructor', 'toString', '__proto__', 'valueOf'])(
		'that is called like something that every object has is a text: %s',
		async (value) => {
			const record = { id: 42, customFieldsValues: [{ customFieldInputName: 'a', value: 'old' }] };
			const { items } = await ran(
				'boostspace record update',
				'apiKey',
				{
					module: byId('3'),
					record: '42',
					space: byId('5'),
					customFields: customFields({ a: value }),
				},
				inTurn(answer(200, record)),
			);
			expect(items[0]?.error).toMatch(/took the change of record 42, but did not save: a/);
		},
	);
});

describe('an ending that no calendar has', () => {
	it('is not understood, instead of being a fault of this package', async () => {
		const inner = { data: { expires_at: 1e300 } };
		const { items } = await ran('facebookPages connection get', 'oauth2', {}, (request) =>
			request.method === 'POST'
				? answer(200, [{ code: 200, body: JSON.stringify(inner) }])
				: answer(200, { id: '1', name: 'Ada' }),
		);
		expect(items[0]?.error).toMatch(
			/^Facebook Pages answered something else than it documents, at data\.expires_at/,
		);
	});
});
