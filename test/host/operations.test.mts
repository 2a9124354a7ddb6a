import { z } from 'zod';

import { type Credential, errorOf, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { byId, mapped, NODE, type OneNode, outputOf, runOneNode } from './workflows.mts';

let sandbox: Sandbox;
const connections: Record<string, Credential> = {};

beforeAll(async () => {
	sandbox = await startSandbox();
	const { client, mailchimp } = sandbox;
	connections.apiKey = await client.api.createCredential({
		name: 'Flowers by key',
		type: 'mailchimpConnectionApi',
		data: { apiKey: mailchimp.apiKey },
	});
	connections.oauth2 = await client.rest.createCredential({
		name: 'Flowers by OAuth2',
		type: 'mailchimpConnectionOAuth2Api',
		data: { clientId: mailchimp.clientId, clientSecret: mailchimp.clientSecret },
	});
	await client.connectOAuth2(connections.oauth2.id, {
		fields: { account: 'freddie' },
		press: 'Allow',
	});
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.mailchimp.clear();
});

afterEach(() => {
	expect(sandbox.mailchimp.violations).toEqual([]);
	expect(secretsSeen()).toEqual([]);
});

const flowers = () => {
	const [account] = sandbox.mailchimp.accounts;
	if (!account) throw new Error('no account');
	return account;
};

const audience = () => {
	const [regulars] = flowers().audiences.values();
	if (!regulars) throw new Error('no audience');
	return regulars;
};

const connection = (variant = 'apiKey') => {
	const credential = connections[variant];
	if (!credential) throw new Error(`no connection ${variant}`);
	return credential;
};

type Wanted = Omit<OneNode, 'credential'> & { variant?: string };

const output = async ({ variant, ...wanted }: Wanted) =>
	await outputOf(sandbox.client, { ...wanted, credential: connection(variant) });

const run = async ({ variant, ...wanted }: Wanted) =>
	await runOneNode(sandbox.client, { ...wanted, credential: connection(variant) });

/** Secrets of the connections in n8n's own log. */
const secretsSeen = () => {
	const { apiKey, clientSecret } = sandbox.mailchimp;
	return [apiKey, clientSecret].filter((secret) => sandbox.n8n.log().includes(secret));
};

const member = (operation: string, parameters: Record<string, unknown>): Wanted => ({
	resource: 'member',
	operation,
	parameters: { audience: byId(audience().id), ...parameters },
});

describe.each(['apiKey', 'oauth2'])('every operation, with a connection by %s', (variant) => {
	it('gets the account', async () => {
		const [account] = await output({ variant, resource: 'account', operation: 'get' });
		expect(account).toMatchObject({ account_name: "Freddie's Flowers", role: 'owner' });
	});

	it('gets one audience and many', async () => {
		const parameters = { audience: byId(audience().id) };
		const one = await output({ variant, resource: 'audience', operation: 'get', parameters });
		expect(one).toMatchObject([{ name: 'Regulars' }]);
		const many = await output({ variant, resource: 'audience', operation: 'getMany' });
		expect(many.map(({ name }) => name)).toEqual(['Regulars', 'Weddings']);
		expect(many[0]).not.toHaveProperty('_links');
	});

	it('creates, gets, updates, archives and permanently deletes a member', async () => {
		const email = `grace.${variant}@example.com`;
		const mergeFields = mapped({ FNAME: 'Grace' });
		const created = await output({
			variant,
			...member('create', { email, status: 'subscribed', mergeFields, additional: { vip: true } }),
		});
		expect(created).toMatchObject([
			{ email_address: email, status: 'subscribed', vip: true, merge_fields: { FNAME: 'Grace' } },
		]);
		const changes = { status: 'unsubscribed' };
		const changed = await output({ variant, ...member('update', { email, changes }) });
		expect(changed).toMatchObject([{ status: 'unsubscribed', merge_fields: { FNAME: 'Grace' } }]);
		const whole = { email, simplify: false };
		expect(await output({ variant, ...member('get', whole) })).toMatchObject(changed);
		const archived = await output({ variant, ...member('archive', { email }) });
		expect(archived).toEqual([{ email_address: email, archived: true }]);
		const filters = { status: 'archived' };
		const found = await output({ variant, ...member('getMany', { filters, returnAll: true }) });
		expect(found.map(({ email_address }) => email_address)).toContain(email);
		const confirmation = email.toUpperCase();
		const deleted = await output({
			variant,
			...member('deletePermanently', { email, confirmation }),
		});
		expect(deleted).toEqual([{ email_address: email, deleted: true }]);
		expect([...audience().members.values()].map((one) => one.email_address)).not.toContain(email);
	});

	it('adds, lists and removes tags', async () => {
		const parameters = { audience: byId(audience().id), email: 'alan.turing@example.com' };
		const tag = (operation: string, more = {}) => ({
			variant,
			resource: 'tag',
			operation,
			parameters: { ...parameters, ...more },
		});
		await output(tag('add', { tags: 'VIP, Enigma' }));
		const names = async () => (await output(tag('getMany'))).map(({ name }) => name);
		expect(await names()).toEqual(['Newsletter', 'VIP', 'Enigma']);
		await output(tag('remove', { tags: ['VIP', 'Enigma'] }));
		expect(await names()).toEqual(['Newsletter']);
	});

	it('creates, replicates and sends a campaign, and gets its report', async () => {
		const campaign = (operation: string, parameters: Record<string, unknown>) => ({
			variant,
			resource: 'campaign',
			operation,
			parameters,
		});
		const [draft] = await output(
			campaign('create', {
				audience: byId(audience().id),
				subject: 'Hello',
				fromName: 'Freddie',
				replyTo: 'freddie@example.com',
				html: '<p>Hello</p>',
			}),
		);
		const [copy] = await output(campaign('replicate', { campaign: byId(String(draft?.id)) }));
		const locator = byId(String(copy?.id));
		expect(await output(campaign('send', { campaign: locator }))).toEqual([
			{ id: copy?.id, sent: true },
		]);
		expect(await output(campaign('get', { campaign: locator }))).toMatchObject([
			{ status: 'sent' },
		]);
		const sent = await output(campaign('getMany', { filters: { status: 'sent' } }));
		expect(sent.map(({ id }) => id)).toContain(copy?.id);
		const report = { variant, resource: 'report' };
		const parameters = { campaign: locator };
		expect(await output({ ...report, operation: 'get', parameters })).toMatchObject([
			{ id: copy?.id, subject_line: 'Hello' },
		]);
		const reports = await output({ ...report, operation: 'getMany' });
		expect(reports.map(({ id }) => id)).toContain(copy?.id);
	});

	it('sends any request of the API', async () => {
		const parameters = {
			method: 'GET',
			path: '/lists',
			query: '{"count": 1, "fields": "lists.name"}',
		};
		const answer = await output({ variant, resource: 'apiRequest', operation: 'send', parameters });
		expect(answer).toEqual([{ lists: [{ name: 'Regulars' }] }]);
	});
});

describe('a campaign that is not ready', () => {
	it('is not sent, and the message says what is missing', async () => {
		const parameters = {
			audience: byId(audience().id),
			subject: 'Empty',
			fromName: 'Freddie',
			replyTo: 'freddie@example.com',
		};
		const [draft] = await output({ resource: 'campaign', operation: 'create', parameters });
		const send = output({
			resource: 'campaign',
			operation: 'send',
			parameters: { campaign: byId(String(draft?.id)) },
		});
		await expect(send).rejects.toThrow(/not ready to be sent\. Content: The campaign is empty/);
		expect(sandbox.mailchimp.requests.map(({ path }) => path)).not.toContain(
			`/3.0/campaigns/${String(draft?.id)}/actions/send`,
		);
	});
});

describe('a list', () => {
	it('is read page by page, and no page more than is needed', async () => {
		const { addMembers, createAudience } = await import(
			'../../sandbox/services/mailchimp/index.mts'
		);
		const large = createAudience(flowers(), 'Large');
		addMembers(large, 2500);
		const many = async (parameters: Record<string, unknown>) => {
			sandbox.mailchimp.clear();
			const items = await output({
				resource: 'member',
				operation: 'getMany',
				parameters: { audience: byId(large.id), ...parameters },
			});
			// Those behind the first are on their way at the same time, and arrive in any order.
			const asked = sandbox.mailchimp.requests
				.map(({ query }) => [query.offset, query.count])
				.sort(([one], [other]) => Number(one) - Number(other));
			return { count: items.length, first: items[0]?.email_address, asked };
		};
		expect(await many({ returnAll: true })).toEqual({
			count: 2500,
			first: 'member0@bulk.example.com',
			asked: [
				['0', '100'],
				['100', '1000'],
				['1100', '1000'],
				['2100', '1000'],
			],
		});
		expect(await many({ limit: 1200 })).toMatchObject({
			count: 1200,
			asked: [
				['0', '100'],
				['100', '1000'],
				['1100', '100'],
			],
		});
		flowers().audiences.delete(large.id);
	});

	it('offers the audiences in the editor, filtered by name', async () => {
		const credential = connection();
		const choices = await sandbox.client.rest.choices(
			{
				type: 'n8n-nodes-connections.mailchimp',
				version: 1,
				parameters: { authentication: 'apiKey', resource: 'audience', operation: 'get' },
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			},
			'parameters.audience',
			'searchAudiences',
			{ filter: 'wedd' },
		);
		expect(choices.results.map(({ name }) => name)).toEqual(['Weddings']);
	});
});

describe('many members at once', () => {
	const people = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ email: `person${index}@example.com` }));

	const upsert = (items: Array<{ email: string }>, more: Partial<Wanted> = {}): Wanted => ({
		...member('createOrUpdate', { email: '={{ $json.email }}', status: 'subscribed' }),
		items,
		...more,
	});

	/** How many members each request to write some had, the most first: they arrive in any order. */
	const sizes = () =>
		sandbox.mailchimp.requests
			.flatMap(({ method, body }) =>
				method === 'POST'
					? z.object({ members: z.array(z.unknown()) }).parse(body).members.length
					: [],
			)
			.sort((one, other) => other - one);

	it('are shared out over ten requests, none of more than 500, each answer at its own item', async () => {
		const items = await output(upsert(people(501)));
		expect(items.map(({ email_address }) => email_address)).toEqual(
			people(501).map(({ email }) => email),
		);
		expect(sizes()).toEqual([...Array<number>(9).fill(51), 42]);
		const again = await output(upsert(people(3)));
		expect(again.map(({ change }) => change)).toEqual(['updated', 'updated', 'updated']);
	});

	it('are not sent at all when one of them is wrong, which is named with its item', async () => {
		const items = people(501);
		items[250] = { email: 'not an address' };
		await expect(output(upsert(items))).rejects.toThrow(
			/"Email Address" must be an e-mail address, such as ada@example\.com.* \[item 251\]/,
		);
		expect(sandbox.mailchimp.requests).toEqual([]);
	});

	it('go on without the wrong one when the node continues on error', async () => {
		const items = people(501);
		items[250] = { email: 'not an address' };
		const execution = await run(upsert(items, { onError: 'continueRegularOutput' }));
		const results = itemsOf(execution, NODE);
		expect(results).toHaveLength(501);
		expect(results[250]?.json.error).toMatch(/must be an e-mail address/);
		expect(results[250]?.pairedItem).toEqual({ item: 250 });
		expect(results.filter(({ json }) => json.error)).toHaveLength(1);
		expect(sizes()).toEqual(Array<number>(10).fill(50));
	});

	it('have the error that Mailchimp gives for one of them at its own item', async () => {
		const [forgotten] = people(1);
		const confirmation = forgotten?.email;
		await output(upsert(people(1)));
		await output(member('deletePermanently', { email: forgotten?.email, confirmation }));
		const execution = await run(upsert(people(3), { onError: 'continueRegularOutput' }));
		const results = itemsOf(execution, NODE).map(({ json }) => json);
		expect(results[0]?.error).toMatch(/permanently deleted/);
		expect(results.slice(1).map(({ change }) => change)).toEqual(['updated', 'updated']);
	});

	it('keep the order of the items for the same member', async () => {
		const items = ['one', 'two', 'three'].map((name) => ({ email: 'last@example.com', name }));
		await output({
			...member('createOrUpdate', {
				email: '={{ $json.email }}',
				status: 'subscribed',
				mergeFields: mapped({ FNAME: '={{ $json.name }}' }),
			}),
			items,
		});
		const stored = [...audience().members.values()].find(
			({ email_address }) => email_address === 'last@example.com',
		);
		expect(stored?.merge_fields.FNAME).toBe('three');
	});
});

describe('bad input', () => {
	const api = (parameters: Record<string, unknown>): Wanted => ({
		resource: 'apiRequest',
		operation: 'send',
		parameters: { method: 'GET', ...parameters },
	});

	it.each([
		['an absolute URL', 'https://evil.example/3.0/lists'],
		['another host', '//evil.example/lists'],
		['dots', '/lists/../../oauth2/token'],
		['encoded dots', '/lists/%2e%2e/%2e%2e/x'],
		['a backslash', '/\\evil.example'],
		['a query', '/lists?count=1'],
		['nothing', '={{ "" }}'],
	])('refuses a path that is %s, and sends nothing', async (_what, path) => {
		await expect(output(api({ path }))).rejects.toThrow(/"Path" .*\[item 1\]/);
		expect(sandbox.mailchimp.requests).toEqual([]);
		expect(sandbox.proxy.refusals().filter(({ host }) => host === 'evil.example')).toEqual([]);
	});

	it('refuses JSON that is none', async () => {
		const request = api({ method: 'POST', path: '/lists', body: '{"name": ' });
		await expect(output(request)).rejects.toThrow(/JSON/);
		expect(sandbox.mailchimp.requests).toEqual([]);
	});

	it('says that an audience does not exist', async () => {
		const parameters = { audience: byId('0000000000') };
		const get = output({ resource: 'audience', operation: 'get', parameters });
		await expect(get).rejects.toThrow(/did not find what "Flowers by key" asked for.*HTTP 404/);
	});

	it('does not delete when the address is not confirmed', async () => {
		const email = 'alan.turing@example.com';
		const wanted = member('deletePermanently', { email, confirmation: 'alan@example.com' });
		await expect(output(wanted)).rejects.toThrow(/"Confirm Email Address" must be the same/);
		expect(sandbox.mailchimp.requests).toEqual([]);
	});
});

describe('a service that misbehaves', () => {
	const get = (): Wanted => ({
		resource: 'audience',
		operation: 'get',
		parameters: { audience: byId(audience().id) },
	});
	const onApi = ({ path }: { path: string }) => path.startsWith('/3.0');

	it.each([
		['answers HTML', { status: 200, body: '<html>' }, /not JSON, or only a part of it/],
		['answers nothing', { status: 200, body: '' }, /answered nothing with HTTP 200/],
		['cuts its answer off', { status: 200, body: '{"id": "a1' }, /only a part of it/],
		[
			'answers an error with status 200',
			{ status: 200, body: '{"title":"Bad","status":400,"detail":"No such thing"}' },
			/No such thing/,
		],
	])('%s: the message says so', async (_what, respond, message) => {
		sandbox.mailchimp.faults.add({ match: onApi, times: 5, respond });
		await expect(output(get())).rejects.toThrow(message);
	});

	it('drops the connection once: a read is sent again', async () => {
		sandbox.mailchimp.faults.add({ match: onApi, respond: 'reset' });
		expect(await output(get())).toMatchObject([{ name: 'Regulars' }]);
		expect(sandbox.mailchimp.requests).toHaveLength(2);
	});

	it('drops the connection after it created a member: nothing is sent twice, and nobody claims to know', async () => {
		const email = 'unknown.outcome@example.com';
		sandbox.mailchimp.faults.add({ match: onApi, afterwards: true, respond: 'reset' });
		const create = output(member('create', { email, status: 'subscribed' }));
		await expect(create).rejects.toThrow(
			/Mailchimp broke off .* not known whether the request was/,
		);
		expect(sandbox.mailchimp.requests).toHaveLength(1);
	});

	it('throttles: the request is sent again after the time that it asks for', async () => {
		const respond = { status: 429, headers: { 'Retry-After': '1' }, body: '{}' };
		sandbox.mailchimp.faults.add({ match: onApi, respond });
		expect(await output(get())).toMatchObject([{ name: 'Regulars' }]);
	});

	it('throttles with a 403 that is no JSON: it is not called a missing right', async () => {
		const respond = { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<p>slow</p>' };
		sandbox.mailchimp.faults.add({ match: onApi, respond });
		expect(await output(get())).toMatchObject([{ name: 'Regulars' }]);
	});

	it('echoes the key in an error: it is in no message and no record of the run', async () => {
		const { apiKey } = sandbox.mailchimp;
		const body = JSON.stringify({ title: 'Oops', status: 400, detail: `Bad key ${apiKey}` });
		sandbox.mailchimp.faults.add({ match: onApi, respond: { status: 400, body } });
		const execution = await run(get());
		expect(errorOf(execution)?.message).toMatch(/Bad key \*\*\*/);
		expect(JSON.stringify(execution)).not.toContain(apiKey);
		expect(JSON.stringify(execution)).not.toContain(apiKey.split('-')[0]);
	});

	it('asks for a role that the user does not have: the message says whom to ask', async () => {
		flowers().role = 'viewer';
		try {
			const email = 'viewer@example.com';
			const create = output(member('create', { email, status: 'subscribed' }));
			await expect(create).rejects.toThrow(/may not do this in Mailchimp.*Ask the owner/s);
		} finally {
			flowers().role = 'owner';
		}
	});

	it('keeps to the ten calls at once that Mailchimp allows', async () => {
		flowers().peak = 0;
		sandbox.mailchimp.latency.perCall = 20;
		await output({ ...get(), items: Array.from({ length: 60 }, () => ({})) });
		sandbox.mailchimp.latency.perCall = 0;
		expect(flowers().peak).toBeLessThanOrEqual(10);
		expect(flowers().peak).toBeGreaterThan(1);
	});
});
