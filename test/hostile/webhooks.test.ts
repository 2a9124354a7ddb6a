/** Calls of the addresses of triggers: nobody starts a workflow who does not know the secret of its webhook. */
import { createHmac } from 'node:crypto';

import { fc } from '../fuzz';
import type { IDataObject } from 'n8n-workflow';

import { receive as receiveBoostspace } from '../../nodes/Boostspace/webhook/receive';
import { receive as receiveMailchimp } from '../../nodes/Mailchimp/webhook/receive';
import { expectUnpolluted } from './harmless';
import { hostileJson, hostileText } from './hostile';
import { expectRefused, triggerOf } from './webhooks';

const shared = 'f0'.repeat(32);
const audience = 'a1b2c3d4e5';

const form = (more: Readonly<Record<string, string>> = {}) =>
	new URLSearchParams({ type: 'subscribe', 'data[list_id]': audience, ...more }).toString();

const now = () => Math.floor(Date.now() / 1000);

const hash = (time: number | string, body: Buffer | string, key = shared) =>
	createHmac('sha256', key).update(`${time}.`).update(body).digest('hex');

const mailchimp = (remembered: IDataObject = { signingSecret: shared }) =>
	triggerOf(
		receiveMailchimp,
		{ webhookId: '7', audience, ...remembered },
		{ events: ['subscribe', 'profile'] },
	);

const boostspace = triggerOf(
	receiveBoostspace,
	{ actionId: '1', triggerIds: ['2'], secret: shared, url: 'https://n8n.example/', watched: 'x' },
	{ subject: 'record', events: ['CREATE'] },
);

/** What somebody can make of a right value without knowing it: cut, longer, of another case, with a sign changed. */
const alike = (right: string): fc.Arbitrary<string> =>
	fc
		.oneof(
			fc.nat(right.length).map((length) => right.slice(0, length)),
			hostileText().map((more) => right + more),
			hostileText().map((more) => more + right),
			fc.nat(right.length - 1).map((at) => {
				const sign = right[at] === '0' ? '1' : '0';
				return right.slice(0, at) + sign + right.slice(at + 1);
			}),
			fc.constantFrom(`${right}${right}`, `${right}=`, '0'.repeat(right.length)),
			hostileText([right]),
		)
		// A comma begins another signature, and blanks around one are none of it.
		.filter((text) => text.trim() !== right && !text.includes(','));

/** A body of a form: any bytes, or names of all kinds. */
const bodies = fc.oneof(
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
	fc
		.array(
			fc.tuple(hostileText(['data', 'type', 'data[list_id]', 'data[merges][A]']), hostileText()),
		)
		.map((pairs) => Buffer.from(new URLSearchParams(pairs).toString())),
	fc.constant(Buffer.from(form())),
	fc
		.constantFrom(
			'__proto__[polluted]=1',
			'data[__proto__][polluted]=1',
			'constructor[prototype][polluted]=1',
			`data${'[a]'.repeat(10_000)}=1`,
			'data[toJSON]=1&data[list_id]=1',
		)
		.map((text) => Buffer.from(`${form()}&${text}`)),
);

const headerValues = fc.oneof(
	hostileText(),
	hostileJson,
	fc.constantFrom(undefined, null, '', 't=,v1=', `t=${now()},v1=`, 't=1e3,v1=00', ['a', 'b']),
);

describe('the trigger of Mailchimp', () => {
	const call = mailchimp();

	it('takes what Mailchimp signed', async () => {
		const rawBody = Buffer.from(form());
		const headers = { 'x-mailchimp-signature': `t=${now()},v1=${hash(now(), rawBody)}` };
		const { given, statuses } = await call({ headers, rawBody });
		expect(statuses).toEqual([]);
		expect(given.workflowData?.[0]?.[0]?.json).toMatchObject({ type: 'subscribe' });
	});

	it('refuses every other signature, whatever the body is', async () => {
		await fc.assert(
			fc.asyncProperty(bodies, headerValues, async (rawBody, header) => {
				const headers = { 'x-mailchimp-signature': header };
				expectRefused(await call({ headers, rawBody }));
			}),
			{ numRuns: 300 },
		);
		expectUnpolluted();
	});

	it('refuses what is like the right signature, and the right one of anything else', async () => {
		const rawBody = Buffer.from(form());
		const time = now();
		const wrong = fc.oneof(
			alike(hash(time, rawBody)).map((v1) => `t=${time},v1=${v1}`),
			fc.integer({ min: 301, max: 1e9 }).map((age) => {
				const then = time - age;
				return `t=${then},v1=${hash(then, rawBody)}`;
			}),
			fc.string().map((key) => `t=${time},v1=${hash(time, rawBody, key)}`),
			bodies
				.filter((other) => !other.equals(rawBody))
				.map((other) => `t=${time},v1=${hash(time, other)}`),
			hostileText([String(time)])
				.filter((other) => other.trim() !== String(time))
				.map((other) => `t=${other},v1=${hash(time, rawBody)}`),
		);
		await fc.assert(
			fc.asyncProperty(wrong, async (header) => {
				const headers = { 'x-mailchimp-signature': header };
				expectRefused(await call({ headers, rawBody }));
			}),
			{ numRuns: 400 },
		);
	});

	it('gives on what is signed, of any form, and reaches no prototype', async () => {
		await fc.assert(
			fc.asyncProperty(bodies, async (rawBody) => {
				const headers = { 'x-mailchimp-signature': `t=${now()},v1=${hash(now(), rawBody)}` };
				const { given, statuses } = await call({ headers, rawBody });
				if (statuses.length > 0) return expectRefused({ given, statuses });
				const json = given.workflowData?.[0]?.[0]?.json ?? {};
				expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
				expect(json).toMatchObject({ data: { list_id: audience } });
				expect(['subscribe', 'profile']).toContain(json.type);
			}),
			{ numRuns: 200 },
		);
		expectUnpolluted();
	});

	it('takes nothing while it is not registered, and without a secret nothing of another audience', async () => {
		const unsigned = mailchimp({});
		const unregistered = triggerOf(receiveMailchimp, {}, { events: ['subscribe'] });
		await fc.assert(
			fc.asyncProperty(bodies, headerValues, async (rawBody, header) => {
				const headers = { 'x-mailchimp-signature': header };
				expectRefused(await unregistered({ headers, rawBody }));
				const { given, statuses } = await unsigned({ headers, rawBody });
				if (statuses.length > 0) return expectRefused({ given, statuses });
				expect(given.workflowData?.[0]?.[0]?.json).toMatchObject({ data: { list_id: audience } });
			}),
			{ numRuns: 200 },
		);
	});
});

describe('the trigger of Boost.space', () => {
	it('takes what has the secret, of any form, and reaches no prototype', async () => {
		await fc.assert(
			fc.asyncProperty(hostileJson, headerValues, async (body, event) => {
				const headers = { 'x-webhook-secret': shared, 'x-trigger-event': event };
				const { given, statuses } = await boostspace({ headers, body });
				expect(statuses).toEqual([]);
				expect(given.workflowData?.[0]?.[0]?.json).toHaveProperty('event');
			}),
			{ numRuns: 200 },
		);
		expectUnpolluted();
	});

	it('refuses everything else', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(headerValues, alike(shared)),
				hostileJson,
				headerValues,
				async (header, body, event) => {
					const headers = { 'x-webhook-secret': header, 'x-trigger-event': event };
					expectRefused(await boostspace({ headers, body }));
				},
			),
			{ numRuns: 400 },
		);
	});

	it('takes nothing while it is not registered', async () => {
		const call = triggerOf(receiveBoostspace, {}, { subject: 'record', events: ['CREATE'] });
		expectRefused(await call({ headers: { 'x-webhook-secret': '' }, body: {} }));
		expectRefused(await call({ headers: { 'x-webhook-secret': 'undefined' }, body: {} }));
	});
});
