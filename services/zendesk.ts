import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { rateHeaders, readAs } from '../connection/model/reading';
import { defineService, type ServiceError } from '../connection/model/service';

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
	parse: readAs(me, ({ user: { id, name, email, role } }) => ({
		id: String(id),
		name,
		email: email ?? undefined,
		role,
	})),
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

const may = permissionsFrom(SCOPES);

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
		readTickets: may('Read tickets', 'tickets:read | read', { default: true }),
		writeTickets: may('Create and edit tickets', 'tickets:write | write', {
			includes: ['readTickets'],
		}),
		writeUsers: may('Create and edit users', 'users:write | write'),
		readOrganizations: may('Read organizations', 'organizations:read | read'),
		writeOrganizations: may('Create and edit organizations', 'organizations:write | write', {
			includes: ['readOrganizations'],
		}),
		readHelpCenter: may('Read Help Center articles', 'hc:read | read'),
		writeHelpCenter: may('Create and edit Help Center articles', 'hc:write | write', {
			includes: ['readHelpCenter'],
		}),
		readAll: may('Read everything', 'read', {
			description: 'See all data that the user may see, ticket fields and views included.',
			includes: ['readTickets', 'readOrganizations', 'readHelpCenter'],
		}),
		writeAll: may('Create and edit everything', 'write', {
			includes: ['readAll', 'writeTickets', 'writeUsers', 'writeOrganizations', 'writeHelpCenter'],
		}),
	},
	oauth2: {
		documentationUrl: 'https://developer.zendesk.com/documentation/authentication/',
		authorizeUrl: 'https://{subdomain}.zendesk.com/oauth/authorizations/new',
		tokenUrl: 'https://{subdomain}.zendesk.com/oauth/tokens',
		clientAuthentication: 'body',
		pkce: true,
		// Zendesk asks for it at `/users/me.json`, which says whose connection it is.
		scopes: { always: ['users:read'] },
		rotates: true,
		lifetimes: [{ of: 'refreshToken', field: 'refresh_token_expires_in', source: REFRESH }],
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
		...byCode({
			insufficientScope: ['missing_scopes'],
			expired: ['invalid_token', 'invalid_grant'],
			notFound: ['RecordNotFound', 'InvalidEndpoint'],
			input: ['RecordInvalid'],
		}),
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
