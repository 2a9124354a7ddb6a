import { z } from 'zod';

import { errorReader } from '../connection/model/reading';
import type { Account, ReadInquiry } from '../connection/model/service';
import { defineService, revocationAt } from '../connection/model/service';

const OAUTH = 'https://developers.asana.com/docs/oauth';
const SCOPES = 'https://developers.asana.com/docs/oauth-scopes';

/** `GET /users/me`. */
const me = z.object({
	data: z.object({ gid: z.string(), name: z.string(), email: z.string().nullish() }),
});

const errors = z.object({ errors: z.array(z.object({ message: z.string() })).nonempty() });

const account: ReadInquiry<Account> = {
	url: '/users/me',
	example: { data: { gid: '12345', name: 'Ada Lovelace', email: 'ada@example.com' } },
	parse: (body) => {
		const { gid, name, email } = me.parse(body).data;
		return { id: gid, name, user: name, email: email ?? undefined };
	},
};

/** Apps that were registered with full permissions get this scope instead of any other. */
const FULL = [['default']];

/**
 * Asana API 1.0. The scopes cover the most used endpoints, not all of them. An app must have been registered with the
 * scopes that it asks for; one with full permissions gets the scope `default`.
 */
export const asana = defineService({
	name: 'asana',
	displayName: 'Asana',
	address: { template: 'https://app.asana.com/api/1.0' },
	permissions: {
		readTasks: {
			label: 'Read tasks',
			scopes: ['tasks:read'],
			satisfiedBy: FULL,
			default: true,
			source: SCOPES,
		},
		writeTasks: {
			label: 'Create and change tasks',
			scopes: ['tasks:write'],
			satisfiedBy: FULL,
			includes: ['readTasks'],
			source: SCOPES,
		},
		deleteTasks: {
			label: 'Delete tasks',
			scopes: ['tasks:delete'],
			satisfiedBy: FULL,
			includes: ['readTasks'],
			source: SCOPES,
		},
		readProjects: {
			label: 'Read projects',
			scopes: ['projects:read'],
			satisfiedBy: FULL,
			source: SCOPES,
		},
		writeProjects: {
			label: 'Create and change projects',
			scopes: ['projects:write'],
			satisfiedBy: FULL,
			includes: ['readProjects'],
			source: SCOPES,
		},
		readComments: {
			label: 'Read comments and history',
			description: 'See the stories of tasks, which hold comments and changes.',
			scopes: ['stories:read'],
			satisfiedBy: FULL,
			source: SCOPES,
		},
		writeComments: {
			label: 'Write comments',
			scopes: ['stories:write'],
			satisfiedBy: FULL,
			includes: ['readComments'],
			source: SCOPES,
		},
		readWorkspaces: {
			label: 'Read workspaces and teams',
			scopes: ['workspaces:read', 'teams:read'],
			satisfiedBy: FULL,
			source: SCOPES,
		},
		manageWebhooks: {
			label: 'Manage webhooks',
			scopes: ['webhooks:read', 'webhooks:write', 'webhooks:delete'],
			satisfiedBy: FULL,
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://app.asana.com/-/oauth_authorize',
		tokenUrl: 'https://app.asana.com/-/oauth_token',
		clientAuthentication: 'body',
		pkce: false,
		// `GET /users/me` needs it.
		scopes: { always: ['users:read'] },
		expiry: 'refresh',
		access: 'scopes',
		verify: { url: '/users/me' },
		account,
		// The refresh token is what ends; Asana does not take access tokens here.
		revoke: revocationAt('https://app.asana.com/-/oauth_revoke', {
			token: '{refreshToken}',
			sign: 'none',
		}),
	},
	apiKey: {
		documentationUrl: 'https://developers.asana.com/docs/personal-access-token',
		label: 'Personal Access Token',
		hint: 'In the Asana developer console: Personal access tokens → Create new token.',
		pattern: '[\\w/:-]{20,}',
		example: 'the whole token',
		access: 'full',
		accessNotice: 'The token may do everything that its Asana user may do.',
		verify: { url: '/users/me' },
		account,
	},
	// 150 requests a minute in free domains, 1500 in paid ones; 50 reads and 15 writes at once.
	limits: { concurrency: 10, timeout: 60_000, pageSize: 100, window: 60_000 },
	paging: {
		by: 'cursor',
		cursor: 'offset',
		next: 'next_page.offset',
		size: 'limit',
		records: 'data',
	},
	// Asana's errors have no code: the status says which kind they are.
	parseError: errorReader(errors, ({ errors: [{ message }] }) => ({ detail: message })),
	errors: [
		{
			when: { status: [402] },
			kind: 'permission',
			cause: 'forbidden',
			advice: "The plan of the Asana workspace doesn't include this.",
		},
	],
	exampleRefusal: { status: 401, body: { errors: [{ message: 'Not Authorized' }] } },
	sources: [
		OAUTH,
		SCOPES,
		'https://developers.asana.com/docs/rate-limits',
		'https://developers.asana.com/docs/errors',
		'https://developers.asana.com/docs/pagination',
		'https://asana.com/developers/documentation/getting-started/rate-limits',
		'Asana/openapi: defs/asana_oas.yaml',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/AsanaOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/credentials/AsanaApi.credentials.js',
	],
});
