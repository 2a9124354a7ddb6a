import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders } from '../connection/model/reading';
import { type Account, defineService, revocationAt } from '../connection/model/service';

const OAUTH = 'https://pipedrive.readme.io/docs/marketplace-oauth-authorization';
const REFERENCE = 'https://developers.pipedrive.com/docs/api/v1/Oauth';
const SCOPES = 'https://pipedrive.readme.io/docs/marketplace-scopes-and-permissions-explanations';

/** `GET /v1/users/me`: the user, and the company at whose address the API is. */
const me = z.object({
	data: z.object({
		name: z.string(),
		email: z.string(),
		company_id: z.number(),
		company_name: z.string(),
		company_domain: z.string(),
	}),
});

const error = z.object({
	success: z.literal(false),
	error: z.string().optional(),
	error_info: z.string().nullish(),
	errorCode: z.number().optional(),
});

const ME = {
	data: {
		name: 'Ada Lovelace',
		email: 'ada@example.com',
		company_id: 77771,
		company_name: 'Flowers',
		company_domain: 'flowers',
	},
};

function accountOf(body: unknown): Account {
	const { name, email, company_id, company_name, company_domain } = me.parse(body).data;
	return {
		id: String(company_id),
		name: company_name,
		user: name,
		email,
		addressParts: { companyDomain: company_domain },
	};
}

const may = permissionsFrom(SCOPES);

/**
 * Pipedrive, both versions of its API. Scopes are set on the app and the person accepts or declines them all; the token
 * answer says which they are, and at which address the company's API is.
 */
export const pipedrive = defineService({
	name: 'pipedrive',
	displayName: 'Pipedrive',
	address: {
		// Below it, `/v1/…` or `/v2/…`.
		template: 'https://{companyDomain}.pipedrive.com/api',
		parts: {
			companyDomain: { label: 'company domain', pattern: '[a-z0-9-]{1,63}', example: 'acme' },
		},
	},
	permissions: {
		readDeals: may('Read deals', 'deals:read | deals:full', {
			description: 'See deals with their notes, files, filters, pipelines and stages.',
			default: true,
		}),
		writeDeals: may('Create, change and delete deals', 'deals:full', { includes: ['readDeals'] }),
		readContacts: may('Read persons and organizations', 'contacts:read | contacts:full'),
		writeContacts: may('Create, change and delete persons and organizations', 'contacts:full', {
			includes: ['readContacts'],
		}),
		readActivities: may('Read activities', 'activities:read | activities:full'),
		writeActivities: may('Create, change and delete activities', 'activities:full', {
			includes: ['readActivities'],
		}),
		readLeads: may('Read leads', 'leads:read | leads:full'),
		writeLeads: may('Create, change and delete leads', 'leads:full', { includes: ['readLeads'] }),
		admin: may('Administer the account', 'admin', {
			description: 'Change pipelines, fields and users, and manage webhooks.',
		}),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://oauth.pipedrive.com/oauth/authorize',
		tokenUrl: 'https://oauth.pipedrive.com/oauth/token',
		clientAuthentication: 'header',
		lifetimes: [{ of: 'refreshToken', days: 60, from: 'lastUse', source: REFERENCE }],
		access: 'key',
		accessNotice: 'What the connection may do was set on the app in the Pipedrive Developer Hub.',
		addressParts: {
			companyDomain: {
				from: 'token',
				field: 'api_domain',
				pattern: '^https://([a-z0-9-]+)\\.pipedrive\\.com/?$',
			},
		},
		account: { url: '/v1/users/me', example: ME, parse: accountOf },
		// The refresh token's end uninstalls the app for this user.
		revoke: revocationAt('https://oauth.pipedrive.com/oauth/revoke', {
			token: '{refreshToken}',
			ends: 'account',
		}),
	},
	apiKey: {
		documentationUrl: 'https://pipedrive.readme.io/docs/core-api-concepts-authentication',
		label: 'API Token',
		hint: 'In Pipedrive: your profile → Personal preferences → API.',
		pattern: '[0-9a-f]{40}',
		example: 'the whole token of 40 digits and letters',
		sign: { by: 'header', name: 'x-api-token' },
		access: 'full',
		accessNotice: 'The token may do everything that its user may do in this company.',
		addressParts: { companyDomain: { from: 'account' } },
		account: { url: 'https://api.pipedrive.com/v1/users/me', example: ME, parse: accountOf },
	},
	// The account has a budget for each day and each user one for every two seconds, both by plan.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 500, window: 2_000 },
	paging: {
		by: 'cursor',
		cursor: 'cursor',
		next: 'additional_data.next_cursor',
		size: 'limit',
		records: 'data',
	},
	usage: rateHeaders('x-ratelimit', 'seconds'),
	parseError: errorReader(error, ({ error: detail, error_info, errorCode }) => ({
		code: errorCode === undefined ? undefined : String(errorCode),
		detail: detail ?? error_info ?? undefined,
	})),
	errors: [
		{
			when: { status: [402] },
			kind: 'permission',
			advice: 'The Pipedrive account is not open: log in to Pipedrive to see why.',
		},
	],
	exampleRefusal: {
		status: 401,
		body: { success: false, error: 'unauthorized access', errorCode: 401 },
	},
	sources: [
		OAUTH,
		SCOPES,
		REFERENCE,
		'api-evangelist/pipedrive: openapi/pipedrive-oauth-api-openapi.yml',
		'https://pipedrive.readme.io/docs/marketplace-oauth-and-api-proxy-status-codes',
		'https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes',
		'https://pipedrive.readme.io/docs/core-api-concepts-responses',
		'https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting',
		'https://pipedrive.readme.io/docs/core-api-concepts-pagination',
		'pipedrive (npm): dist/esm/versions/v1/configuration.js',
		'pipedrive (npm): dist/esm/versions/v1/api/users-api.js',
		'n8n-nodes-base (npm): dist/credentials/PipedriveOAuth2Api.credentials.js',
	],
});
