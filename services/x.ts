import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders, readAs } from '../connection/model/reading';
import { defineService, revocationAt } from '../connection/model/service';

const OAUTH =
	'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code';

/** `GET /2/users/me` (https://docs.x.com/x-api/users/user-lookup-me). */
const me = z.object({ data: z.object({ id: z.string(), name: z.string(), username: z.string() }) });

const may = permissionsFrom(OAUTH);

/**
 * X, formerly Twitter, by version 2 of its API.
 *
 * Writing needs the reading scopes as well, so these are requested always: they also tell whose account it is. Each
 * renewal gives another refresh token. What an app may call depends on the plan of its developer account, too.
 */
export const x = defineService({
	name: 'x',
	displayName: 'X',
	address: { template: 'https://api.x.com/2' },
	request: { lists: 'comma' },
	permissions: {
		readPosts: may('Read posts and profiles', 'tweet.read users.read', { default: true }),
		writePosts: may('Create and delete posts', 'tweet.write', { includes: ['readPosts'] }),
		uploadMedia: may('Upload media', 'media.write'),
		readLikes: may('Read likes', 'like.read'),
		writeLikes: may('Like posts', 'like.write'),
		readMessages: may('Read direct messages', 'dm.read'),
		sendMessages: may('Send direct messages', 'dm.write', { includes: ['readMessages'] }),
		readFollows: may('Read follows', 'follows.read'),
		writeFollows: may('Follow and unfollow', 'follows.write'),
		readLists: may('Read lists', 'list.read'),
		writeLists: may('Create and edit lists', 'list.write'),
		readBookmarks: may('Read bookmarks', 'bookmark.read'),
		writeBookmarks: may('Edit bookmarks', 'bookmark.write'),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://x.com/i/oauth2/authorize',
		tokenUrl: 'https://api.x.com/2/oauth2/token',
		clientAuthentication: 'header',
		pkce: true,
		scopes: { always: ['tweet.read', 'users.read', 'offline.access'] },
		rotates: true,
		account: {
			url: '/users/me',
			example: { data: { id: '2244994945', name: 'Ada Lovelace', username: 'ada' } },
			parse: readAs(me, ({ data: { id, name, username } }) => ({ id, name: username, user: name })),
		},
		// The refresh token, since the connection would renew a withdrawn access token.
		revoke: revocationAt('https://api.x.com/2/oauth2/revoke', { token: '{refreshToken}' }),
	},
	// Each endpoint has limits of its own in 15 minutes. Most lists give up to 100 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 900_000 },
	paging: {
		by: 'cursor',
		cursor: 'pagination_token',
		next: 'meta.next_token',
		size: 'max_results',
		records: 'data',
	},
	usage: rateHeaders('x-rate-limit', 'epochSeconds'),
	// An answer may hold `errors` about single records besides its data: that is a success.
	parseError: errorReader(
		z.object({
			title: z.string(),
			type: z.string(),
			detail: z.string().optional(),
			reason: z.string().optional(),
		}),
		({ title, detail, reason }) => ({ code: reason ?? title, detail: detail ?? title }),
	),
	errors: [
		...byCode({ revoked: ['invalid_grant'], expired: ['Unauthorized'] }),
		{
			when: { code: ['client-not-enrolled'] },
			kind: 'permission',
			advice: 'Add the app to a project in the X developer portal, with a plan that allows this.',
		},
		{ when: { code: ['UsageCapExceeded'] }, kind: 'throttled' },
	],
	exampleRefusal: {
		status: 401,
		body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
	},
	sources: [
		OAUTH,
		'https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token.md',
		'https://docs.x.com/x-api/fundamentals/response-codes-and-errors',
		'twitter-api-v2 (npm): dist/cjs/client/readonly.js',
		'twitter-api-v2 (npm): dist/cjs/types/auth.types.d.ts',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'nextauthjs/next-auth: packages/core/src/providers/twitter.ts',
		'n8n-nodes-base (npm): dist/credentials/TwitterOAuth2Api.credentials.js',
	],
});
