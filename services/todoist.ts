import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { type Account, defineService, type ReadInquiry } from '../connection/model/service';

const REFERENCE = 'https://developer.todoist.com/api/v1/';
const SCOPES = 'https://doist.github.io/todoist-api-typescript/authorization';

/** `GET /user`. */
const user = z.object({ id: z.string(), full_name: z.string(), email: z.string() });

const error = z.object({
	error: z.string(),
	error_tag: z.string().optional(),
	http_code: z.number().optional(),
});

const account: ReadInquiry<Account> = {
	url: '/user',
	example: { id: '2671355', full_name: 'Ada Lovelace', email: 'ada@example.com' },
	parse: readAs(user, ({ id, full_name, email }) => ({
		id,
		name: full_name,
		user: full_name,
		email,
	})),
};

const may = permissionsFrom(SCOPES);

/**
 * Todoist API v1. The scope to read and write contains those to read and to add tasks. With the scope to add tasks alone
 * nothing can be read, not even who it is: here it always comes with the scope to read. Access tokens of new apps expire and
 * their renewals rotate; those of old apps do not expire.
 */
export const todoist = defineService({
	name: 'todoist',
	displayName: 'Todoist',
	address: { template: 'https://api.todoist.com/api/v1' },
	permissions: {
		readData: may('Read tasks and projects', 'data:read | data:read_write', {
			description: 'See tasks, projects, sections, labels and comments.',
			default: true,
		}),
		addTasks: may('Add tasks', 'task:add | data:read_write', {
			description: 'Add tasks, without changing those that exist.',
			includes: ['readData'],
		}),
		writeData: may('Create and change tasks and projects', 'data:read_write', {
			description: 'Create, change, complete and reopen, but not delete.',
			includes: ['readData', 'addTasks'],
		}),
		deleteData: may('Delete tasks, labels and filters', 'data:delete', { includes: ['readData'] }),
		deleteProjects: may('Delete projects', 'project:delete', { includes: ['readData'] }),
		readBackups: may('Read backups', 'backups:read', { includes: ['readData'] }),
	},
	oauth2: {
		documentationUrl: REFERENCE,
		authorizeUrl: 'https://todoist.com/oauth/authorize',
		tokenUrl: 'https://todoist.com/oauth/access_token',
		clientAuthentication: 'body',
		scopes: { separator: ',' },
		rotates: true,
		account,
		revoke: {
			method: 'POST',
			url: '/revoke',
			body: { token: '{token}', token_type_hint: 'access_token' },
			encoding: 'json',
			sign: 'client',
			ends: 'grant',
		},
	},
	apiKey: {
		documentationUrl: REFERENCE,
		label: 'API Token',
		hint: 'In Todoist: Settings → Integrations → Developer → Copy API token.',
		pattern: '[0-9a-f]{40}',
		example: 'the whole token of 40 digits and letters',
		access: 'full',
		accessNotice: 'The token may do everything that its Todoist user may do.',
		account,
	},
	// No number of requests is documented in a source at hand; a page holds at most 200 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 200 },
	paging: {
		by: 'cursor',
		cursor: 'cursor',
		next: 'next_cursor',
		size: 'limit',
		records: 'results',
	},
	parseError: errorReader(error, ({ error: detail, error_tag, http_code }) => ({
		code: error_tag ?? (http_code === undefined ? undefined : String(http_code)),
		detail,
	})),
	errors: [],
	sources: [
		REFERENCE,
		SCOPES,
		'Doist/todoist-api-typescript: src/authentication.ts',
		'Doist/todoist-api-typescript: src/consts/endpoints.ts',
		'Doist/todoist-api-typescript: src/types/sync/response.ts',
		'https://github.com/olsh/todoist-net/pull/79',
		'phpandroidgladiator/todoist-api: source/includes/_users.md',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/TodoistOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/credentials/TodoistApi.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/Todoist/GenericFunctions.js',
	],
});
