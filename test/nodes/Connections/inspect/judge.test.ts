import { inquiredTypes } from '../../../../builtin/types';
import type { Answer, RequestInquiry } from '../../../../builtin/inquiry';
import { judgeAnswer, judgeError } from '../../../../nodes/Connections/inspect/judge';

const answer = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
	status,
	body,
	headers,
});

/** Judges the last inquiry of a type, which decides. */
function judged(type: string, given: Answer) {
	const kind = inquiredTypes[type];
	const inquiry = kind?.inquiries.at(-1);
	if (!kind || !inquiry || 'node' in inquiry) throw new Error(`${type} is not asked by a request`);
	return judgeAnswer(given, inquiry satisfies RequestInquiry, {
		service: kind.service,
		isKey: false,
		...(kind.refusal ? { refusal: kind.refusal } : {}),
	});
}

describe('an answer of Slack, whose errors come with status 200', () => {
	const inside = (error: string, more: object = {}) => answer(200, { ok: false, error, ...more });

	it.each([
		['token_revoked', 'broken', 'revoked'],
		['account_inactive', 'broken', 'revoked'],
		['token_expired', 'broken', 'expired'],
		['missing_scope', 'limited', 'insufficientScope'],
		['ratelimited', 'unverifiable', 'rateLimited'],
		['internal_error', 'broken', 'serviceUnavailable'],
		['something_new', 'broken', 'forbidden'],
		['constructor', 'broken', 'forbidden'],
	])('%s is %s, because %s', (error, status, cause) => {
		expect(judged('slackOAuth2Api', inside(error))).toMatchObject({ status, cause });
	});

	it('names the scope that is missing', () => {
		expect(
			judged('slackOAuth2Api', inside('missing_scope', { needed: 'users:read,chat:write' })),
		).toMatchObject({
			missing: ['users:read', 'chat:write'],
		});
	});

	it('tells the scopes that it names as granted, too', () => {
		const given = inside('missing_scope', { needed: 'users:read', provided: 'chat:write,im:read' });
		expect(judged('slackOAuth2Api', given)).toMatchObject({
			status: 'limited',
			missing: ['users:read'],
			findings: { granted: ['chat:write', 'im:read'] },
		});
	});

	it('tells the granted scopes and the workspace of a good one', () => {
		const good = answer(
			200,
			{ ok: true, team: 'Acme', team_id: 'T1', user: 'ada' },
			{ 'x-oauth-scopes': 'chat:write, files:read' },
		);
		expect(judged('slackOAuth2Api', good)).toMatchObject({
			status: 'working',
			checkedBy: 'service',
			findings: { account: { id: 'T1', name: 'Acme' }, granted: ['chat:write', 'files:read'] },
		});
	});
});

describe('whatever the service, an answer', () => {
	it.each([
		[401, 'broken', 'revoked'],
		[403, 'broken', 'forbidden'],
		[429, 'unverifiable', 'rateLimited'],
		[500, 'broken', 'serviceUnavailable'],
		[503, 'broken', 'serviceUnavailable'],
	])('with status %i is %s, because %s', (status, expected, cause) => {
		expect(judged('spotifyOAuth2Api', answer(status, 'no'))).toMatchObject({
			status: expected,
			cause,
		});
	});

	it.each([200, 204, 301, 302, 404, 418])(
		'of another form is unverifiable, never working: %i',
		(status) => {
			expect(judged('spotifyOAuth2Api', answer(status, '<html>Welcome</html>')).status).toBe(
				'unverifiable',
			);
		},
	);

	it('that asks for a scope in its header is limited', () => {
		const header = { 'www-authenticate': 'Bearer error="insufficient_scope", scope="a b"' };
		expect(judged('spotifyOAuth2Api', answer(403, {}, header))).toMatchObject({
			status: 'limited',
			missing: ['a', 'b'],
		});
	});

	it.each([
		[
			'a scope that is not quoted',
			{ 'www-authenticate': 'Bearer error=insufficient_scope, scope=a' },
		],
		[
			'scopes of which none is granted',
			{ 'x-accepted-oauth-scopes': 'a', 'x-oauth-scopes': 'b, c' },
		],
	])('that names %s in its headers is limited', (_what, headers) => {
		expect(judged('spotifyOAuth2Api', answer(403, {}, headers))).toMatchObject({
			status: 'limited',
			cause: 'insufficientScope',
			missing: ['a'],
		});
	});

	it('whose headers accept a scope that is granted is refused for another reason', () => {
		const headers = { 'x-accepted-oauth-scopes': 'a, b', 'x-oauth-scopes': 'b, c' };
		expect(judged('spotifyOAuth2Api', answer(403, {}, headers))).toMatchObject({
			cause: 'forbidden',
		});
	});

	it.each([
		{ error: { status: 403, message: 'Insufficient client scope' } },
		{ error: 'insufficient_scope', error_description: 'The request requires more' },
		{ errors: [{ detail: 'Token is missing the scope' }, { code: 'missing_required_scope' }] },
		'Request had insufficient authentication scopes.',
	])('whose words say that a scope is missing is limited: %j', (body) => {
		for (const status of [401, 403]) {
			expect(judged('spotifyOAuth2Api', answer(status, body))).toMatchObject({
				status: 'limited',
				cause: 'insufficientScope',
			});
		}
	});

	it('names the scope that stands beside the words of RFC 6750', () => {
		const body = { error: 'insufficient_scope', scope: 'user-read-email user-read-private' };
		expect(judged('spotifyOAuth2Api', answer(403, body)).missing).toEqual([
			'user-read-email',
			'user-read-private',
		]);
	});

	it('that only speaks of an account is no lack of a scope', () => {
		expect(
			judged('spotifyOAuth2Api', answer(403, { message: 'Insufficient balance' })),
		).toMatchObject({ status: 'broken', cause: 'forbidden' });
	});

	it('says that a passing failure may pass', () => {
		expect(judged('spotifyOAuth2Api', answer(503, ''))).toMatchObject({ mayPass: true });
		expect(judged('spotifyOAuth2Api', answer(401, ''))).toMatchObject({ mayPass: false });
	});
});

describe('a refusal that names missing scopes in a form of its own', () => {
	it.each([
		[
			'dropboxOAuth2Api',
			401,
			{
				error_summary: 'missing_scope/..',
				error: { '.tag': 'missing_scope', required_scope: 'account_info.read' },
			},
			['account_info.read'],
		],
		[
			'hubspotOAuth2Api',
			403,
			{
				category: 'MISSING_SCOPES',
				message: 'no',
				errors: [{ message: 'required', context: { requiredScopes: ['contacts'] } }],
			},
			['contacts'],
		],
		[
			'zoomOAuth2Api',
			400,
			{
				code: 4711,
				message:
					'Invalid access token, does not contain scopes:[user:read:user, user:read:user:admin].',
			},
			['user:read:user', 'user:read:user:admin'],
		],
		[
			'microsoftTeamsOAuth2Api',
			403,
			{
				error: {
					code: 'Forbidden',
					message:
						"Missing scope permissions on the request. API requires one of 'Chat.ReadBasic, Chat.Read'. Scopes on the request 'User.Read'",
				},
			},
			['Chat.ReadBasic', 'Chat.Read'],
		],
		[
			'microsoftOAuth2Api',
			403,
			{ error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
			undefined,
		],
	])('%s, status %i', (type, status, body, missing) => {
		const found = judged(type, answer(status, body));
		expect(found).toMatchObject({ status: 'limited', cause: 'insufficientScope' });
		expect(found.missing).toEqual(missing);
	});
});

it('the security product of Microsoft is asked for what is not retired', () => {
	const [inquiry] = inquiredTypes.microsoftGraphSecurityOAuth2Api?.inquiries ?? [];
	expect(inquiry).toMatchObject({
		url: 'https://graph.microsoft.com/v1.0/security/secureScores',
		query: { $top: '1' },
	});
});

describe('a token of Microsoft for another cloud', () => {
	it('is not called broken', () => {
		const body = { error: { code: 'InvalidAuthenticationToken', message: 'Invalid audience.' } };
		expect(judged('microsoftOAuth2Api', answer(401, body))).toMatchObject({
			status: 'unverifiable',
			cause: 'notInspectable',
		});
	});
});

describe('a failure without an answer', () => {
	const kind = { service: 'Gmail', isKey: false };

	it.each([
		['OAuth credentials not connected', 'notConnected'],
		['The credential "Mail" needs to be reconnected.', 'revoked'],
		['timeout of 30000ms exceeded', 'timeout'],
		['The connection was aborted, perhaps the server is offline', 'timeout'],
		['connect ECONNREFUSED 127.0.0.1:443', 'serviceUnavailable'],
		['Forbidden - Request had insufficient authentication scopes.', 'insufficientScope'],
		[
			'This credential is configured to prevent use within an HTTP Request or GraphQL node',
			'notInspectable',
		],
		[
			'Client authentication failed (e.g., unknown client, no client authentication included)',
			'wrongKey',
		],
	])('%s has the cause %s', (message, cause) => {
		expect(judgeError({ message, words: message }, kind)).toMatchObject({ cause });
	});

	it.each([
		[false, 'Gmail refuses the Client ID or the Client Secret (no client)'],
		[true, 'Gmail refuses the key or password (no client)'],
	])('a refused client is no key, unless a person pastes one: %s', (isKey, message) => {
		const said = { message: 'no client', words: 'Client authentication failed' };
		expect(judgeError(said, { service: 'Gmail', isKey })).toMatchObject({
			cause: 'wrongKey',
			message,
		});
	});

	it('without a known word is no judgement', () => {
		expect(judgeError({ message: 'else', words: 'something else' }, kind)).toBeUndefined();
	});
});

it.each(['xeroOAuth2Api', 'atlassianOAuth2Api'])(
	'%s that gives access to nothing does not work',
	(type) => {
		expect(judged(type, answer(200, []))).toMatchObject({ status: 'broken', cause: 'forbidden' });
	},
);
