import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { errorReader, rateHeaders, readAs } from '../connection/model/reading';
import { type Account, defineService, type ReadInquiry } from '../connection/model/service';

const AUTHENTICATION =
	'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication';

/** `GET /me`: a teammate, and the workspace. */
const me = z.object({
	name: z.string(),
	email: z.string().nullish(),
	app: z.object({ id_code: z.string(), name: z.string() }),
});

const errors = z.object({
	type: z.literal('error.list'),
	errors: z
		.array(
			z.object({ code: z.string(), message: z.string().nullish(), field: z.string().nullish() }),
		)
		.nonempty(),
});

const account: ReadInquiry<Account> = {
	url: '/me',
	example: {
		name: 'Ada Lovelace',
		email: 'ada@example.com',
		app: { id_code: 'abc12345', name: 'Flowers' },
	},
	parse: readAs(me, ({ name, email, app }) => ({
		id: app.id_code,
		name: app.name,
		user: name,
		email: email ?? undefined,
	})),
};

/**
 * Intercom API. Access tokens do not expire. What they may do was set on the app, and no request names it. A workspace
 * lives in one of three regions, each with an address of its own.
 */
export const intercom = defineService({
	name: 'intercom',
	displayName: 'Intercom',
	address: {
		template: 'https://{region}.intercom.io',
		parts: {
			region: {
				label: 'region',
				pattern: 'api(?:\\.eu|\\.au)?',
				example: 'api',
				default: 'api',
				description: 'Where the workspace is hosted',
				options: { api: 'United States', 'api.eu': 'Europe', 'api.au': 'Australia' },
			},
		},
	},
	request: { headers: { 'Intercom-Version': '2.16' } },
	permissions: {},
	oauth2: {
		documentationUrl: `${AUTHENTICATION}/setting-up-oauth`,
		// Of workspaces in the United States; those elsewhere have app.eu or app.au in their addresses.
		authorizeUrl: 'https://app.intercom.com/oauth',
		tokenUrl: 'https://{region}.intercom.io/auth/eagle/token',
		clientAuthentication: 'body',
		expiry: 'never',
		access: 'key',
		accessNotice: 'What the connection may do was set on the app in the Intercom Developer Hub.',
		account,
		// Uninstalls the app from the workspace.
		revoke: { method: 'POST', url: '/auth/uninstall', ends: 'account' },
	},
	apiKey: {
		documentationUrl: AUTHENTICATION,
		label: 'Access Token',
		hint: 'In the Intercom Developer Hub: your app → Configure → Authentication.',
		pattern: '[A-Za-z0-9+/=_:-]{20,}',
		example: 'the whole token',
		access: 'key',
		accessNotice: 'What the token may do was set on the app in the Intercom Developer Hub.',
		account,
	},
	// 10,000 requests a minute and app, counted in windows of ten seconds; a page holds at most 150 records.
	limits: { concurrency: 10, timeout: 60_000, pageSize: 150, window: 10_000 },
	paging: {
		by: 'cursor',
		cursor: 'starting_after',
		next: 'pages.next.starting_after',
		size: 'per_page',
		records: 'data',
	},
	usage: rateHeaders('x-ratelimit', 'epochSeconds'),
	parseError: errorReader(errors, ({ errors: [{ code, message, field }] }) => ({
		code,
		detail: message ?? undefined,
		...(field ? { fields: [{ field, message: message ?? code }] } : {}),
	})),
	errors: [
		...byCode({
			reauthorize: ['unauthorized'],
			expired: ['token_expired'],
			revoked: ['token_revoked', 'token_not_found', 'token_blocked'],
		}),
		{
			when: { code: ['token_unauthorized', 'action_forbidden', 'forbidden'] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice: 'Give the permission to the app in the Intercom Developer Hub, then reconnect.',
		},
		{
			when: { code: ['api_plan_restricted'] },
			kind: 'permission',
			advice: "The plan of the Intercom workspace doesn't include this.",
		},
		...byCode({
			rateLimited: ['rate_limit_exceeded', 'too_many_requests'],
			notFound: ['not_found'],
			input: ['parameter_invalid', 'parameter_not_found', 'parameter_missing'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: {
			type: 'error.list',
			errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }],
		},
	},
	sources: [
		AUTHENTICATION,
		'https://developers.intercom.com/docs/references/2.17/rest-api/errors/error-codes',
		'https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting',
		'intercom/Intercom-OpenAPI: descriptions/2.16/api.intercom.io.yaml',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'NangoHQ/nango: packages/server/lib/hooks/connection/providers/intercom/pre-connection-deletion.ts',
		'n8n-nodes-base (npm): dist/credentials/IntercomApi.credentials.js',
	],
});
