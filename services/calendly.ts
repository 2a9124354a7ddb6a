import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, introspectedGrant, rateHeaders, readAs } from '../connection/model/reading';
import {
	type Account,
	defineService,
	type ReadInquiry,
	revocationAt,
} from '../connection/model/service';

const DOCS = 'https://developer.calendly.com/api-docs/calendly-o-auth/o-auth';
const SCOPES = 'https://developer.calendly.com/docs/authentication/scopes';

/** `GET /users/me`. */
const me = z.object({
	resource: z.object({ uri: z.string(), name: z.string(), email: z.string() }),
});

const error = z.object({
	title: z.string(),
	message: z.string(),
	details: z
		.array(z.object({ parameter: z.string().default(''), message: z.string().default('') }))
		.optional(),
});

const account: ReadInquiry<Account> = {
	url: '/users/me',
	example: {
		resource: {
			uri: 'https://api.calendly.com/users/AAAAAAAAAAAAAAAA',
			name: 'Ada Lovelace',
			email: 'ada@example.com',
		},
	},
	parse: readAs(me, ({ resource: { uri, name, email } }) => ({ id: uri, name, user: name, email })),
};

const may = permissionsFrom(SCOPES);

/**
 * Calendly API v2. Scopes exist since March 2026, for apps and for personal tokens; what was made before has full
 * access. A scope to write contains the one to read. A refresh token works once.
 */
export const calendly = defineService({
	name: 'calendly',
	displayName: 'Calendly',
	address: { template: 'https://api.calendly.com' },
	permissions: {
		readEvents: may('Read scheduled events', 'scheduled_events:read | scheduled_events:write', {
			description: 'See scheduled events and their invitees.',
			default: true,
		}),
		writeEvents: may('Schedule and cancel events', 'scheduled_events:write', {
			includes: ['readEvents'],
		}),
		manageWebhooks: may('Manage webhooks', 'webhooks:read webhooks:write | webhooks:write', {
			description: 'Receive events as they happen. The events need the permission to read them.',
			includes: ['readEvents'],
		}),
		readEventTypes: may('Read event types', 'event_types:read | event_types:write', {
			description: 'See event types and their available times.',
		}),
		writeEventTypes: may('Create and change event types', 'event_types:write', {
			includes: ['readEventTypes'],
		}),
		readAvailability: may('Read availability', 'availability:read | availability:write'),
		readOrganization: may('Read the organization', 'organizations:read | organizations:write'),
	},
	oauth2: {
		documentationUrl: 'https://developer.calendly.com/docs/authentication/scopes',
		authorizeUrl: 'https://auth.calendly.com/oauth/authorize',
		tokenUrl: 'https://auth.calendly.com/oauth/token',
		clientAuthentication: 'header',
		// `GET /users/me` needs it.
		scopes: { always: ['users:read'] },
		rotates: true,
		account,
		granted: {
			method: 'POST',
			url: 'https://auth.calendly.com/oauth/introspect',
			body: { token: '{token}', client_id: '{clientId}', client_secret: '{clientSecret}' },
			encoding: 'form',
			sign: 'none',
			example: (granted) => ({ active: true, scope: granted.join(' ') }),
			parse: introspectedGrant,
		},
		revoke: revocationAt('https://auth.calendly.com/oauth/revoke', { sign: 'none' }),
	},
	apiKey: {
		documentationUrl: 'https://developer.calendly.com/personal-access-tokens',
		label: 'Personal Access Token',
		hint: 'In Calendly: Integrations → API & Webhooks → Generate new token, with the scope "users:read" and those you need.',
		pattern: '[A-Za-z0-9_.-]{20,}',
		example: 'the whole token',
		access: 'key',
		accessNotice: 'What the token may do was chosen when it was made.',
		account,
	},
	// 500 requests a minute and user in paid plans, 50 in the free one; a page holds at most 100 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 60_000 },
	paging: { by: 'nextUrl', next: 'pagination.next_page', size: 'count', records: 'collection' },
	usage: rateHeaders('x-ratelimit', 'seconds'),
	parseError: errorReader(error, ({ title, message, details }) => ({
		code: title,
		detail: message,
		fields: details?.map((refused) => ({ field: refused.parameter, message: refused.message })),
	})),
	errors: [{ when: { code: ['Permission Denied'] }, kind: 'permission' }],
	exampleRefusal: {
		status: 401,
		body: { title: 'Unauthenticated', message: 'The access token is invalid' },
	},
	sources: [
		SCOPES,
		`${DOCS}/post-oauth-introspect.md`,
		`${DOCS}/post-oauth-revoke.md`,
		`${DOCS}/post-oauth-refresh-token.md`,
		'https://developer.calendly.com/refresh-token-rotation-guide',
		'https://developer.calendly.com/api-docs/overview/rate-limits',
		'https://developer.calendly.com/release-notes/2026/11/3.md',
		'api-evangelist/calendly: openapi/calendly-users-api-openapi.yml',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/CalendlyOAuth2Api.credentials.js',
	],
});
