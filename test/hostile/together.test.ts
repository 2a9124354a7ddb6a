/** Several connections at work at the same time: none sends the secret of another one. */
import { fc } from '../fuzz';

import { runOperation } from '../../operation/run';
import { answer, host } from '../builders';
import type { Row } from '../catalogue';
import { everyOperation } from '../catalogue';
import { keysOf, signed, stored } from './connected';
import { allOf } from './harmless';

const rows = everyOperation.filter(
	({ service, resource, operation }) =>
		service.apiKey && resource === 'connection' && operation === 'get',
);

/** What one of several connections sends. */
async function sent({ service, resources, resource, operation }: Row, key: string) {
	const credentials = stored(service, 'apiKey', key);
	const { context, requests } = host({
		service,
		variant: 'apiKey',
		credentials,
		// Answers come in no order.
		script: async (_request, count) => {
			for (let turn = 0; turn < (key.length + count) % 5; turn += 1) await Promise.resolve();
			return answer(200, { id: '1', name: key });
		},
		resources,
		parameters: { resource, operation, authentication: 'apiKey' },
		items: [{}, {}, {}],
		onError: 'continueRegularOutput',
	});
	await runOperation(context, service, resources);
	return await Promise.all(
		requests.map(async (request) => await signed(service, credentials, request)),
	);
}

describe.each(rows.map((row) => [row.service.displayName, row] as const))(
	'connections of %s at the same time',
	(_name, row) => {
		it('send each its own key, and no other one', async () => {
			const keys = fc.uniqueArray(keysOf(row.service), { minLength: 2, maxLength: 4 });
			await fc.assert(
				fc.asyncProperty(keys, async (several) => {
					const all = await Promise.all(several.map(async (key) => await sent(row, key)));
					all.forEach((requests, index) => {
						expect(requests.length).toBeGreaterThan(0);
						const text = allOf(requests).join('\n');
						expect(several.filter((key) => text.includes(key))).toEqual([several[index]]);
					});
				}),
				{ numRuns: 20 },
			);
		});
	},
);
