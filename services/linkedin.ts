import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService, endingAt } from '../connection/model/service';

const AUTHENTICATION = 'https://learn.microsoft.com/en-us/linkedin/shared/authentication';
const COMMUNITY =
	'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/community-management-overview';

/** OpenID Connect's UserInfo. */
const userInfo = z.object({ sub: z.string(), name: z.string(), email: z.string().optional() });

/** Close to Token Introspection (RFC 7662), but scopes stand between commas and the end has another name. */
const introspection = z.object({
	active: z.boolean(),
	scope: z.string().optional(),
	expires_at: z.number().optional(),
});

const may = permissionsFrom(COMMUNITY);

/**
 * LinkedIn. A person grants all that is requested or nothing, and LinkedIn refuses scopes of products that the app does
 * not have: "Sign In with LinkedIn using OpenID Connect" is needed always.
 *
 * Tokens end after 60 days. Only apps of approved partners get refresh tokens, so a person reconnects before. The API's
 * version is the one of n8n's own node; LinkedIn ends each about a year after its month.
 */
export const linkedin = defineService({
	name: 'linkedin',
	displayName: 'LinkedIn',
	address: { template: 'https://api.linkedin.com/rest' },
	request: { headers: { 'LinkedIn-Version': '202604', 'X-Restli-Protocol-Version': '2.0.0' } },
	permissions: {
		postAsMember: {
			label: 'Post as yourself',
			description: 'Create posts, comments and reactions. Needs the product "Share on LinkedIn".',
			scopes: ['w_member_social'],
			default: true,
			source: `${AUTHENTICATION}/getting-access`,
		},
		postAsOrganization: may('Post as an organization', 'w_organization_social', {
			description: 'Create posts, comments and reactions of pages that you administer.',
		}),
		readOrganizationPosts: may('Read posts of organizations', 'r_organization_social', {
			description: 'See posts, comments and reactions of pages that you administer.',
		}),
		manageOrganizations: may(
			'Manage organizations and read their statistics',
			'rw_organization_admin',
		),
	},
	oauth2: {
		documentationUrl: `${AUTHENTICATION}/authorization-code-flow`,
		authorizeUrl: 'https://www.linkedin.com/oauth/v2/authorization',
		tokenUrl: 'https://www.linkedin.com/oauth/v2/accessToken',
		clientAuthentication: 'body',
		scopes: { always: ['openid', 'profile', 'email'] },
		expiry: 'reauthorize',
		lifetimes: [
			{
				of: 'token',
				days: 60,
				from: 'issued',
				source: `${AUTHENTICATION}/programmatic-refresh-tokens`,
			},
		],
		account: {
			url: 'https://api.linkedin.com/v2/userinfo',
			example: { sub: '782bbtaQ', name: 'Ada Lovelace', email: 'ada@example.com' },
			parse: readAs(userInfo, ({ sub, name, email }) => ({ id: sub, name, email })),
		},
		granted: {
			method: 'POST',
			url: 'https://www.linkedin.com/oauth/v2/introspectToken',
			body: { token: '{token}', client_id: '{clientId}', client_secret: '{clientSecret}' },
			encoding: 'form',
			sign: 'none',
			example: (granted) => ({ active: true, scope: granted.join(','), expires_at: 4_070_908_800 }),
			parse: (body) => {
				const { active, scope, expires_at } = introspection.parse(body);
				if (!active) return { granted: [] };
				const token = expires_at === undefined ? undefined : endingAt(expires_at * 1000);
				return scope === undefined
					? undefined
					: { granted: scope.split(','), ...(token ? { endings: { token } } : {}) };
			},
		},
	},
	// LinkedIn shows its limits a day in the developer portal only. 10 is the documented default of a page.
	limits: { concurrency: 2, timeout: 60_000, pageSize: 10 },
	paging: { by: 'offset', offset: 'start', size: 'count', records: 'elements' },
	parseError: errorReader(
		z.object({
			status: z.number().min(400),
			message: z.string(),
			code: z.string().optional(),
			serviceErrorCode: z.number().optional(),
		}),
		({ message, code, serviceErrorCode }) => ({
			code: code ?? (serviceErrorCode === undefined ? undefined : String(serviceErrorCode)),
			detail: message,
		}),
	),
	errors: [
		{ when: { code: ['REVOKED_ACCESS_TOKEN', '65601'] }, kind: 'reauthorize', cause: 'revoked' },
		{ when: { status: [401] }, kind: 'reauthorize', cause: 'expired' },
		{
			when: { status: [403] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice:
				'Check that the app has the LinkedIn product for this, that the connection has the permission, and that you administer the page.',
		},
	],
	exampleRefusal: {
		status: 401,
		body: { status: 401, code: 'INVALID_ACCESS_TOKEN', message: 'Invalid access token' },
	},
	sources: [
		`${AUTHENTICATION}/token-introspection`,
		`${AUTHENTICATION}/programmatic-refresh-tokens`,
		'https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling',
		'https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/pagination',
		'https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits',
		'nextauthjs/next-auth: packages/core/src/providers/linkedin.ts',
		'api-evangelist/linkedin: conventions/linkedin-conventions.yml',
		'n8n-nodes-base (npm): dist/credentials/LinkedInOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/LinkedIn/GenericFunctions.js',
	],
});
