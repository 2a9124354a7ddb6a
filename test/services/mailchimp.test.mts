import { failureOfAnswer } from '../../connection/failure/failure.ts';
import type { FailureKind } from '../../connection/model/service.ts';
import { variantOf } from '../../connection/model/service.ts';
import { mailchimp } from '../../services/mailchimp.ts';
import { authorizationUrl } from './authorizationUrl.mts';
import { readWith } from '../builders.ts';

describe('the authorization of Mailchimp', () => {
	it('asks for no permission', () => {
		expect(mailchimp.permissions).toEqual({});
	});

	it('asks at the login of Mailchimp, with this query and no more', () => {
		const url = authorizationUrl(mailchimp);
		expect(`${url.origin}${url.pathname}`).toBe('https://login.mailchimp.com/oauth2/authorize');
		expect(Object.fromEntries(url.searchParams)).toEqual({
			response_type: 'code',
			client_id: 'a-client',
			redirect_uri: 'https://n8n.example/rest/oauth2-credential/callback',
			state: 'a-state',
			scope: '',
		});
	});

	it('exchanges the code at the login of Mailchimp, with the client in the body', () => {
		expect(variantOf(mailchimp, 'oauth2')).toMatchObject({
			tokenUrl: 'https://login.mailchimp.com/oauth2/token',
			clientAuthentication: 'body',
			pkce: false,
			expiry: 'never',
		});
	});
});

describe('the account of a Mailchimp connection', () => {
	it('comes with its data centre from the metadata of a grant', () => {
		const { account } = variantOf(mailchimp, 'oauth2');
		const metadata = {
			dc: 'us21',
			role: 'manager',
			accountname: 'Flowers',
			user_id: 42,
			login: { login_name: 'ada', email: 'ada@example.com' },
		};
		expect(readWith(account, metadata)).toEqual({
			id: '42',
			name: 'Flowers',
			user: 'ada',
			email: 'ada@example.com',
			role: 'manager',
			addressParts: { dataCentre: 'us21' },
		});
	});

	it('comes from the root of the API for a key', () => {
		const { account } = variantOf(mailchimp, 'apiKey');
		expect(
			readWith(account, {
				account_id: 'a1',
				account_name: 'Flowers',
				username: 'ada',
				role: 'owner',
			}),
		).toEqual({ id: 'a1', name: 'Flowers', user: 'ada', email: undefined, role: 'owner' });
	});

	it.each(['oauth2', 'apiKey'] as const)('is none in another answer (%s)', (variant) => {
		expect(() => readWith(variantOf(mailchimp, variant).account, { error: 'no' })).toThrow();
	});
});

describe('an error of Mailchimp', () => {
	it('is read with the fields that were refused', () => {
		const problem = {
			type: 'https://mailchimp.com/developer/marketing/docs/errors/',
			title: 'Invalid Resource',
			status: 400,
			detail: 'The resource submitted could not be validated.',
			instance: 'abc',
			errors: [{ field: 'email_address', message: 'This value should be a valid email.' }],
		};
		expect(mailchimp.parseError(problem)).toEqual({
			code: 'Invalid Resource',
			detail: problem.detail,
			fields: problem.errors,
		});
	});

	it('is read as the authorization server writes it', () => {
		expect(mailchimp.parseError({ error: 'invalid_token', error_description: 'Gone' })).toEqual({
			code: 'invalid_token',
			detail: 'Gone',
		});
	});

	it.each([
		[{ id: 'a', title: 'A title', status: 'sent' }],
		[{ members: [], total_items: 0 }],
		[{ error: { nested: true } }],
		[[]],
		['text'],
		[null],
		[undefined],
	])('is not seen in %j', (body) => {
		expect(mailchimp.parseError(body)).toBeUndefined();
	});
});

describe('what a refusal of Mailchimp means', () => {
	const refusal = (status: number, body: unknown, isJson = true) =>
		failureOfAnswer(
			{
				service: mailchimp,
				variant: 'oauth2',
				connectionName: 'My connection',
				dialogUrl: 'https://n8n.example/home/credentials/7',
				request: 'GET /',
				redact: (text) => text,
			},
			{ status, body, isJson, harmless: true },
		);
	const problem = (status: number, title: string) => ({ title, status, detail: `${title}.` });

	it.each<[string, FailureKind, number, unknown, boolean]>([
		['a revoked token', 'reauthorize', 200, { error: 'invalid_token' }, true],
		['a disabled key', 'reauthorize', 401, problem(401, 'API Key Invalid'), true],
		['a role that may not', 'permission', 403, problem(403, 'Forbidden'), true],
		['a throttle of the network', 'throttled', 403, '<html>Access Denied</html>', false],
		['a throttle', 'throttled', 429, problem(429, 'Too Many Requests'), true],
		['an unknown audience', 'notFound', 404, problem(404, 'Resource Not Found'), true],
		['a member who is in it already', 'input', 400, problem(400, 'Member Exists'), true],
	])('%s is "%s"', (_what, kind, status, body, isJson) => {
		expect(refusal(status, body, isJson)).toMatchObject({ kind, status });
	});

	it('comes with what to do where Mailchimp has another way', () => {
		expect(refusal(400, problem(400, 'Member Exists')).advice).toMatch(/"Create or Update"/);
		expect(refusal(400, problem(400, 'Forgotten Email Not Subscribed')).advice).toMatch(
			/sign-up form/,
		);
	});
});
