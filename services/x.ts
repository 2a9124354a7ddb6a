import { z } from 'zod';

import { errorReader, rateHeaders } from '../connection/model/reading';
import { defineService, revocationAt } from '../connection/model/service';

const OAUTH =
	'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code';

/** `GET /2/users/me` (https://docs.x.com/x-api/users/user-lookup-me). */
const me = z.object({
	data: z.object({ id: z.string(), name: z.string(), username: z.string() }),
});

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
		readPosts: {
			label: 'Read posts and profiles',
			scopes: ['tweet.read', 'users.read'],
			default: true,
			source: OAUTH,
		},
		writePosts: {
			label: 'Create and delete posts',
			scopes: ['tweet.write'],
			includes: ['readPosts'],
			source: OAUTH,
		},
		uploadMedia: { label: 'Upload media', scopes: ['media.write'], source: OAUTH },
		readLikes: { label: 'Read likes', scopes: ['like.read'], source: OAUTH },
		writeLikes: { label: 'Like posts', scopes: ['like.write'], source: OAUTH },
		readMessages: { label: 'Read direct messages', scopes: ['dm.read'], source: OAUTH },
		sendMessages: {
			label: 'Send direct messages',
			scopes: ['dm.write'],
			includes: ['readMessages'],
			source: OAUTH,
		},
		readFollows: { label: 'Read follows', scopes: ['follows.read'], source: OAUTH },
		writeFollows: { label: 'Follow and unfollow', scopes: ['follows.write'], source: OAUTH },
		readLists: { label: 'Read lists', scopes: ['list.read'], source: OAUTH },
		writeLists: { label: 'Create and edit lists', scopes: ['list.write'], source: OAUTH },
		readBookmarks: { label: 'Read bookmarks', scopes: ['bookmark.read'], source: OAUTH },
		writeBookmarks: { label: 'Edit bookmarks', scopes: ['bookmark.write'], source: OAUTH },
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://x.com/i/oauth2/authorize',
		tokenUrl: 'https://api.x.com/2/oauth2/token',
		clientAuthentication: 'header',
		pkce: true,
		scopes: { always: ['tweet.read', 'users.read', 'offline.access'] },
		expiry: 'refresh',
		rotates: true,
		access: 'scopes',
		verify: { url: '/users/me' },
		account: {
			url: '/users/me',
			example: { data: { id: '2244994945', name: 'Ada Lovelace', username: 'ada' } },
			parse: (body) => {
				const { id, name, username } = me.parse(body).data;
				return { id, name: username, user: name };
			},
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
	usage: rateHeaders({
		limit: 'x-rate-limit-limit',
		remaining: 'x-rate-limit-remaining',
		reset: { header: 'x-rate-limit-reset', in: 'epochSeconds' },
	}),
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
		{ when: { code: ['invalid_grant'] }, kind: 'reauthorize', cause: 'revoked' },
		{ when: { code: ['Unauthorized'] }, kind: 'reauthorize', cause: 'expired' },
		{
			when: { code: ['client-not-enrolled'] },
			kind: 'permission',
			cause: 'forbidden',
			advice: 'Add the app to a project in the X developer portal, with a plan that allows this.',
		},
		{ when: { code: ['UsageCapExceeded'] }, kind: 'throttled', cause: 'rateLimited' },
		{ when: { status: [403] }, kind: 'permission', cause: 'forbidden' },
		{ when: { status: [429] }, kind: 'throttled', cause: 'rateLimited' },
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
