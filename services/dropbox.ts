import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const OAUTH = 'https://developers.dropbox.com/oauth-guide';
const SCOPES = 'dropbox (npm): lib/routes.js';

/** `POST /users/get_current_account`. */
const account = z.object({
	account_id: z.string(),
	name: z.object({ display_name: z.string() }),
	email: z.string(),
	team: z.object({ name: z.string() }).optional(),
});

/** A summary such as `path/not_found/..` or `expired_access_token/.`, of which the first two words matter. */
const error = z.object({
	error_summary: z.string(),
	user_message: z.object({ text: z.string() }).optional(),
});

const codeOf = (summary: string) => /^\w+(?:\/\w+)?/.exec(summary)?.[0] ?? summary;

const may = permissionsFrom(SCOPES);

/**
 * Dropbox API v2. Every request is a POST, reads too. The app says whether it reaches one folder or the whole Dropbox.
 */
export const dropbox = defineService({
	name: 'dropbox',
	displayName: 'Dropbox',
	address: {
		template: 'https://api.dropboxapi.com/2',
		// Uploads and downloads.
		hosts: ['https://content.dropboxapi.com'],
	},
	permissions: {
		readMetadata: may('List files and folders', 'files.metadata.read', {
			description: 'See names, sizes and dates, and search, but not read the content of files.',
			default: true,
		}),
		readFiles: may('Read files', 'files.content.read', {
			description: 'Download files and list folders.',
			includes: ['readMetadata'],
		}),
		writeFiles: may('Create, change and delete files', 'files.content.write', {
			description: 'Upload, move, copy and delete files and folders.',
			includes: ['readMetadata'],
		}),
		readSharing: may('Read sharing settings', 'sharing.read', {
			description: 'See shared links, shared folders and their members.',
		}),
		writeSharing: may('Share files and folders', 'sharing.write', {
			description: 'Create and revoke shared links, and invite people.',
			includes: ['readSharing'],
		}),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://www.dropbox.com/oauth2/authorize',
		tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
		clientAuthentication: 'header',
		// Without it there is no refresh token (https://dropbox.tech/developers/using-oauth-2-0-with-offline-access).
		authorizeQuery: { token_access_type: 'offline' },
		// `users/get_current_account` needs it.
		scopes: { always: ['account_info.read'] },
		verify: { method: 'POST', url: '/users/get_current_account' },
		account: {
			method: 'POST',
			url: '/users/get_current_account',
			example: {
				account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc',
				name: { display_name: 'Ada Lovelace' },
				email: 'ada@example.com',
			},
			parse: readAs(account, ({ account_id, name, email, team }) => ({
				id: account_id,
				name: team?.name ?? name.display_name,
				user: name.display_name,
				email,
			})),
		},
		// Ends the access token, its refresh token, and all other access tokens of that one.
		revoke: { method: 'POST', url: '/auth/token/revoke', ends: 'grant' },
	},
	// No number of requests is documented; a throttled answer says in Retry-After how long to wait. A page of
	// a folder holds up to 2000 entries, one of a search 1000.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 1000 },
	parseError: errorReader(error, ({ error_summary, user_message }) => ({
		code: codeOf(error_summary),
		detail: user_message?.text ?? error_summary,
	})),
	errors: [
		...byCode({
			expired: ['expired_access_token'],
			revoked: ['invalid_access_token'],
			insufficientScope: ['missing_scope'],
		}),
		{
			when: { code: ['user_suspended'] },
			kind: 'permission',
			advice: 'The Dropbox user was suspended: ask an admin of the team.',
		},
		...byCode({
			forbidden: ['invalid_account_type', 'route_access_denied'],
			rateLimited: ['too_many_requests', 'too_many_write_operations'],
			notFound: ['path/not_found', 'path_lookup/not_found'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: { error_summary: 'invalid_access_token/..', error: { '.tag': 'invalid_access_token' } },
	},
	sources: [
		OAUTH,
		'https://dropbox.tech/developers/using-oauth-2-0-with-offline-access',
		'dropbox (npm): lib/routes.js',
		'dropbox (npm): types/dropbox_types.d.ts',
		'dropbox/dropbox-api-spec: auth.stone',
		'dropbox/dropbox-api-spec: files.stone',
		'https://developers.dropbox.com/dbx-performance-guide',
		'n8n-nodes-base (npm): dist/credentials/DropboxOAuth2Api.credentials.js',
	],
});
