import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { readAs } from '../connection/model/reading';
import {
	defineService,
	revocationAt,
	type ServiceError,
	type Usage,
} from '../connection/model/service';

const OAUTH = 'https://github.com/reddit-archive/reddit/wiki/OAuth2';
const SCOPES = 'https://www.reddit.com/dev/api/oauth';

/** `GET /api/v1/me`. */
const me = z.object({ id: z.string(), name: z.string() });

/** An error by status: `{"message": "Forbidden", "error": 403}`; some have a reason and explain it. */
const statusError = z.object({
	error: z.number().min(400),
	message: z.string().optional(),
	reason: z.string().optional(),
	explanation: z.string().optional(),
});

/** Errors of a form, with status 200: code, explanation and field of each. */
const formErrors = z.object({
	json: z.object({
		errors: z.array(z.tuple([z.string(), z.string()]).rest(z.string().nullable())).nonempty(),
	}),
});

const count = z.coerce.number().finite().nonnegative();

/** The headers say what is used and what is left, but no limit; the reset is in seconds from now. */
function usageIn(headers: Readonly<Record<string, unknown>>): Usage | undefined {
	const [used, left, reset] = ['used', 'remaining', 'reset'].map((name) =>
		count.safeParse(headers[`x-ratelimit-${name}`] ?? undefined),
	);
	if (!used?.success || !left?.success || used.data + left.data === 0) return undefined;
	const share = used.data / (used.data + left.data);
	return reset?.success ? { share, regain: reset.data * 1000 } : { share };
}

function parseError(body: unknown): ServiceError | undefined {
	const form = formErrors.safeParse(body);
	if (form.success) {
		const [code, detail, field] = form.data.json.errors[0];
		return { code, detail, ...(field ? { fields: [{ field, message: detail }] } : {}) };
	}
	const plain = statusError.safeParse(body);
	if (!plain.success) return undefined;
	const { error, message, reason, explanation } = plain.data;
	return { code: reason ?? String(error), detail: explanation ?? message };
}

const may = permissionsFrom(SCOPES);

/**
 * Reddit API. The API is at another host than the consent page. Only `duration=permanent` gives a refresh token.
 */
export const reddit = defineService({
	name: 'reddit',
	displayName: 'Reddit',
	address: { template: 'https://oauth.reddit.com' },
	request: {
		// Default names of libraries are "drastically limited" (https://github.com/reddit-archive/reddit/wiki/API).
		headers: { 'User-Agent': 'n8n:n8n-nodes-connections:1' },
		body: 'form',
	},
	permissions: {
		readPosts: may('Read posts and comments', 'read', { default: true }),
		readSubscriptions: may('Read subscribed subreddits', 'mysubreddits', {
			description: 'See which subreddits the person subscribes to, moderates or contributes to.',
		}),
		readHistory: may('Read voting and saving history', 'history', {
			description: 'See which posts and comments the person voted on, saved or hid.',
		}),
		submitPosts: may('Submit posts and comments', 'submit', { includes: ['readPosts'] }),
		editPosts: may('Edit and delete posts and comments', 'edit', {
			description: "Change and delete the person's own posts and comments.",
			includes: ['readPosts'],
		}),
		savePosts: may('Save posts and comments', 'save'),
		vote: may('Vote on posts and comments', 'vote'),
		subscribe: may('Subscribe to subreddits', 'subscribe'),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://www.reddit.com/api/v1/authorize',
		tokenUrl: 'https://www.reddit.com/api/v1/access_token',
		clientAuthentication: 'header',
		authorizeQuery: { duration: 'permanent' },
		// `GET /api/v1/me` needs it.
		scopes: { always: ['identity'] },
		account: {
			url: '/api/v1/me',
			example: { id: '1w72', name: 'ada' },
			parse: readAs(me, ({ id, name }) => ({ id, name, user: name })),
		},
		// With the refresh token, since without it only the current access token would end.
		revoke: revocationAt('https://www.reddit.com/api/v1/revoke_token', { token: '{refreshToken}' }),
	},
	// 60 requests a minute for OAuth clients, counted in windows of ten minutes.
	limits: {
		concurrency: 4,
		timeout: 60_000,
		pageSize: 100,
		window: 600_000,
		rate: { requests: 60, per: 60_000 },
	},
	paging: {
		by: 'cursor',
		cursor: 'after',
		next: 'data.after',
		size: 'limit',
		records: 'data.children',
	},
	usage: usageIn,
	parseError,
	errors: [{ when: { code: ['RATELIMIT'] }, kind: 'throttled' }],
	exampleRefusal: { status: 401, body: { message: 'Unauthorized', error: 401 } },
	sources: [
		OAUTH,
		SCOPES,
		'https://github.com/reddit-archive/reddit/wiki/API',
		'praw-dev/prawcore: prawcore/auth.py',
		'praw-dev/prawcore: prawcore/rate_limit.py',
		'praw-dev/praw: praw/reddit.py',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'n8n-nodes-base (npm): dist/credentials/RedditOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/Reddit/GenericFunctions.js',
	],
});
