import { z } from 'zod';

import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const AUTHORIZATION = 'https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/';
const RATE_LIMITS = 'https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits/';

/** `GET /members/me`. */
const me = z.object({
	id: z.string(),
	username: z.string(),
	fullName: z.string().nullish(),
	email: z.string().nullish(),
});

/** An answer to too many requests. Other errors of Trello are plain text. */
const error = z.object({ error: z.string(), message: z.string().optional() });

/**
 * Trello REST API. It has no OAuth 2.0: a request carries the key of an app and a token that a person gave to it, both in
 * the query. What a token may do, and when it expires, was chosen when it was made.
 */
export const trello = defineService({
	name: 'trello',
	displayName: 'Trello',
	address: { template: 'https://api.trello.com/1' },
	permissions: {},
	apiKey: {
		documentationUrl: AUTHORIZATION,
		label: 'API Token',
		hint: 'At https://trello.com/power-ups/admin: your Power-Up → API Key → the link "Token".',
		pattern: '[A-Za-z0-9]{32,}',
		example: 'the whole token',
		fields: {
			appKey: {
				label: 'API key',
				pattern: '[0-9a-f]{32}',
				example: '0123456789abcdef0123456789abcdef',
				description: 'At https://trello.com/power-ups/admin: your Power-Up → API Key',
				secret: true,
			},
		},
		sign: { by: 'query', parameters: { key: '{appKey}', token: '{key}' } },
		access: 'key',
		accessNotice:
			'What the token may do, and for how long, was chosen when it was made: read, write, or account.',
		verify: {
			url: '/members/me',
			query: { fields: 'username' },
			failures: [
				{
					when: { status: 401 },
					message:
						'Trello refused the API key or the token: it was revoked or has expired, or the token was made for another key. Make a new token for this key.',
				},
			],
		},
		account: {
			url: '/members/me',
			query: { fields: 'fullName,username,email' },
			example: {
				id: '5abbe4b7ddc1b351ef961414',
				username: 'ada',
				fullName: 'Ada Lovelace',
				email: 'ada@example.com',
			},
			parse: readAs(me, ({ id, username, fullName, email }) => ({
				id,
				name: fullName ?? username,
				user: username,
				email: email ?? undefined,
			})),
		},
	},
	// 100 requests in 10 seconds and token; a page holds at most 1000 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 1000, rate: { requests: 100, per: 10_000 } },
	parseError: errorReader(error, ({ error: code, message }) => ({ code, detail: message ?? code })),
	errors: [
		{
			when: { code: ['API_KEY_LIMIT_EXCEEDED', 'API_TOKEN_LIMIT_EXCEEDED', 'RATE_LIMIT_EXCEEDED'] },
			kind: 'throttled',
		},
	],
	sources: [
		AUTHORIZATION,
		RATE_LIMITS,
		'https://search.r-project.org/CRAN/refmans/trelloR/html/get_resource.html',
		'n8n-nodes-base (npm): dist/credentials/TrelloApi.credentials.js',
	],
});
