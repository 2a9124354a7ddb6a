import { once } from 'node:events';
import { createServer } from 'node:http';

import { AuthorizationCode } from 'simple-oauth2';
import { fetch, type ProxyAgent } from 'undici';

import { walkConsent } from '../../../sandbox/client/consent.mts';
import { freePort } from '../../../sandbox/ports.mts';
import { agentThrough, type Proxy, startProxy } from '../../../sandbox/proxy.mts';
import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, callerOf } from './caller.mts';

const METADATA = 'https://login.mailchimp.com/oauth2/metadata';

const app = createServer((_request, response) => response.end('Done'));
let redirectUri: string;
let standIn: MailchimpStandIn;
let proxy: Proxy;
let dispatcher: ProxyAgent;

beforeAll(async () => {
	const port = await freePort();
	app.listen(port, 'localhost');
	await once(app, 'listening');
	redirectUri = `http://localhost:${port}/rest/oauth2-credential/callback`;
	standIn = await startMailchimp();
	proxy = await startProxy({ standIns: [standIn] });
	dispatcher = agentThrough(proxy);
});

afterAll(async () => {
	await dispatcher.close();
	await proxy.stop();
	await standIn.stop();
	app.closeAllConnections();
	app.close();
});

/** simple-oauth2 for the app; it reaches the stand-in directly when it exchanges a code. */
const client = (secret = standIn.clientSecret) =>
	new AuthorizationCode({
		client: { id: standIn.clientId, secret },
		auth: {
			tokenHost: standIn.url,
			tokenPath: '/oauth2/token',
			authorizeHost: 'https://login.mailchimp.com',
			authorizePath: '/oauth2/authorize',
		},
		options: { authorizationMethod: 'body' },
	});

/** What a person does on the consent page; gives the query with which the app is called back. */
const consent = async (press: 'Allow' | 'Deny', account = 'freddie') => {
	const start = new URL(client().authorizeURL({ redirect_uri: redirectUri, state: 'any' }));
	const cookies = { url: redirectUri, header: '' };
	const arrival = await walkConsent(start, { fields: { account }, press }, { proxy, cookies });
	return Object.fromEntries(arrival.url.searchParams);
};

const exchange = async (code = '', secret?: string) =>
	(await client(secret).getToken({ code, redirect_uri: redirectUri })).token;

const tokenOf = async (account: string) => {
	const { code } = await consent('Allow', account);
	return String((await exchange(code)).access_token);
};

const metadata = async (authorization: string) => {
	const answer = await fetch(METADATA, { headers: { authorization }, dispatcher });
	return { status: answer.status, body: await answer.json() };
};

describe('a person who allows', () => {
	it('sends the app a code, for a token without scopes that does not expire', async () => {
		const { code, state } = await consent('Allow');
		expect(state).toBe('any');
		const { access_token, ...rest } = await exchange(code);
		expect(access_token).toEqual(expect.any(String));
		expect(rest).toMatchObject({ expires_in: 0, scope: null });
		expect(rest).not.toHaveProperty('refresh_token');
		expect(rest).not.toHaveProperty('token_type');
	});

	it('chooses among several accounts', async () => {
		expect(await metadata(`OAuth ${await tokenOf('ada')}`)).toEqual({
			status: 200,
			body: {
				dc: 'us6',
				role: 'owner',
				accountname: "Ada's Bakery",
				user_id: expect.any(Number),
				login: expect.objectContaining({ login_name: 'ada', email: 'ada@example.com' }),
				login_url: 'https://login.mailchimp.com',
				api_endpoint: 'https://us6.api.mailchimp.com',
			},
		});
	});

	it('gives a token that the API takes, at its own data centre', async () => {
		const authorization = `Bearer ${await tokenOf('ada')}`;
		const call = callerOf(standIn);
		const host = 'us6.api.mailchimp.com';
		expect(await call('GET', '/', { authorization, host })).toMatchObject({
			status: 200,
			body: { account_name: "Ada's Bakery" },
		});
	});
});

describe('a person who denies', () => {
	it('sends the app an error and no code', async () => {
		const query = await consent('Deny');
		expect(query).toMatchObject({ error: 'access_denied', state: 'any' });
		expect(query).not.toHaveProperty('code');
	});
});

describe('the token endpoint', () => {
	it('takes a code once', async () => {
		const { code } = await consent('Allow');
		await exchange(code);
		await expect(exchange(code)).rejects.toMatchObject({
			data: { payload: { error: 'invalid_grant' } },
		});
	});

	it('takes a code only from the app with its secret', async () => {
		const { code } = await consent('Allow');
		await expect(exchange(code, 'another-secret')).rejects.toMatchObject({
			data: { payload: { error: 'invalid_client' } },
		});
	});
});

describe('the authorization page', () => {
	it('sends nobody to an address that the app did not register', async () => {
		const start = client().authorizeURL({ redirect_uri: 'https://evil.example/', state: 'any' });
		const answer = await fetch(start, { dispatcher, redirect: 'manual' });
		expect(answer.status).toBe(400);
		expect(answer.headers.get('location')).toBeNull();
	});
});

describe('the metadata endpoint', () => {
	it('takes a token after OAuth and after Bearer', async () => {
		const token = await tokenOf('freddie');
		expect(await metadata(`OAuth ${token}`)).toEqual(await metadata(`Bearer ${token}`));
		expect(await metadata(`Bearer ${token}`)).toMatchObject({ body: { dc: 'us21' } });
	});

	it.each(['OAuth nonsense', 'Basic abc', 'OAuth '])(
		'answers "%s" with status 200 and an error',
		async (authorization) => {
			expect(await metadata(authorization)).toEqual({
				status: 200,
				body: { error: 'invalid_token' },
			});
		},
	);

	it('knows no token of an account that removed the app; others stay', async () => {
		const freddie = await tokenOf('freddie');
		const ada = await tokenOf('ada');
		await standIn.revokeTokens(accountNamed(standIn, 'freddie'));
		expect((await metadata(`OAuth ${freddie}`)).body).toEqual({ error: 'invalid_token' });
		expect((await metadata(`OAuth ${ada}`)).body).toMatchObject({ dc: 'us6' });
		const call = callerOf(standIn);
		expect(await call('GET', '/ping', { authorization: `Bearer ${freddie}` })).toMatchObject({
			status: 401,
		});
		const again = await tokenOf('freddie');
		expect((await metadata(`OAuth ${again}`)).body).toMatchObject({ dc: 'us21' });
	});
});
