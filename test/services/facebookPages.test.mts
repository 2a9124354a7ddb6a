import { failureOfAnswer } from '../../connection/failure/failure.ts';
import { scopesOf } from '../../connection/model/permissions.ts';
import { type FailureKind, variantOf } from '../../connection/model/service.ts';
import { facebookPages } from '../../services/facebookPages.ts';
import { authorizationUrl } from './authorizationUrl.mts';
import { readWith } from '../builders.ts';

describe('the permissions of Facebook Pages', () => {
	it('stand for these scopes and no others', () => {
		const scopesByName = Object.keys(facebookPages.permissions).map((name) => [
			name,
			scopesOf(facebookPages, [name]),
		]);
		expect(Object.fromEntries(scopesByName)).toEqual({
			readPosts: ['pages_show_list', 'pages_read_engagement'],
			publishPosts: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'],
			readComments: ['pages_show_list', 'pages_read_engagement', 'pages_read_user_content'],
			moderateComments: [
				'pages_show_list',
				'pages_read_engagement',
				'pages_read_user_content',
				'pages_manage_engagement',
			],
			readInsights: ['pages_show_list', 'pages_read_engagement', 'read_insights'],
			readBusinesses: ['pages_show_list', 'pages_read_engagement', 'business_management'],
			publishVideos: [
				'pages_show_list',
				'pages_read_engagement',
				'pages_manage_posts',
				'publish_video',
			],
		});
	});

	it('include only what their scopes allow too', () => {
		for (const [name, { includes = [] }] of Object.entries(facebookPages.permissions)) {
			const scopes = scopesOf(facebookPages, [name]);
			expect(scopes).toEqual(expect.arrayContaining(scopesOf(facebookPages, includes)));
		}
	});
});

describe('the authorization of Facebook Pages', () => {
	const asked = (filledIn: Parameters<typeof authorizationUrl>[1]) => {
		const url = authorizationUrl(facebookPages, filledIn);
		return { address: `${url.origin}${url.pathname}`, ...Object.fromEntries(url.searchParams) };
	};
	const always = {
		address: 'https://www.facebook.com/v26.0/dialog/oauth',
		response_type: 'code',
		client_id: 'a-client',
		redirect_uri: 'https://n8n.example/rest/oauth2-credential/callback',
		state: 'a-state',
	};

	it('asks for reading while nothing else is chosen, with this query and no more', () => {
		expect(asked({})).toEqual({ ...always, scope: 'pages_show_list,pages_read_engagement' });
	});

	it('asks for what is ticked, each scope once', () => {
		expect(asked({ permissions: ['readPosts', 'publishPosts', 'readInsights'] })).toEqual({
			...always,
			scope: 'pages_show_list,pages_read_engagement,pages_manage_posts,read_insights',
		});
	});

	it('asks again for what was declined when that is wished', () => {
		expect(asked({ permissions: ['readPosts'], askAgain: true })).toEqual({
			...always,
			scope: 'pages_show_list,pages_read_engagement',
			auth_type: 'rerequest',
		});
	});

	it('leaves the scopes to a login configuration', () => {
		expect(asked({ permissions: ['publishPosts'], loginConfigurationId: '12 3&a=b' })).toEqual({
			...always,
			scope: '',
			config_id: '12 3&a=b',
		});
	});

	it('uses the chosen version of the API', () => {
		expect(asked({ apiVersion: '24' })).toMatchObject({
			address: 'https://www.facebook.com/v24.0/dialog/oauth',
		});
	});

	it.each(['24.0@evil.example', '../24', '24/x', 'evil'])(
		'goes nowhere else for the version "%s"',
		(apiVersion) => {
			expect(asked({ apiVersion }).address).toBe('https://www.facebook.com/v');
		},
	);
});

describe('a revocation at Facebook', () => {
	it('takes the app away from the person, and so ends their other connections', () => {
		expect(facebookPages.oauth2?.revoke).toEqual({ url: '/me/permissions', ends: 'account' });
	});
});

describe('the account of a Facebook Pages connection', () => {
	it.each(['oauth2', 'apiKey'] as const)('is who the token belongs to (%s)', (variant) => {
		const { account } = variantOf(facebookPages, variant);
		expect(readWith(account, { id: '7', name: 'Ada' })).toEqual({ id: '7', name: 'Ada' });
		expect(() => readWith(account, { error: {} })).toThrow();
	});
});

describe('what Facebook says of a token', () => {
	const { introspection } = variantOf(facebookPages, 'oauth2');
	const parse = (data: object) => readWith(introspection, { data });

	it('are the ends of the token and of the access to data', () => {
		expect(parse({ expires_at: 1_790_000_000, data_access_expires_at: 1_795_000_000 })).toEqual({
			token: new Date(1_790_000_000_000),
			access: new Date(1_795_000_000_000),
		});
	});

	it('are the pages that the grant names, if it names any', () => {
		const granular_scopes = [
			{ scope: 'pages_show_list', target_ids: ['4', '5'] },
			{ scope: 'business_management', target_ids: ['77'] },
			{ scope: 'pages_read_engagement' },
		];
		expect(parse({ expires_at: 0, granular_scopes })).toMatchObject({ resources: ['4', '5'] });
	});

	it('may be that there is none', () => {
		expect(parse({ expires_at: 0 })).toEqual({ token: 'never', access: undefined });
	});

	it('comes as the only answer of a batch', () => {
		expect(introspection?.unwrap?.([{ code: 400, body: '{}' }])).toEqual({
			status: 400,
			text: '{}',
		});
		expect(() => introspection?.unwrap?.([])).toThrow();
	});

	it('is asked with all secrets in the body', () => {
		const { body, url, query } = introspection ?? {};
		if (typeof body !== 'function') throw new Error('its body is made of what the grant holds');
		const sent = body({
			token: 'a token',
			refreshToken: '',
			clientId: 'an-id',
			clientSecret: 'a-secret',
		});
		expect({ url, query }).toEqual({ url: '/', query: undefined });
		expect(sent).toMatchObject({ access_token: 'an-id|a-secret' });
		expect(String(sent.batch)).toContain('debug_token?input_token=a%20token');
	});
});

describe('what Facebook says of its limits', () => {
	const page = (calls: number, minutes = 0) => ({
		call_count: calls,
		total_time: 1,
		total_cputime: 2,
		estimated_time_to_regain_access: minutes,
	});
	const usage = (headers: Record<string, unknown>) => facebookPages.usage?.(headers);

	it('is the largest share of the app and of every page', () => {
		expect(
			usage({
				'x-app-usage': JSON.stringify({ call_count: 28, total_time: 41, total_cputime: 3 }),
				'x-business-use-case-usage': JSON.stringify({ 1: [page(12), page(95)], 2: [page(20)] }),
			}),
		).toEqual({ share: 0.95, regain: 0 });
	});

	it('tells when requests are taken again', () => {
		const header = JSON.stringify({ 1: [page(100, 7)] });
		expect(usage({ 'x-business-use-case-usage': header })).toEqual({ share: 1, regain: 420_000 });
	});

	it.each([{}, { 'x-app-usage': 'soon' }, { 'x-app-usage': '[]' }, { 'x-app-usage': 7 }])(
		'is unknown for the headers %j',
		(headers) => {
			expect(usage(headers)).toBeUndefined();
		},
	);
});

describe('what a refusal of Facebook means', () => {
	const refusal = (status: number, error: object) =>
		failureOfAnswer(
			{
				service: facebookPages,
				variant: 'oauth2',
				connectionName: 'My connection',
				dialogUrl: 'https://n8n.example/home/credentials/7',
				request: 'GET /me',
				redact: (text) => text,
			},
			{ status, body: { error }, isJson: true, harmless: true },
		);

	it.each<[string, FailureKind, number, number, number | undefined]>([
		['a token that has expired', 'reauthorize', 400, 190, 463],
		['an app that was removed', 'reauthorize', 400, 190, 458],
		['a checkpoint', 'reauthorize', 400, 190, 459],
		['a password that was changed', 'reauthorize', 400, 190, 460],
		['a lost role', 'permission', 400, 190, 492],
		['the wrong kind of token', 'permission', 400, 190, 2069032],
		['a missing permission', 'permission', 403, 10, undefined],
		['a missing permission of a page', 'permission', 403, 200, undefined],
		['the last of these codes', 'permission', 403, 299, undefined],
		['a missing capability', 'permission', 400, 3, undefined],
		['a throttled app', 'throttled', 400, 4, undefined],
		['a throttled person', 'throttled', 400, 17, undefined],
		['a throttled page', 'throttled', 400, 32, undefined],
		['a throttled business', 'throttled', 400, 80014, undefined],
		['too many calls', 'throttled', 400, 613, undefined],
		['a wrong parameter', 'input', 400, 100, undefined],
		['an unknown object', 'notFound', 400, 100, 33],
		['a blocked action', 'input', 400, 368, undefined],
		['a repeated post', 'input', 400, 506, undefined],
		['a fault of its own', 'unavailable', 500, 2, undefined],
		['an error with status 200', 'reauthorize', 200, 190, 467],
	])('%s is "%s"', (_what, kind, status, code, error_subcode) => {
		const error = { message: 'No', code, error_subcode };
		expect(refusal(status, error)).toMatchObject({ kind });
	});

	it.each([
		'API calls from the server require an appsecret_proof argument',
		'Invalid appsecret_proof provided in the API argument',
	])('says what to do about the proof of the app secret: %s', (message) => {
		const { kind, advice } = refusal(400, { message, code: 100 });
		expect({ kind, advice }).toEqual({
			kind: 'permission',
			advice:
				'The app has "Require App Secret" on, and the App Secret in the connection is missing or wrong. Enter the secret of the app that the token belongs to.',
		});
	});

	it('has one test for all causes, which says of the proof what happened and what to do', () => {
		for (const variant of [facebookPages.oauth2, facebookPages.apiKey]) {
			const [{ message = '' } = {}] = variant?.verify.failures ?? [];
			expect(message.match(/[.](?: |$)/g)).toHaveLength(2);
			expect(message).toContain('if the app has "Require App Secret" on');
		}
	});

	it('is told in the words that Facebook has for a person', () => {
		const error = { message: '(#100) x', code: 100, error_user_msg: 'The link is broken.' };
		expect(refusal(400, error).message).toContain('The link is broken.');
	});
});
