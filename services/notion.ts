import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { errorReader } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

/** `GET /users/me` (https://developers.notion.com/reference/get-self): the bot of the connection, and who made it. */
const me = z.object({
	id: z.string(),
	name: z.string().nullish(),
	bot: z.object({
		workspace_name: z.string().nullish(),
		owner: z
			.object({
				user: z
					.object({
						name: z.string().nullish(),
						person: z.object({ email: z.string().optional() }).optional(),
					})
					.optional(),
			})
			.optional(),
	}),
});

/** No capability is needed for it. */
const account = {
	url: '/users/me',
	example: {
		id: '16d84278-ab0e-484c-9bdd-b35da3bd8905',
		name: 'n8n',
		bot: {
			workspace_name: 'Flowers',
			owner: { user: { name: 'Ada Lovelace', person: { email: 'ada@example.com' } } },
		},
	},
	parse: (body: unknown) => {
		const { id, name, bot } = me.parse(body);
		const person = bot.owner?.user;
		return {
			id,
			name: bot.workspace_name ?? name ?? id,
			user: person?.name ?? undefined,
			email: person?.person?.email,
		};
	},
};

/**
 * Notion. There are no scopes: the integration has capabilities, and the person chooses pages.
 *
 * There are refresh tokens, but neither the token answer nor Token Introspection names an end of the access token, and the
 * documentation does not say whether a renewal ends the refresh token before. The API asks for a version with every request;
 * this one is the default of the official client.
 */
export const notion = defineService({
	name: 'notion',
	displayName: 'Notion',
	address: { template: 'https://api.notion.com/v1' },
	request: { headers: { 'Notion-Version': '2025-09-03' } },
	permissions: {},
	oauth2: {
		documentationUrl: 'https://developers.notion.com/docs/authorization',
		authorizeUrl: 'https://api.notion.com/v1/oauth/authorize',
		tokenUrl: 'https://api.notion.com/v1/oauth/token',
		clientAuthentication: 'header',
		authorizeQuery: { owner: 'user' },
		access: 'chosen',
		accessNotice:
			'The connection reaches the pages that you choose in Notion, and what is below them. What it may do there is set in the capabilities of the integration.',
		account,
		revoke: {
			method: 'POST',
			url: '/oauth/revoke',
			body: { token: '{token}' },
			encoding: 'json',
			sign: 'client',
			ends: 'grant',
		},
	},
	apiKey: {
		documentationUrl: 'https://developers.notion.com/docs/create-a-notion-integration',
		label: 'Internal Integration Secret',
		hint: 'In Notion: Settings → Connections → Develop or manage integrations → your integration → Configuration.',
		pattern: '(?:ntn|secret)_[A-Za-z0-9]{20,}',
		example: 'the whole secret, beginning with ntn_ or secret_',
		access: 'chosen',
		accessNotice:
			'The secret reaches the pages to which the integration was added in Notion. What it may do there is set in its capabilities.',
		account,
	},
	limits: { concurrency: 3, timeout: 60_000, pageSize: 100, rate: { requests: 3, per: 1_000 } },
	// Queries and searches are POST requests, which take the cursor in the body.
	paging: {
		by: 'cursor',
		cursor: 'start_cursor',
		next: 'next_cursor',
		size: 'page_size',
		records: 'results',
	},
	parseError: errorReader(
		z.object({ object: z.literal('error'), code: z.string(), message: z.string() }),
		({ code, message }) => ({ code, detail: message }),
	),
	errors: [
		{ when: { code: ['unauthorized', 'invalid_grant'] }, kind: 'reauthorize', cause: 'revoked' },
		{
			when: { code: ['restricted_resource'] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice: 'Allow it in the capabilities of the integration in Notion.',
		},
		{
			when: { code: ['object_not_found'] },
			kind: 'notFound',
			advice: 'If it exists, add the integration to that page in Notion: ••• → Connections.',
		},
		...byCode({
			rateLimited: ['rate_limited'],
			serviceUnavailable: [
				'service_unavailable',
				'service_overload',
				'database_connection_unavailable',
			],
			input: ['validation_error', 'invalid_json', 'invalid_request'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' },
	},
	sources: [
		'https://developers.notion.com/reference/status-codes',
		'https://developers.notion.com/reference/request-limits',
		'https://developers.notion.com/reference/refresh-a-token',
		'https://developers.notion.com/reference/revoke-token',
		'https://developers.notion.com/reference/introspect-token',
		'https://developers.notion.com/reference/capabilities',
		'@notionhq/client (npm): build/src/Client.js',
		'api-evangelist/notion: errors/notion-error-codes.yml',
		'nextauthjs/next-auth: packages/core/src/providers/notion.ts',
		'n8n-nodes-base (npm): dist/credentials/NotionOAuth2Api.credentials.js',
	],
});
