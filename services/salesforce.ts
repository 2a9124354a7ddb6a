import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, introspectedGrant, readAs } from '../connection/model/reading';
import { defineService, revocationAt, type Usage } from '../connection/model/service';

const SCOPES =
	'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_tokens_scopes.htm';
const ENDPOINTS =
	'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm';

/** OpenID Connect's UserInfo; `organization_id` is Salesforce's own. */
const userInfo = z.object({
	organization_id: z.string(),
	preferred_username: z.string(),
	name: z.string().optional(),
	email: z.string().optional(),
});

/** Errors come as a list. */
const refusals = z
	.array(
		z.object({
			errorCode: z.string(),
			message: z.string(),
			fields: z.array(z.string()).optional(),
		}),
	)
	.nonempty();

/** Reads how many of the requests of 24 hours are used: `api-usage=18/5000`. */
function usage(headers: Readonly<Record<string, unknown>>): Usage | undefined {
	const [, used, all] = /api-usage=(\d+)\/(\d+)/.exec(String(headers['sforce-limit-info'])) ?? [];
	return Number(all) > 0 ? { share: Math.min(1, Number(used) / Number(all)) } : undefined;
}

const may = permissionsFrom(SCOPES);

/**
 * Salesforce. A person logs in at one host, and the token answer names the host of the organization's API. Paths name the
 * version of the API: `/data/v59.0/query`.
 *
 * Scopes open whole APIs; what a connection may do with objects and fields is decided by the profile and the permission
 * sets of its user. The token answer names no end of the access token: an expired one is refused with 401.
 */
export const salesforce = defineService({
	name: 'salesforce',
	displayName: 'Salesforce',
	address: {
		template: 'https://{instance}.my.salesforce.com/services',
		parts: {
			instance: {
				label: 'My Domain',
				pattern: '[A-Za-z0-9-]+(?:\\.sandbox|\\.develop|\\.demo|\\.free)?',
				example: 'acme',
			},
			login: {
				label: 'environment',
				pattern: 'login|test',
				example: 'login',
				options: { login: 'Production or Developer Edition', test: 'Sandbox' },
				default: 'login',
			},
		},
	},
	permissions: {
		useApi: may('Read and edit records', 'api | full', {
			description: 'As far as the profile and the permission sets of the user allow.',
			default: true,
		}),
		useChatter: may('Read and write Chatter', 'chatter_api | api | full'),
		useAnalytics: may('Use CRM Analytics', 'wave_api | full'),
	},
	oauth2: {
		documentationUrl:
			'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm',
		authorizeUrl: 'https://{login}.salesforce.com/services/oauth2/authorize',
		tokenUrl: 'https://{login}.salesforce.com/services/oauth2/token',
		addressParts: {
			instance: {
				from: 'token',
				field: 'instance_url',
				pattern: '^https://([A-Za-z0-9-]+(?:\\.[a-z]+)?)\\.my\\.salesforce\\.com$',
			},
		},
		clientAuthentication: 'header',
		pkce: true,
		scopes: { always: ['openid', 'refresh_token'] },
		authorizeQuery: { prompt: 'login' },
		account: {
			url: '/oauth2/userinfo',
			example: {
				organization_id: '00Dx0000001T0zkEAC',
				preferred_username: 'ada@flowers.example.com',
				name: 'Ada Lovelace',
				email: 'ada@example.com',
			},
			parse: readAs(userInfo, ({ organization_id, preferred_username, name, email }) => ({
				id: organization_id,
				name: preferred_username,
				user: name,
				email,
			})),
		},
		granted: {
			method: 'POST',
			url: '/oauth2/introspect',
			body: {
				token: '{token}',
				token_type_hint: 'access_token',
				client_id: '{clientId}',
				client_secret: '{clientSecret}',
			},
			encoding: 'form',
			sign: 'none',
			example: (granted) => ({ active: true, scope: granted.join(' ') }),
			parse: introspectedGrant,
		},
		revoke: revocationAt('/oauth2/revoke', { token: '{refreshToken}', sign: 'none' }),
	},
	// Requests count over 24 hours, by the organization's edition. Queries may take minutes and give up to 2,000 records.
	limits: { concurrency: 5, timeout: 120_000, pageSize: 2000 },
	paging: { by: 'nextUrl', next: 'nextRecordsUrl', records: 'records' },
	usage,
	parseError: errorReader(refusals, ([{ errorCode, message, fields = [] }]) => ({
		code: errorCode,
		detail: message,
		fields: fields.map((field) => ({ field, message })),
	})),
	errors: [
		...byCode({ revoked: ['invalid_grant'], expired: ['INVALID_SESSION_ID'] }),
		{
			when: { code: ['REQUEST_LIMIT_EXCEEDED'] },
			kind: 'throttled',
			advice: 'The organization has used its requests of 24 hours, or too many run at once.',
		},
		{
			when: {
				code: ['INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS_OR_READONLY', 'API_DISABLED_FOR_ORG'],
			},
			kind: 'permission',
			advice: 'An administrator decides this by profiles, permission sets and the edition.',
		},
		...byCode({
			notFound: ['NOT_FOUND', 'ENTITY_IS_DELETED'],
			input: ['MALFORMED_QUERY', 'INVALID_FIELD', 'INVALID_TYPE', 'REQUIRED_FIELD_MISSING'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
	},
	sources: [
		SCOPES,
		ENDPOINTS,
		'https://developer.salesforce.com/docs/atlas.en-us.238.0.api_meta.meta/api_meta/meta_mydomainsettings.htm',
		'https://login.salesforce.com/.well-known/openid-configuration',
		'https://www.npmjs.com/package/@solarmosaic/sf-idp-client',
		'api-evangelist/salesforce: errors/salesforce-error-codes.yml',
		'api-evangelist/salesforce: rate-limits/salesforce-rate-limits.yml',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/SalesforceOAuth2Api.credentials.js',
	],
});
