import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders } from '../connection/model/reading';
import { defineService, type Grant } from '../connection/model/service';

const SCOPES = 'https://developers.webflow.com/data/reference/scopes';
const SITE_TOKEN = 'https://developers.webflow.com/data/reference/site-token';

/** `GET /v2/token/introspect`: every token may ask for itself. The scopes are one text with commas. */
const introspection = z.object({
	authorization: z.object({
		id: z.string(),
		scope: z.string(),
		authorizedTo: z.object({ siteIds: z.array(z.string()).optional() }).optional(),
	}),
});

/** `GET /v2/token/authorized_by`. */
const authorizedBy = z.object({
	id: z.string(),
	email: z.string().optional(),
	firstName: z.string().optional(),
	lastName: z.string().optional(),
});

const INTROSPECT = '/token/introspect';

const granted = {
	url: INTROSPECT,
	example: (granted: readonly string[]) => ({
		authorization: {
			id: '55818d58616600637b9a5786',
			scope: granted.join(','),
			authorizedTo: { siteIds: ['62f3b1f7eafac55d0c64ef91'] },
		},
	}),
	parse: (body: unknown): Grant => ({
		granted: introspection
			.parse(body)
			.authorization.scope.split(/[\s,]+/)
			.filter(Boolean),
	}),
};

/** The error document of the API. */
const refusal = z.object({ code: z.string(), message: z.string() });

const may = permissionsFrom(SCOPES);

/** A right to read and one to write, each with a scope of its own. */
const area = (scope: string, what: string) => ({
	read: may(`Read ${what}`, `${scope}:read`),
	write: may(`Create and edit ${what}`, `${scope}:write`),
});

const cms = area('cms', 'CMS collections and items');
const pages = area('pages', 'pages');
const forms = area('forms', 'forms and submissions');
const assets = area('assets', 'assets');
const ecommerce = area('ecommerce', 'products and orders');

/**
 * Webflow Data API v2.
 *
 * OAuth 2.0 without refresh tokens, or the token of one site, which ends after a year without use.
 */
export const webflow = defineService({
	name: 'webflow',
	displayName: 'Webflow',
	address: { template: 'https://api.webflow.com/v2' },
	permissions: {
		readSites: may('Read sites', 'sites:read', {
			description: 'See the sites, their domains and settings.',
			default: true,
		}),
		writeSites: may('Publish sites', 'sites:write', { includes: ['readSites'] }),
		readCms: cms.read,
		writeCms: { ...cms.write, includes: ['readCms'] },
		readPages: pages.read,
		writePages: { ...pages.write, includes: ['readPages'] },
		readForms: forms.read,
		writeForms: { ...forms.write, includes: ['readForms'] },
		readAssets: assets.read,
		writeAssets: { ...assets.write, includes: ['readAssets'] },
		readEcommerce: ecommerce.read,
		writeEcommerce: { ...ecommerce.write, includes: ['readEcommerce'] },
	},
	oauth2: {
		documentationUrl: 'https://developers.webflow.com/data/reference/oauth-app',
		authorizeUrl: 'https://webflow.com/oauth/authorize',
		tokenUrl: 'https://api.webflow.com/oauth/access_token',
		clientAuthentication: 'body',
		// It says whose connection it is.
		scopes: { always: ['authorized_user:read'] },
		expiry: 'never',
		verify: { url: INTROSPECT },
		account: {
			url: '/token/authorized_by',
			example: {
				id: '545bbecb7bdd6769632504a7',
				email: 'ada@example.com',
				firstName: 'Ada',
				lastName: 'Lovelace',
			},
			parse: (body) => {
				const { id, email, firstName, lastName } = authorizedBy.parse(body);
				const name = [firstName, lastName].filter(Boolean).join(' ');
				return { id, name: name || email || id, email };
			},
		},
		granted,
		revoke: {
			method: 'POST',
			url: 'https://webflow.com/oauth/revoke_authorization',
			body: { client_id: '{clientId}', client_secret: '{clientSecret}', access_token: '{token}' },
			encoding: 'json',
			sign: 'none',
			ends: 'grant',
		},
	},
	apiKey: {
		documentationUrl: SITE_TOKEN,
		label: 'Site Token',
		hint: 'In Webflow: Site settings → Apps & integrations → API access → Generate API token.',
		pattern: '[A-Za-z0-9_-]{20,}',
		example: 'the whole token',
		access: 'key',
		accessNotice: 'The token works for one site, and may do what was selected when it was made.',
		lifetimes: [{ of: 'token', days: 365, from: 'lastUse', source: SITE_TOKEN }],
		account: {
			url: INTROSPECT,
			parse: (body) => {
				const { id, authorizedTo } = introspection.parse(body).authorization;
				const site = authorizedTo?.siteIds?.[0] ?? id;
				return { id: site, name: site };
			},
		},
		granted,
	},
	// 60 requests a minute in the smallest plan; headers tell the number of the site's own.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 60_000 },
	paging: { by: 'offset', offset: 'offset', size: 'limit' },
	usage: rateHeaders('x-ratelimit'),
	parseError: errorReader(refusal, ({ code, message }) => ({ code, detail: message })),
	errors: [
		...byCode({
			insufficientScope: ['missing_scopes'],
			revoked: ['not_authorized', 'invalid_credentials'],
			forbidden: ['forbidden'],
			rateLimited: ['too_many_requests'],
			notFound: ['resource_not_found', 'collection_not_found', 'item_not_found'],
			input: ['validation_error', 'bad_request'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: { code: 'not_authorized', message: 'Request not authorized' },
	},
	sources: [
		SCOPES,
		SITE_TOKEN,
		'https://developers.webflow.com/data/reference/token/introspect.md',
		'https://developers.webflow.com/data/reference/oauth-app',
		'https://developers.webflow.com/data/reference/rate-limits',
		'webflow-api (npm): api/types/ErrorCode.d.ts',
		'webflow-api (npm): api/resources/token/client/Client.d.ts',
		'n8n-nodes-base (npm): dist/credentials/WebflowOAuth2Api.credentials.js',
	],
});
