/** Echoes of secrets that were told once, each as a plain example. */
import type { INodeParameters } from 'n8n-workflow';

import type { Variant } from '../../connection/model/service';
import { answer, inTurn } from '../builders';
import { everyOperation } from '../catalogue';
import { stored } from './connected';
import { run } from './run';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Runs an operation of a service with a key, which the answers may echo. */
async function answered(
	name: string,
	parameters: INodeParameters,
	key: string,
	...bodies: readonly unknown[]
) {
	const row = everyOperation.find(
		({ service, resource, operation }) => `${service.name} ${resource} ${operation}` === name,
	);
	if (!row) throw new Error(`there is no ${name}`);
	const variant: Variant = 'apiKey';
	const credentials = stored(row.service, variant, key);
	const script = inTurn(...bodies.map((body) => answer(200, body)));
	const { items } = await run({ row, variant, parameters, script, credentials });
	return items;
}

describe('a key that a service echoes', () => {
	it('is not in the words that an operation makes of a refused record', async () => {
		const key = `${'0123456789abcdef'.repeat(2)}-us21`;
		const [item] = await answered(
			'mailchimp member createOrUpdate',
			{
				audience: byId('a1b2c3d4e5'),
				email: 'ada@example.com',
				status: 'subscribed',
				existingStatus: 'set',
			},
			key,
			{
				new_members: [],
				updated_members: [],
				errors: [{ email_address: 'ada@example.com', error: `no access with ${key}` }],
			},
		);
		expect(item?.error).toContain('Mailchimp refused ada@example.com: no access with ***');
	});

	it.each(['a"quote"in-it-0123456789', 'a-backslash-at-its-end-\\', 'both-\\"-0123456789'])(
		'is not in what a free request is answered, though JSON writes it in another way: %s',
		async (key) => {
			const sent = { method: 'GET', path: '/contact' };
			const echo = { said: `no ${key} here`, [key]: [key], escaped: JSON.stringify({ key }) };
			expect(await answered('boostspace apiRequest send', sent, key, echo)).toEqual([
				{ said: 'no *** here', '***': ['***'], escaped: '{"key":"***"}' },
			]);
		},
	);
});
