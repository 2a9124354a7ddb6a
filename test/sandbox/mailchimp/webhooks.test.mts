import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { freePort } from '../../../sandbox/ports.mts';
import {
	type MailchimpStandIn,
	signatureOf,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { type Audience, hashOf } from '../../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed, callerOf, campaignTitled } from './caller.mts';

/** What a webhook's address was sent. */
interface Received {
	readonly method: string | undefined;
	readonly signature: string | undefined;
	readonly body: string;
}

const received: Received[] = [];
const app = createServer((request, response) => {
	void text(request).then((body) => {
		const signature = request.headers['x-mailchimp-signature'];
		received.push({ method: request.method, signature: signature?.toString(), body });
		response.writeHead(request.url === '/broken' ? 500 : 200).end();
	});
});

let address: string;
let standIn: MailchimpStandIn;
let call: ReturnType<typeof callerOf>;
let regulars: Audience;

beforeAll(async () => {
	const port = await freePort();
	app.listen(port, '127.0.0.1');
	await once(app, 'listening');
	address = `http://127.0.0.1:${port}`;
});

afterAll(() => {
	app.closeAllConnections();
	app.close();
});

beforeEach(async () => {
	received.length = 0;
	standIn = await startMailchimp();
	call = callerOf(standIn);
	regulars = audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const EVENTS = ['subscribe', 'unsubscribe', 'profile', 'upemail', 'cleaned', 'campaign'];
const GRACE = 'grace.hopper@example.com';
const hooks = (rest = '') => `/lists/${regulars.id}/webhooks${rest}`;
const one = (email: string) => `/lists/${regulars.id}/members/${hashOf(email)}`;

const register = async ({ events = EVENTS, api = true, path = '/hook' } = {}) =>
	await call('POST', hooks(), {
		body: {
			url: `${address}${path}`,
			events: Object.fromEntries(EVENTS.map((name) => [name, events.includes(name)])),
			sources: { user: true, admin: true, api },
		},
	});

/** The deliveries so far, each as its fields. */
const deliveries = async () => {
	await standIn.deliveries.settled();
	return received
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
};

describe('registering a webhook', () => {
	it('asks its address with GET, and gives the secret this once', async () => {
		expect(await register()).toMatchObject({
			status: 200,
			body: { signing_enabled: true, signing_secret: expect.any(String) },
		});
		expect(received).toMatchObject([{ method: 'GET' }]);
		const { body } = await call('GET', hooks());
		expect(body).toMatchObject({ webhooks: [{ signing_enabled: true }], total_items: 1 });
		expect(JSON.stringify(body)).not.toContain('signing_secret');
	});

	it.each([
		['is refused for an address that answers an error', '/broken', /couldn't verify the URL.*500/],
		['is refused for an address that is none', undefined, /not a valid URL/],
	])('%s', async (_what, path, message) => {
		const answer = path
			? await register({ path })
			: await call('POST', hooks(), { body: { url: 'nowhere' } });
		expect(answer).toMatchObject({
			status: 400,
			body: { errors: [{ field: 'url', message: expect.stringMatching(message) }] },
		});
	});

	it('is refused for the same address again', async () => {
		await register();
		expect(await register()).toMatchObject({
			status: 400,
			body: { errors: [{ message: expect.stringContaining('multiple WebHooks') }] },
		});
	});

	it('is undone', async () => {
		await register();
		const [webhook] = regulars.webhooks.values();
		expect((await call('GET', hooks(`/${webhook?.id}`))).status).toBe(200);
		expect((await call('DELETE', hooks(`/${webhook?.id}`))).status).toBe(204);
		expect((await call('GET', hooks(`/${webhook?.id}`))).status).toBe(404);
	});
});

describe('a delivery', () => {
	it('tells of a new member as Mailchimp documents it, signed over the body', async () => {
		await register();
		const home = { addr1: '1 Main St', city: 'Austin', state: 'TX', zip: '78712' };
		const merge_fields = { FNAME: 'Edsger', ADDRESS: home };
		const body = { email_address: 'edsger@example.com', status: 'subscribed', merge_fields };
		await call('POST', `/lists/${regulars.id}/members`, { body });
		expect(await deliveries()).toEqual([
			{
				type: 'subscribe',
				fired_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
				'data[id]': expect.any(String),
				'data[list_id]': regulars.id,
				'data[email]': 'edsger@example.com',
				'data[email_type]': 'html',
				'data[ip_opt]': '',
				'data[ip_signup]': '',
				'data[merges][EMAIL]': 'edsger@example.com',
				'data[merges][FNAME]': 'Edsger',
				'data[merges][LNAME]': '',
				'data[merges][PHONE]': '',
				'data[merges][BIRTHDAY]': '',
				'data[merges][ADDRESS][addr1]': '1 Main St',
				'data[merges][ADDRESS][city]': 'Austin',
				'data[merges][ADDRESS][state]': 'TX',
				'data[merges][ADDRESS][zip]': '78712',
			},
		]);
		const { signature = '', body: form } = received.at(-1) ?? { body: '' };
		const [webhook] = regulars.webhooks.values();
		const seconds = Number(/^t=(\d+),/.exec(signature)?.[1]);
		expect(signature).toBe(signatureOf(webhook?.signingSecret ?? '', form, seconds));
		expect(standIn.deliveries.log).toEqual([
			{ url: `${address}/hook`, type: 'subscribe', status: 200 },
		]);
	});

	it('tells of each other event', async () => {
		await register();
		await call('PATCH', one(GRACE), { body: { merge_fields: { LNAME: 'Murray' } } });
		await call('PATCH', one(GRACE), { body: { email_address: 'moved@example.com' } });
		await call('PATCH', one('moved@example.com'), { body: { status: 'unsubscribed' } });
		await call('DELETE', one('urist.mcvankab@example.com'));
		await call('PATCH', one('alan.turing@example.com'), { body: { status: 'cleaned' } });
		const campaign = campaignTitled(accountNamed(standIn, 'freddie'), 'Spring');
		await call('POST', `/campaigns/${campaign.id}/actions/send`);
		const told = await deliveries();
		expect(told).toHaveLength(6);
		expect(told).toEqual(
			expect.arrayContaining(
				[
					{ type: 'profile', 'data[merges][LNAME]': 'Murray' },
					{ type: 'upemail', 'data[old_email]': GRACE, 'data[new_email]': 'moved@example.com' },
					{ type: 'unsubscribe', 'data[action]': 'unsub', 'data[reason]': 'manual' },
					{ type: 'unsubscribe', 'data[action]': 'delete' },
					{ type: 'cleaned', 'data[reason]': 'hard', 'data[email]': 'alan.turing@example.com' },
					{ type: 'campaign', 'data[id]': campaign.id, 'data[status]': 'sent' },
				].map((fields) => expect.objectContaining(fields)),
			),
		);
	});

	it('is not made for an event or a source that was not asked for', async () => {
		await register({ events: ['subscribe'] });
		await register({ api: false, path: '/other' });
		await call('PATCH', one(GRACE), { body: { merge_fields: { LNAME: 'Murray' } } });
		expect(await deliveries()).toEqual([]);
	});

	it('is not made for a write that changes nothing', async () => {
		await register();
		await call('PATCH', one(GRACE), { body: { merge_fields: { FNAME: 'Grace' } } });
		expect(await deliveries()).toEqual([]);
	});

	it('that nobody answers is logged as such', async () => {
		await register();
		const [webhook] = regulars.webhooks.values();
		if (!webhook) throw new Error('no webhook');
		const gone = { ...webhook, url: `http://127.0.0.1:${await freePort()}/` };
		regulars.webhooks.set(webhook.id, gone);
		await call('PATCH', one(GRACE), { body: { vip: true } });
		await standIn.deliveries.settled();
		expect(standIn.deliveries.log).toEqual([{ url: gone.url, type: 'profile', status: undefined }]);
	});
});
