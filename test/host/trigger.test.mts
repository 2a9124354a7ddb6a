import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { signatureOf } from '../../sandbox/services/mailchimp/index.mts';
import { countRuns, newestRun, storeTrigger } from './triggers.mts';
import { byId, mapped, outputOf } from './workflows.mts';

let sandbox: Sandbox;
let credential: Credential;
let workflowId: string;

const audience = () => {
	const [regulars] = sandbox.mailchimp.accounts[0]?.audiences.values() ?? [];
	if (!regulars) throw new Error('no audience');
	return regulars;
};

const webhook = () => {
	const [only, ...others] = audience().webhooks.values();
	if (!only?.signingSecret || others.length > 0) throw new Error('not exactly one webhook');
	return { url: only.url, secret: only.signingSecret };
};

beforeAll(async () => {
	sandbox = await startSandbox();
	const { client, mailchimp } = sandbox;
	credential = await client.api.createCredential({
		name: 'Flowers',
		type: 'mailchimpConnectionApi',
		data: { apiKey: mailchimp.apiKey },
	});
	workflowId = await storeTrigger(client, {
		type: 'mailchimpTrigger',
		credential,
		parameters: {
			authentication: 'apiKey',
			audience: byId(audience().id),
			events: ['subscribe', 'profile'],
			sources: ['api'],
		},
	});
	await client.activate(workflowId);
});

afterAll(async () => {
	await sandbox.stop();
});

afterEach(() => {
	expect(sandbox.mailchimp.violations).toEqual([]);
});

const runs = async () => await countRuns(sandbox.client, workflowId);

const newest = async (count: number) => await newestRun(sandbox.client, workflowId, count);

/** A call of the webhook's address by somebody else than the stand-in. */
const call = async (form: Record<string, string>, { secret = '', age = 0 } = {}) => {
	const body = new URLSearchParams(form).toString();
	const seconds = Math.floor(Date.now() / 1000) - age;
	const answer = await fetch(webhook().url, {
		method: 'POST',
		headers: {
			'Content-Type': 'application/x-www-form-urlencoded',
			...(secret ? { 'X-Mailchimp-Signature': signatureOf(secret, body, seconds) } : {}),
		},
		body,
	});
	return { status: answer.status, text: await answer.text() };
};

const subscribed = (listId = audience().id) => ({
	type: 'subscribe',
	'data[list_id]': listId,
	'data[email]': 'forged@example.com',
});

describe('the Mailchimp trigger', () => {
	it('registers one webhook for its audience, for its events and sources only', () => {
		const [registered] = audience().webhooks.values();
		expect(registered?.events).toEqual({
			subscribe: true,
			unsubscribe: false,
			profile: true,
			cleaned: false,
			upemail: false,
			campaign: false,
		});
		expect(registered?.sources).toEqual({ user: false, admin: false, api: true });
	});

	it('starts the workflow when a member subscribes', async () => {
		const before = await runs();
		await outputOf(sandbox.client, {
			credential,
			resource: 'member',
			operation: 'create',
			parameters: {
				audience: byId(audience().id),
				email: 'new@example.com',
				status: 'subscribed',
				mergeFields: mapped({ FNAME: 'Newton' }),
			},
		});
		await sandbox.mailchimp.deliveries.settled();
		expect(sandbox.mailchimp.deliveries.log.at(-1)).toMatchObject({
			type: 'subscribe',
			status: 200,
		});
		expect(await newest(before + 1)).toMatchObject([
			{
				type: 'subscribe',
				data: { email: 'new@example.com', list_id: audience().id, merges: { FNAME: 'Newton' } },
			},
		]);
	});

	it('answers the test call of Mailchimp and starts nothing', async () => {
		const before = await runs();
		expect((await fetch(webhook().url)).status).toBe(200);
		expect(await runs()).toBe(before);
	});

	it.each([
		['is not signed', () => ({ form: subscribed(), how: {} })],
		['is signed with another secret', () => ({ form: subscribed(), how: { secret: 'guess' } })],
		[
			'was signed more than five minutes ago',
			() => ({ form: subscribed(), how: { secret: webhook().secret, age: 400 } }),
		],
		[
			'is about another audience',
			() => ({ form: subscribed('0000000000'), how: { secret: webhook().secret } }),
		],
		[
			'is about an event that was not chosen',
			() => ({
				form: { ...subscribed(), type: 'unsubscribe' },
				how: { secret: webhook().secret },
			}),
		],
	])('refuses a call that %s', async (_what, forge) => {
		const before = await runs();
		const { form, how } = forge();
		expect((await call(form, how)).status).toBe(403);
		expect(await runs()).toBe(before);
	});

	it('takes a hostile form for what it is: data', async () => {
		const before = await runs();
		const form = { ...subscribed(), 'data[__proto__][admin]': 'yes', '__proto__[x]': '1' };
		expect((await call(form, { secret: webhook().secret })).status).toBe(200);
		expect(await newest(before + 1)).toMatchObject([{ type: 'subscribe' }]);
	});

	it('removes its webhook when the workflow is deactivated, and registers it again', async () => {
		await sandbox.client.deactivate(workflowId);
		expect(audience().webhooks.size).toBe(0);
		await sandbox.client.activate(workflowId);
		expect(audience().webhooks.size).toBe(1);
	});

	it('is deactivated without an error when the webhook was removed in Mailchimp', async () => {
		audience().webhooks.clear();
		await sandbox.client.deactivate(workflowId);
		expect(audience().webhooks.size).toBe(0);
	});

	it('says what is wrong when it cannot be registered', async () => {
		const { mailchimp, client } = sandbox;
		mailchimp.faults.add({
			match: ({ method, path }) => method === 'POST' && path.endsWith('/webhooks'),
			times: 10,
			respond: {
				status: 403,
				body: '{"title":"Forbidden","status":403,"detail":"Your plan has no webhooks"}',
			},
		});
		await expect(client.activate(workflowId)).rejects.toThrow(/Your plan has no webhooks/);
		mailchimp.clear();
	});
});
