import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import {
	type Account,
	defineService,
	type ReadInquiry,
	revocationAt,
} from '../connection/model/service';

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
	parse: readAs(me, ({ data: { gid, name, email } }) => ({
		id: gid,
		name,
		user: name,
		email: email ?? undefined,
	})),
};

const may = permissionsFrom(SCOPES);

/**
 * Asana API 1.0. The scopes cover the most used endpoints, not all of them. An app must have been registered with the
 * scopes that it asks for; one with full permissions gets the scope `default`.
 */
export const asana = defineService({
	name: 'asana',
	displayName: 'Asana',
	address: { template: 'https://app.asana.com/api/1.0' },
	permissions: {
		readTasks: may('Read tasks', 'tasks:read | default', { default: true }),
		writeTasks: may('Create and change tasks', 'tasks:write | default', {
			includes: ['readTasks'],
		}),
		deleteTasks: may('Delete tasks', 'tasks:delete | default', { includes: ['readTasks'] }),
		readProjects: may('Read projects', 'projects:read | default'),
		writeProjects: may('Create and change projects', 'projects:write | default', {
			includes: ['readProjects'],
		}),
		readComments: may('Read comments and history', 'stories:read | default', {
			description: 'See the stories of tasks, which hold comments and changes.',
		}),
		writeComments: may('Write comments', 'stories:write | default', { includes: ['readComments'] }),
		readWorkspaces: may('Read workspaces and teams', 'workspaces:read teams:read | default'),
		manageWebhooks: may(
			'Manage webhooks',
			'webhooks:read webhooks:write webhooks:delete | default',
		),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://app.asana.com/-/oauth_authorize',
		tokenUrl: 'https://app.asana.com/-/oauth_token',
		clientAuthentication: 'body',
		// `GET /users/me` needs it.
		scopes: { always: ['users:read'] },
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
