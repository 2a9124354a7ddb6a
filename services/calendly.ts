import { z } from 'zod';

import { errorReader, introspectedGrant, rateHeaders } from '../connection/model/reading';
import type { Account, ReadInquiry } from '../connection/model/service';
import { defineService, revocationAt } from '../connection/model/service';

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
	parse: (body) => {
		const { uri, name, email } = me.parse(body).resource;
		return { id: uri, name, user: name, email };
	},
};

/**
 * Calendly API v2. Scopes exist since March 2026, for apps and for personal tokens; what was made before has full
 * access. A scope to write contains the one to read. A refresh token works once.
 */
export const calendly = defineService({
	name: 'calendly',
	displayName: 'Calendly',
	address: { template: 'https://api.calendly.com' },
	permissions: {
		readEvents: {
			label: 'Read scheduled events',
			description: 'See scheduled events and their invitees.',
			scopes: ['scheduled_events:read'],
			satisfiedBy: [['scheduled_events:write']],
			default: true,
			source: SCOPES,
		},
		writeEvents: {
			label: 'Schedule and cancel events',
			scopes: ['scheduled_events:write'],
			includes: ['readEvents'],
			source: SCOPES,
		},
		manageWebhooks: {
			label: 'Manage webhooks',
			description: 'Receive events as they happen. The events need the permission to read them.',
			scopes: ['webhooks:read', 'webhooks:write'],
			satisfiedBy: [['webhooks:write']],
			includes: ['readEvents'],
			source: SCOPES,
		},
		readEventTypes: {
			label: 'Read event types',
			description: 'See event types and their available times.',
			scopes: ['event_types:read'],
			satisfiedBy: [['event_types:write']],
			source: SCOPES,
		},
		writeEventTypes: {
			label: 'Create and change event types',
			scopes: ['event_types:write'],
			includes: ['readEventTypes'],
			source: SCOPES,
		},
		readAvailability: {
			label: 'Read availability',
			scopes: ['availability:read'],
			satisfiedBy: [['availability:write']],
			source: SCOPES,
		},
		readOrganization: {
			label: 'Read the organization',
			scopes: ['organizations:read'],
			satisfiedBy: [['organizations:write']],
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl: 'https://developer.calendly.com/docs/authentication/scopes',
		authorizeUrl: 'https://auth.calendly.com/oauth/authorize',
		tokenUrl: 'https://auth.calendly.com/oauth/token',
		clientAuthentication: 'header',
		pkce: false,
		// `GET /users/me` needs it.
		scopes: { always: ['users:read'] },
		expiry: 'refresh',
		rotates: true,
		access: 'scopes',
		verify: { url: '/users/me' },
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
		verify: { url: '/users/me' },
		account,
	},
	// 500 requests a minute and user in paid plans, 50 in the free one; a page holds at most 100 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 60_000 },
	paging: { by: 'nextUrl', next: 'pagination.next_page', size: 'count', records: 'collection' },
	usage: rateHeaders({
		limit: 'x-ratelimit-limit',
		remaining: 'x-ratelimit-remaining',
		reset: { header: 'x-ratelimit-reset', in: 'seconds' },
	}),
	parseError: errorReader(error, ({ title, message, details }) => ({
		code: title,
		detail: message,
		fields: details?.map((refused) => ({ field: refused.parameter, message: refused.message })),
	})),
	errors: [{ when: { code: ['Permission Denied'] }, kind: 'permission', cause: 'forbidden' }],
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
