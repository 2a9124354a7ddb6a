import type { Credential } from '../../sandbox/client.mts';
import { RefusedByN8n } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { httpRequest, outputOf } from './workflows.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

afterEach(() => {
	expect(sandbox.mailchimp.violations).toEqual([]);
	sandbox.mailchimp.clear();
});

const withKey = async (apiKey: string, name = 'Mailchimp account') =>
	await sandbox.client.api.createCredential({
		name,
		type: 'mailchimpConnectionApi',
		data: { apiKey },
	});

const withOAuth2 = async (login: string, name = 'Mailchimp account') => {
	const { clientId, clientSecret } = sandbox.mailchimp;
	const credential = await sandbox.client.rest.createCredential({
		name,
		type: 'mailchimpConnectionOAuth2Api',
		data: { clientId, clientSecret },
	});
	await connectAs(credential, login);
	return credential;
};

const connectAs = async ({ id }: Credential, login: string) =>
	await sandbox.client.connectOAuth2(id, { fields: { account: login }, press: 'Allow' });

const test = async ({ id }: Credential) => await sandbox.client.api.testCredential(id);

const account = (name: string) => {
	const found = sandbox.mailchimp.accounts.find(({ login }) => login.login_name === name);
	if (!found) throw new Error(`no account ${name}`);
	return found;
};

const audienceNames = async (credential: Credential) => {
	const audiences = await outputOf(sandbox.client, {
		credential,
		resource: 'audience',
		operation: 'getMany',
		parameters: { returnAll: true },
	});
	return audiences.map(({ name }) => name);
};

describe('a connection by API key', () => {
	it('is verified by a request that Mailchimp answers', async () => {
		expect(await test(await withKey(account('freddie').apiKey))).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(sandbox.mailchimp.requests).toMatchObject([
			{ method: 'GET', host: 'us21.api.mailchimp.com', path: '/3.0/ping' },
		]);
	});

	const random = '0123456789abcdef0123456789abcdef';
	it.each([
		['empty', '', /API Key is empty/],
		['without a data centre', random, /data centre at its end/],
		['naming another host', `${random}-us1.evil.example/#`, /does not look like one/],
		['with blanks inside', `${random.slice(0, 16)} ${random.slice(16)}-us21`, /does not look like/],
		['with a line break', `${random}-us21\nX-Evil: 1`, /does not look like one/],
	])('is refused with a key %s, before anything is sent', async (_what, apiKey, message) => {
		const answer = await sandbox.client.rest.testCredential({
			...(await withKey('placeholder-us1')),
			data: { apiKey },
		});
		expect(answer.status).toBe('Error');
		expect(answer.message).toMatch(message);
		expect(answer.message).not.toContain(random);
		expect(sandbox.mailchimp.requests).toEqual([]);
	});

	it('says that Mailchimp refused a key that is not known', async () => {
		const { status, message } = await test(await withKey(`${random}-us21`));
		expect(status).toBe('Error');
		expect(message).toMatch(/Mailchimp refused the API Key: it was deleted/);
	});

	it('says that the data centre is a wrong one', async () => {
		const { apiKey } = account('freddie');
		const { status, message } = await test(await withKey(apiKey.replace('us21', 'us6')));
		expect(status).toBe('Error');
		expect(message).toMatch(/the data centre at its end is not its own/);
	});

	it('says that Mailchimp is down, and that the connection may be fine', async () => {
		sandbox.mailchimp.faults.add({ match: () => true, respond: { status: 503 } });
		const { status, message } = await test(await withKey(account('freddie').apiKey));
		expect(status).toBe('Error');
		expect(message).toMatch(/not answering properly \(HTTP 503\).*try again in a few minutes/);
	});

	it("fails with the network's error code, which n8n shows by itself, when nothing can be reached", async () => {
		const bringBack = sandbox.proxy.takeDown('us21.api.mailchimp.com');
		try {
			const { status, message } = await test(await withKey(account('freddie').apiKey));
			expect({ status, message }).toEqual({
				status: 'Error',
				message: expect.stringMatching(/^E[A-Z]+$/),
			});
		} finally {
			bringBack();
		}
	});

	it('is renamed and deleted', async () => {
		const credential = await withKey(account('freddie').apiKey);
		const renamed = await sandbox.client.api.patchCredential(credential.id, { name: 'Flowers' });
		expect(renamed.name).toBe('Flowers');
		expect(await audienceNames(renamed)).toEqual(['Regulars', 'Weddings']);
		await sandbox.client.api.deleteCredential(credential.id);
		await expect(test(credential)).rejects.toThrow(RefusedByN8n);
	});

	it('reaches no other host through the HTTP Request node', async () => {
		const credential = await withKey(account('freddie').apiKey);
		const request = async (url: string) =>
			await outputOf(sandbox.client, httpRequest(credential, url));
		expect(await request('https://us21.api.mailchimp.com/3.0/ping')).toEqual([
			{ health_status: "Everything's Chimpy!" },
		]);
		await expect(request('https://evil.example/')).rejects.toThrow(/not allowed|only/i);
		expect(sandbox.proxy.refusals().filter(({ host }) => host === 'evil.example')).toEqual([]);
	});
});

describe('a connection by OAuth2', () => {
	it('is verified by Mailchimp, not by a stored token', async () => {
		const credential = await withOAuth2('freddie');
		sandbox.mailchimp.clear();
		expect((await test(credential)).status).toBe('OK');
		expect(sandbox.mailchimp.requests).toMatchObject([
			{ host: 'login.mailchimp.com', path: '/oauth2/metadata' },
		]);
	});

	it('fails the test once the app was removed in Mailchimp, and says to reconnect', async () => {
		const credential = await withOAuth2('freddie');
		await sandbox.mailchimp.revokeTokens(account('freddie'));
		expect(await test(credential)).toEqual({
			status: 'Error',
			message: 'Mailchimp no longer accepts this connection. Reconnect it.',
		});
		await connectAs(credential, 'freddie');
		expect((await test(credential)).status).toBe('OK');
	});

	it('fails the test also when the refusal comes with status 401', async () => {
		const credential = await withOAuth2('freddie');
		sandbox.mailchimp.faults.add({
			match: ({ path }) => path === '/oauth2/metadata',
			respond: { status: 401, body: '{"error":"invalid_token"}' },
		});
		const { status, message } = await test(credential);
		expect(status).toBe('Error');
		expect(message).toMatch(/reconnect/i);
	});

	it('says in the node, too, that it has to be reconnected, and where', async () => {
		const credential = await withOAuth2('freddie');
		await sandbox.mailchimp.revokeTokens(account('freddie'));
		await expect(audienceNames(credential)).rejects.toThrow(
			new RegExp(`no longer accepts "Mailchimp account".*home/credentials/${credential.id}`, 's'),
		);
	});

	it('shows the data of the account to which it was switched', async () => {
		const credential = await withOAuth2('freddie');
		expect(await audienceNames(credential)).toEqual(['Regulars', 'Weddings']);
		await connectAs(credential, 'ada');
		expect(await audienceNames(credential)).toEqual(['Bakery guests']);
	});

	it('asks for the data centre once an execution, however many requests there are', async () => {
		const credential = await withOAuth2('freddie');
		const { id } = [...account('freddie').audiences.values()][0] ?? {};
		sandbox.mailchimp.clear();
		await outputOf(sandbox.client, {
			credential,
			resource: 'audience',
			operation: 'get',
			parameters: { audience: { __rl: true, mode: 'id', value: id } },
			items: Array.from({ length: 25 }, () => ({})),
		});
		const paths = sandbox.mailchimp.requests.map(({ path }) => path);
		expect(paths.filter((path) => path === '/oauth2/metadata')).toHaveLength(1);
		expect(paths.filter((path) => path === `/3.0/lists/${id}`)).toHaveLength(25);
	});

	it('stays unconnected when the person denies', async () => {
		const { clientId, clientSecret } = sandbox.mailchimp;
		const credential = await sandbox.client.rest.createCredential({
			name: 'Denied',
			type: 'mailchimpConnectionOAuth2Api',
			data: { clientId, clientSecret },
		});
		const denial = sandbox.client.connectOAuth2(credential.id, { press: 'Deny' });
		await expect(denial).rejects.toThrow(/access_denied/);
		expect((await test(credential)).status).toBe('Error');
	});
});
