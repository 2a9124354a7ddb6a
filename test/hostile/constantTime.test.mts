/** Secrets of webhooks are compared by `timingSafeEqual` and by nothing else: its verdict, right or wrong, is the trigger's. */
import * as crypto from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { jest } from '@jest/globals';

import type { Call, Received } from './webhooks.ts';

const compare = jest.fn(crypto.timingSafeEqual);

jest.mock('node:crypto', () => ({ ...crypto, timingSafeEqual: compare }));

// Loaded only now, so that they get the one above.
const { receive: receiveBoostspace } = await import('../../nodes/Boostspace/webhook/receive.ts');
const { receive: receiveMailchimp } = await import('../../nodes/Mailchimp/webhook/receive.ts');
const { expectRefused, triggerOf } = await import('./webhooks.ts');

const secret = 'f0'.repeat(32);
const audience = 'a1b2c3d4e5';

/** Changes the last digit. */
const alike = (right: string) => right.slice(0, -1) + (right.endsWith('0') ? '1' : '0');

/** A trigger that anybody may call, and its calls with a right secret and with one of the same length. */
interface Open {
	readonly receive: (call: Call) => Promise<Received>;
	readonly right: () => Call;
	readonly wrong: () => Call;
}

const signedCall = (change: (signature: string) => string): Call => {
	const rawBody = Buffer.from(`type=subscribe&data[list_id]=${audience}`);
	const time = Math.floor(Date.now() / 1000);
	const signature = crypto
		.createHmac('sha256', secret)
		.update(`${time}.`)
		.update(rawBody)
		.digest('hex');
	return { rawBody, headers: { 'x-mailchimp-signature': `t=${time},v1=${change(signature)}` } };
};

const OPEN: Readonly<Record<string, Open>> = {
	Boostspace: {
		receive: triggerOf(
			receiveBoostspace,
			{ actionId: '1', triggerIds: ['2'], secret, url: 'https://n8n.example/', watched: 'x' },
			{ subject: 'record', events: ['CREATE'] },
		),
		right: () => ({ headers: { 'x-webhook-secret': secret }, body: {} }),
		wrong: () => ({ headers: { 'x-webhook-secret': alike(secret) }, body: {} }),
	},
	Mailchimp: {
		receive: triggerOf(
			receiveMailchimp,
			{ webhookId: '7', audience, signingSecret: secret },
			{ events: ['subscribe'] },
		),
		right: () => signedCall((signature) => signature),
		wrong: () => signedCall(alike),
	},
};

/** The nodes whose addresses anybody may call. */
const withWebhooks = () => {
	const nodes = join(import.meta.dirname, '../../nodes');
	return readdirSync(nodes, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('Trigger.node.ts'))
		.filter((name) => readFileSync(join(nodes, name), 'utf8').includes('webhooks: ['))
		.map((name) => name.split('/')[0]);
};

const expectTaken = ({ given, statuses }: Received) => {
	expect(statuses).toEqual([]);
	expect(given.workflowData).toHaveLength(1);
};

it('is tried with every trigger that has an address of its own', () => {
	expect(withWebhooks().sort()).toEqual(Object.keys(OPEN));
});

describe.each(Object.entries(OPEN))('the trigger of %s', (_name, { receive, right, wrong }) => {
	beforeEach(() => compare.mockClear());

	it('compares both secrets once, byte for byte', async () => {
		expectTaken(await receive(right()));
		expectRefused(await receive(wrong()));
		expect(compare).toHaveBeenCalledTimes(2);
		for (const [given, expected] of compare.mock.calls) {
			expect(given.byteLength).toBe(expected.byteLength);
			expect(given.byteLength).toBeGreaterThanOrEqual(32);
		}
		expect(compare.mock.results.map(({ value }) => value)).toEqual([true, false]);
	});

	it('takes a wrong secret that is called equal, and refuses a right one that is called different', async () => {
		compare.mockReturnValueOnce(true);
		expectTaken(await receive(wrong()));
		compare.mockReturnValueOnce(false);
		expectRefused(await receive(right()));
	});
});
