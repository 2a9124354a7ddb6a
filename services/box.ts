import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService, revocationAt } from '../connection/model/service';

const OAUTH = 'https://developer.box.com/guides/authentication/oauth2/';
const REFRESH = 'https://developer.box.com/guides/authentication/tokens/refresh';
const SCOPES = 'https://developer.box.com/guides/api-calls/permissions-and-errors/scopes/';

/** `GET /users/me`. */
const me = z.object({ id: z.string(), name: z.string(), login: z.string() });

const error = z.object({
	type: z.literal('error'),
	code: z.string().optional(),
	message: z.string().optional(),
	status: z.number().optional(),
});

const may = permissionsFrom(SCOPES);

/**
 * Box API 2.0. A scope counts only where the app was configured with it too. Each refresh token works once and lives
 * 60 days, so that a connection which is not used for so long ends.
 */
export const box = defineService({
	name: 'box',
	displayName: 'Box',
	address: { template: 'https://api.box.com/2.0', hosts: ['https://upload.box.com'] },
	permissions: {
		readFiles: may('Read files and folders', 'root_readonly | root_readwrite', {
			description: 'See and download all files and folders that the person may see.',
			default: true,
		}),
		writeFiles: may('Create, change and delete files and folders', 'root_readwrite', {
			description: 'Upload, change, share and delete files and folders.',
			includes: ['readFiles'],
		}),
		manageWebhooks: may('Manage webhooks', 'manage_webhook', {
			description: 'Create, change and delete webhooks for files and folders.',
			includes: ['readFiles'],
		}),
		manageUsers: may('Manage users', 'manage_managed_users', {
			description: 'Create, change and delete users of the enterprise, if the person is an admin.',
			includes: ['readFiles'],
		}),
		manageGroups: may('Manage groups', 'manage_groups', {
			description: 'Create, change and delete groups of the enterprise, if the person is an admin.',
			includes: ['readFiles'],
		}),
		manageEnterprise: may('Manage enterprise properties', 'manage_enterprise_properties', {
			description:
				'See events of the enterprise and change its properties, if the person is an admin.',
			includes: ['readFiles'],
		}),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://account.box.com/api/oauth2/authorize',
		tokenUrl: 'https://api.box.com/oauth2/token',
		clientAuthentication: 'body',
		rotates: true,
		lifetimes: [{ of: 'refreshToken', days: 60, from: 'lastUse', source: REFRESH }],
		account: {
			url: '/users/me',
			example: { id: '11446498', name: 'Ada Lovelace', login: 'ada@example.com' },
			parse: readAs(me, ({ id, name, login }) => ({ id, name, user: name, email: login })),
		},
		revoke: revocationAt('https://api.box.com/oauth2/revoke', { sign: 'none' }),
	},
	// About 1000 requests a minute and user; the lists of folders hold at most 1000 entries a page.
	limits: {
		concurrency: 4,
		timeout: 60_000,
		pageSize: 1000,
		rate: { requests: 1000, per: 60_000 },
	},
	paging: { by: 'offset', offset: 'offset', size: 'limit', records: 'entries' },
	parseError: errorReader(error, ({ code, message, status }) => ({
		code: code ?? (status === undefined ? undefined : String(status)),
		detail: message,
	})),
	errors: [
		...byCode({
			reauthorize: ['unauthorized'],
			insufficientScope: ['insufficient_scope'],
			forbidden: ['forbidden'],
			rateLimited: ['too_many_requests'],
			notFound: ['not_found'],
			input: ['bad_request', 'item_name_invalid'],
			serviceUnavailable: ['unavailable'],
		}),
	],
	sources: [
		OAUTH,
		REFRESH,
		SCOPES,
		'https://developer.box.com/guides/authentication/access-tokens/revoke',
		'https://developer.box.com/guides/api-calls/permissions-and-errors/rate-limits/',
		'box/box-openapi: openapi.json',
		'n8n-nodes-base (npm): dist/credentials/BoxOAuth2Api.credentials.js',
	],
});
