import { CookieJar } from 'tough-cookie';

import {
	type FacebookPagesStandIn,
	startFacebookPages,
} from '../../../sandbox/services/facebookPages/index.mts';
import { callerOf, graphError } from './caller.mts';
import { type Login, startLogin } from './login.mts';

let standIn: FacebookPagesStandIn;
let login: Login;
let call: ReturnType<typeof callerOf>;

const SCOPES = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'];

beforeEach(async () => {
	standIn = await startFacebookPages();
	login = await startLogin(standIn);
	call = callerOf(standIn);
});

afterEach(async () => {
	await login.stop();
	await standIn.stop();
});

const permissionsOf = async (token: string) => {
	const { body } = await call('GET', '/me/permissions', { token });
	return body;
};

describe('a person who allows', () => {
	it('sends the app a code, for a bearer token that says neither scopes nor a refresh token', async () => {
		const { code, ...rest } = await login.consent({ scopes: SCOPES });
		expect(rest).toEqual({ state: 'any' });
		expect(await login.exchange(code)).toEqual({
			access_token: expect.any(String),
			token_type: 'bearer',
			expires_in: expect.any(Number),
			// Of the client's own making.
			expires_at: expect.anything(),
		});
	});

	it('is asked what the client wrote, to the last parameter', async () => {
		await login.consent({ scopes: SCOPES });
		expect(standIn.lastAuthorization).toEqual({
			response_type: 'code',
			client_id: standIn.clientId,
			redirect_uri: expect.stringContaining('/rest/oauth2-credential/callback'),
			state: 'any',
			scope: 'pages_show_list,pages_read_engagement,pages_manage_posts',
		});
	});

	it('chooses who to be', async () => {
		const token = await login.tokenOf({ account: 'ada' });
		expect(await call('GET', '/me', { token })).toMatchObject({
			status: 200,
			body: { name: 'Ada Baker' },
		});
	});

	it('may be another one than the last time in the same browser, whose token stays', async () => {
		const jar = new CookieJar();
		const first = await login.tokenOf({ account: 'freddie', jar });
		const second = await login.tokenOf({ account: 'ada', jar });
		const nameOf = async (token: string) => (await call('GET', '/me', { token })).body;
		expect(await nameOf(second)).toMatchObject({ name: 'Ada Baker' });
		expect(await nameOf(first)).toMatchObject({ name: 'Freddie Flores' });
	});

	it('may decline a part, which the app learns from the permissions alone', async () => {
		const token = await login.tokenOf({ scopes: SCOPES, untick: ['pages_manage_posts'] });
		expect(await permissionsOf(token)).toEqual({
			data: [
				{ permission: 'public_profile', status: 'granted' },
				{ permission: 'pages_show_list', status: 'granted' },
				{ permission: 'pages_read_engagement', status: 'granted' },
				{ permission: 'pages_manage_posts', status: 'declined' },
			],
		});
	});

	it('is not offered again what was declined, unless the app asks for it', async () => {
		const untick = ['pages_manage_posts'];
		await login.tokenOf({ scopes: SCOPES, untick });
		const stillDeclined = await login.tokenOf({ scopes: SCOPES });
		expect(await permissionsOf(stillDeclined)).toMatchObject({
			data: expect.arrayContaining([{ permission: 'pages_manage_posts', status: 'declined' }]),
		});
		const granted = await login.tokenOf({ scopes: SCOPES, query: { auth_type: 'rerequest' } });
		expect(await permissionsOf(granted)).toMatchObject({
			data: expect.arrayContaining([{ permission: 'pages_manage_posts', status: 'granted' }]),
		});
	});

	it('sees no box of what she has declined', async () => {
		await login.tokenOf({ scopes: SCOPES, untick: ['pages_manage_posts'] });
		const html = await login.page({ scopes: SCOPES });
		expect(html).toContain(
			'class="without-freddie"><input type="checkbox" name="scope:pages_manage',
		);
		expect(html).toContain('class=""><input type="checkbox" name="scope:pages_show_list"');
	});

	it('is asked what a configuration says', async () => {
		const token = await login.tokenOf({ scopes: [], query: { config_id: standIn.configId } });
		expect(await permissionsOf(token)).toMatchObject({
			data: expect.arrayContaining([{ permission: 'pages_manage_posts', status: 'granted' }]),
		});
	});
});

describe('a person who denies', () => {
	it('sends the app an error and no code', async () => {
		expect(await login.consent({ press: 'Deny' })).toEqual({
			error: 'access_denied',
			error_code: '200',
			error_description: 'Permissions error',
			error_reason: 'user_denied',
			state: 'any',
		});
	});
});

describe('the dialog', () => {
	it.each([
		['a scope that there is not', { scopes: ['pages_read_everything'] }],
		['a configuration that there is not', { scopes: [], query: { config_id: '1' } }],
		['another address to go back to', { query: { redirect_uri: 'https://evil.example/' } }],
	])('refuses %s', async (_what, options) => {
		expect(await login.page(options)).toContain('cannot go on');
	});
});

describe('the token endpoint', () => {
	const ask = async (query: Record<string, string>, method = 'GET') => {
		const parameters = new URLSearchParams(query);
		const url = `${standIn.url}/v26.0/oauth/access_token`;
		const answer = await fetch(
			method === 'GET' ? `${url}?${parameters}` : url,
			method === 'GET' ? {} : { method, body: parameters },
		);
		return { status: answer.status, headers: answer.headers, body: await answer.json() };
	};
	const client = () => ({ client_id: standIn.clientId, client_secret: standIn.clientSecret });
	const longLived = (token: string) => ({
		...client(),
		grant_type: 'fb_exchange_token',
		fb_exchange_token: token,
	});

	it('takes a code once', async () => {
		const { code } = await login.consent();
		await login.exchange(code);
		await expect(login.exchange(code)).rejects.toMatchObject({
			data: {
				payload: { error: { code: 100, message: 'This authorization code has been used.' } },
			},
		});
	});

	it('takes a code only from the app with its secret', async () => {
		const { code } = await login.consent();
		await expect(login.exchange(code, 'another-secret')).rejects.toMatchObject({
			data: { payload: { error: { code: 1, type: 'OAuthException' } } },
		});
	});

	it('takes a code only with the same address', async () => {
		const { code = '' } = await login.consent();
		const query = { ...client(), code, redirect_uri: 'http://localhost/other' };
		expect(await ask(query)).toEqual(graphError(400, 100, 36008));
	});

	it.each(['GET', 'POST'])(
		'gives a long-lived token for a short-lived one by %s',
		async (method) => {
			const token = await login.tokenOf();
			expect(await ask(longLived(token), method)).toMatchObject({
				status: 200,
				body: { access_token: expect.any(String), token_type: 'bearer', expires_in: 5183944 },
			});
		},
	);

	it('gives none for one that has expired', async () => {
		const token = await login.tokenOf();
		standIn.clock.advance(2 * 60 * 60);
		expect(await ask(longLived(token))).toEqual(graphError(400, 190, 463));
	});

	it("gives the app's own token, with which any token can be examined", async () => {
		const { body } = await ask({ ...client(), grant_type: 'client_credentials' });
		expect(body).toEqual({
			access_token: `${standIn.clientId}|${standIn.clientSecret}`,
			token_type: 'bearer',
		});
		const userToken = await login.tokenOf({ scopes: SCOPES });
		const path = `/debug_token?input_token=${userToken}`;
		const token = `${standIn.clientId}|${standIn.clientSecret}`;
		expect(await call('GET', path, { token })).toMatchObject({
			body: {
				data: {
					app_id: standIn.clientId,
					type: 'USER',
					is_valid: true,
					user_id: standIn.people[0].id,
					scopes: ['public_profile', ...SCOPES],
					granular_scopes: expect.arrayContaining([
						{ scope: 'pages_manage_posts', target_ids: expect.any(Array) },
					]),
				},
			},
		});
	});

	it('keeps no secret of what it was asked', async () => {
		const token = await login.tokenOf();
		await ask(longLived(token));
		await ask(longLived(token), 'POST');
		const kept = JSON.stringify(standIn.requests);
		expect(kept).not.toContain(token);
		expect(kept).not.toContain(standIn.clientSecret);
		expect(kept).toContain('(hidden)');
	});
});
