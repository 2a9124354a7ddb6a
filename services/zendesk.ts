import { z } from 'zod';

import { rateHeaders } from '../connection/model/reading';
import type { Account, ServiceError } from '../connection/model/service';
import { defineService } from '../connection/model/service';

const SCOPES = 'https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/';
const REFRESH =
	'https://developer.zendesk.com/documentation/api-basics/authentication/refresh-token';

/** `GET /api/v2/users/me.json`. Zendesk answers it to strangers, too, as a user without an id. */
const me = z.object({
	user: z.object({
		id: z.number(),
		name: z.string(),
		email: z.string().nullish(),
		role: z.string().optional(),
	}),
});

const account = {
	url: '/users/me.json',
	example: { user: { id: 35436, name: 'Ada Lovelace', email: 'ada@example.com', role: 'admin' } },
	parse: (body: unknown): Account => {
		const { id, name, email, role } = me.parse(body).user;
		return { id: String(id), name, email: email ?? undefined, role };
	},
};

/** Errors have their words in one of several places. */
const refusal = z.object({
	error: z.union([
		z.string().transform((title) => ({ title, message: undefined })),
		z.object({ title: z.string(), message: z.string().optional() }),
	]),
	description: z.string().optional(),
	error_description: z.string().optional(),
});

function parseError(body: unknown): ServiceError | undefined {
	const read = refusal.safeParse(body);
	if (!read.success) return undefined;
	const { error, description, error_description } = read.data;
	const detail = error.message ?? description ?? error_description ?? error.title;
	// Which scopes a token lacks stands only in the words.
	return { code: detail.includes('required scopes') ? 'missing_scopes' : error.title, detail };
}

/**
 * Zendesk Support and Help Center.
 *
 * The subdomain stands in every address, of authorization too. Tokens of an OAuth client made since 30 April 2026 expire
 * and are renewed; older clients get tokens without an end.
 */
export const zendesk = defineService({
	name: 'zendesk',
	displayName: 'Zendesk',
	address: {
		template: 'https://{subdomain}.zendesk.com/api/v2',
		parts: {
			subdomain: {
				label: 'subdomain',
				pattern: '[a-zA-Z0-9][a-zA-Z0-9_-]*',
				example: 'acme',
				description: 'The part of your Zendesk address before .zendesk.com.',
			},
		},
	},
	permissions: {
		readTickets: {
			label: 'Read tickets',
			scopes: ['tickets:read'],
			satisfiedBy: [['read']],
			default: true,
			source: SCOPES,
		},
		writeTickets: {
			label: 'Create and edit tickets',
			scopes: ['tickets:write'],
			satisfiedBy: [['write']],
			includes: ['readTickets'],
			source: SCOPES,
		},
		writeUsers: {
			label: 'Create and edit users',
			scopes: ['users:write'],
			satisfiedBy: [['write']],
			source: SCOPES,
		},
		readOrganizations: {
			label: 'Read organizations',
			scopes: ['organizations:read'],
			satisfiedBy: [['read']],
			source: SCOPES,
		},
		writeOrganizations: {
			label: 'Create and edit organizations',
			scopes: ['organizations:write'],
			satisfiedBy: [['write']],
			includes: ['readOrganizations'],
			source: SCOPES,
		},
		readHelpCenter: {
			label: 'Read Help Center articles',
			scopes: ['hc:read'],
			satisfiedBy: [['read']],
			source: SCOPES,
		},
		writeHelpCenter: {
			label: 'Create and edit Help Center articles',
			scopes: ['hc:write'],
			satisfiedBy: [['write']],
			includes: ['readHelpCenter'],
			source: SCOPES,
		},
		readAll: {
			label: 'Read everything',
			description: 'See all data that the user may see, ticket fields and views included.',
			scopes: ['read'],
			includes: ['readTickets', 'readOrganizations', 'readHelpCenter'],
			source: SCOPES,
		},
		writeAll: {
			label: 'Create and edit everything',
			scopes: ['write'],
			includes: ['readAll', 'writeTickets', 'writeUsers', 'writeOrganizations', 'writeHelpCenter'],
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl: 'https://developer.zendesk.com/documentation/authentication/',
		authorizeUrl: 'https://{subdomain}.zendesk.com/oauth/authorizations/new',
		tokenUrl: 'https://{subdomain}.zendesk.com/oauth/tokens',
		clientAuthentication: 'body',
		pkce: true,
		// Zendesk asks for it at `/users/me.json`, which says whose connection it is.
		scopes: { always: ['users:read'] },
		expiry: 'refresh',
		rotates: true,
		lifetimes: [{ of: 'refreshToken', field: 'refresh_token_expires_in', source: REFRESH }],
		access: 'scopes',
		verify: { url: account.url },
		account,
		revoke: { url: '/oauth/tokens/current.json', ends: 'grant' },
	},
	apiKey: {
		documentationUrl: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
		label: 'API Token',
		hint: 'In the Zendesk Admin Center: Apps and integrations → APIs → API tokens → Add API token.',
		pattern: '[A-Za-z0-9]{20,}',
		example: 'the whole token, letters and digits only',
		fields: {
			email: {
				label: 'email',
				pattern: '[^\\s:@/]+@[^\\s:@/]+',
				example: 'name@example.com',
				description: 'The email of the Zendesk user in whose name the connection works.',
			},
		},
		access: 'full',
		accessNotice: 'The token may do everything that the user with this email may do.',
		sign: { by: 'basic', user: '{email}/token', password: '{key}' },
		verify: {
			url: account.url,
			failures: [
				{
					when: { status: 401 },
					message:
						'Zendesk refused the API Token: it was deleted, API tokens are turned off, or the email is not of an active user. Check the email, or make a new token in the Admin Center.',
				},
			],
		},
		account,
	},
	// 200 requests a minute in the smallest plan; the headers tell the number of the account's own.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 60_000 },
	paging: { by: 'nextUrl', next: 'next_page', size: 'per_page' },
	usage: rateHeaders({
		limit: 'x-rate-limit',
		remaining: 'x-rate-limit-remaining',
		reset: { header: 'ratelimit-reset', in: 'seconds' },
	}),
	parseError,
	errors: [
		{ when: { code: ['missing_scopes'] }, kind: 'permission', cause: 'insufficientScope' },
		{ when: { code: ['invalid_token', 'invalid_grant'] }, kind: 'reauthorize', cause: 'expired' },
		{ when: { code: ['RecordNotFound', 'InvalidEndpoint'] }, kind: 'notFound' },
		{ when: { code: ['RecordInvalid'] }, kind: 'input' },
	],
	sources: [
		SCOPES,
		REFRESH,
		'https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/',
		'https://developer.zendesk.com/documentation/api-basics/authentication/revoking-oauth-token',
		'https://developer.zendesk.com/documentation/api-basics/best-practices/best-practices-for-avoiding-rate-limiting',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/ZendeskOAuth2Api.credentials.js',
	],
});
