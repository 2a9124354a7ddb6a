import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, grantUntil, rateHeaders, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const SCOPES =
	'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes';
const INTROSPECTION =
	'https://developers.hubspot.com/docs/api-reference/latest/authentication/oauth-tokens/token-introspect';

/** What HubSpot says of an access token: whose it is, and what it may do. */
const owner = z.object({
	hub_id: z.number(),
	hub_domain: z.string().optional(),
	user: z.string().optional(),
});
const rights = z.object({
	active: z.boolean(),
	scopes: z.array(z.string()).default([]),
	expires_in: z.number().default(0),
});

/** `GET /account-info/v3/details`: the account of a token of any kind. */
const details = z.object({ portalId: z.number() });

/** Close to Token Introspection (RFC 7662), but with the client's secret in the form and a list of scopes. */
const introspect = {
	method: 'POST',
	url: '/oauth/2026-03/token/introspect',
	body: { token: '{token}', client_id: '{clientId}', client_secret: '{clientSecret}' },
	encoding: 'form',
	sign: 'none',
} as const;

const may = permissionsFrom(SCOPES);

/**
 * HubSpot. An app has required and optional scopes: what is selected is requested as optional, since HubSpot refuses the
 * whole request for a required scope that the account's plan does not have.
 *
 * Withdrawing ends the refresh token; the access token ends by itself after 30 minutes.
 */
export const hubspot = defineService({
	name: 'hubspot',
	displayName: 'HubSpot',
	address: { template: 'https://api.hubapi.com' },
	permissions: {
		readContacts: may('Read contacts', 'crm.objects.contacts.read', { default: true }),
		writeContacts: may('Create and edit contacts', 'crm.objects.contacts.write', {
			includes: ['readContacts'],
		}),
		readCompanies: may('Read companies', 'crm.objects.companies.read'),
		writeCompanies: may('Create and edit companies', 'crm.objects.companies.write', {
			includes: ['readCompanies'],
		}),
		readDeals: may('Read deals', 'crm.objects.deals.read'),
		writeDeals: may('Create and edit deals', 'crm.objects.deals.write', {
			includes: ['readDeals'],
		}),
		tickets: may('Read and edit tickets', 'tickets'),
		readOwners: may('Read owners', 'crm.objects.owners.read'),
		readLists: may('Read lists', 'crm.lists.read'),
		writeLists: may('Create and edit lists', 'crm.lists.write', { includes: ['readLists'] }),
		forms: may('Read and edit forms', 'forms'),
		files: may('Read, upload and edit files', 'files'),
	},
	oauth2: {
		documentationUrl:
			'https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens',
		authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
		tokenUrl: 'https://api.hubapi.com/oauth/2026-03/token',
		clientAuthentication: 'body',
		scopes: { always: ['oauth'], parameter: 'optional_scope' },
		verify: { url: '/account-info/v3/details' },
		account: {
			...introspect,
			parse: readAs(owner, ({ hub_id, hub_domain, user }) => ({
				id: String(hub_id),
				name: hub_domain ?? String(hub_id),
				user,
				email: user,
			})),
		},
		granted: {
			...introspect,
			example: (granted) => ({
				active: true,
				hub_id: 62515,
				hub_domain: 'flowers.example.com',
				user: 'ada@example.com',
				scopes: granted,
				expires_in: 1800,
			}),
			parse: readAs(rights, ({ active, scopes, expires_in }) =>
				active ? grantUntil(scopes, Date.now() + expires_in * 1000) : { granted: [] },
			),
		},
		revoke: {
			method: 'POST',
			url: '/oauth/2026-03/token/revoke',
			body: {
				token: '{refreshToken}',
				token_type_hint: 'refresh_token',
				client_id: '{clientId}',
				client_secret: '{clientSecret}',
			},
			encoding: 'form',
			sign: 'none',
			ends: 'grant',
		},
	},
	apiKey: {
		documentationUrl: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
		label: 'Access Token',
		hint: 'In HubSpot: Settings → Integrations → Private Apps → your app → Auth, or the service key.',
		pattern: '[A-Za-z0-9-]{20,}',
		example: 'the whole access token of a private app, such as pat-na1-…',
		access: 'key',
		accessNotice: 'The token may do what the scopes of its private app or service key allow.',
		account: {
			url: '/account-info/v3/details',
			example: { portalId: 62515 },
			parse: readAs(details, ({ portalId }) => ({ id: String(portalId), name: String(portalId) })),
		},
	},
	// 100 requests in 10 seconds is what the smallest plan allows. Searches have a limit of their own.
	limits: { concurrency: 5, timeout: 60_000, pageSize: 100, rate: { requests: 100, per: 10_000 } },
	paging: {
		by: 'cursor',
		cursor: 'after',
		next: 'paging.next.after',
		size: 'limit',
		records: 'results',
	},
	usage: rateHeaders({
		limit: 'x-hubspot-ratelimit-max',
		remaining: 'x-hubspot-ratelimit-remaining',
	}),
	parseError: errorReader(
		z.object({ message: z.string(), correlationId: z.string(), category: z.string().optional() }),
		({ message, category }) => ({ code: category, detail: message }),
	),
	errors: [
		...byCode({
			revoked: ['invalid_grant', 'INVALID_AUTHENTICATION'],
			expired: ['EXPIRED_AUTHENTICATION'],
			insufficientScope: ['MISSING_SCOPES'],
		}),
		{ when: { status: [429] }, kind: 'throttled' },
		...byCode({ notFound: ['OBJECT_NOT_FOUND'], input: ['VALIDATION_ERROR', 'CONFLICT'] }),
	],
	exampleRefusal: {
		status: 401,
		body: {
			status: 'error',
			message: 'Authentication credentials not found.',
			correlationId: 'aeb5f871-7f07-4993-9211-075dc63e7cbf',
			category: 'INVALID_AUTHENTICATION',
		},
	},
	sources: [
		SCOPES,
		INTROSPECTION,
		'https://developers.hubspot.com/docs/api-reference/latest/authentication/oauth-tokens/revoke-token.md',
		'https://developers.hubspot.com/apisbytier',
		'HubSpot/hubspot-api-nodejs: issue 50 (MISSING_SCOPES)',
		'https://developers.hubspot.com/docs/api-reference/error-handling',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'n8n-nodes-base (npm): dist/credentials/HubspotAppToken.credentials.js',
	],
});
