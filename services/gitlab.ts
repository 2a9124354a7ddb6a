import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, grantUntil, rateHeaders, readAs } from '../connection/model/reading';
import { defineService, revocationAt } from '../connection/model/service';

const SCOPES = 'gitlabhq/gitlabhq: doc/integration/oauth_provider.md';
const OAUTH = 'gitlabhq/gitlabhq: doc/api/oauth2.md';

/** `GET /user` (https://docs.gitlab.com/api/users/). */
const user = z.object({
	id: z.number(),
	username: z.string(),
	name: z.string().optional(),
	email: z.string().optional(),
});

/** `GET /oauth/token/info`; `expires_in` is null where a token does not expire. */
const tokenInfo = z.object({ scope: z.array(z.string()), expires_in: z.number().nullish() });

/** `GET /personal_access_tokens/self` (https://docs.gitlab.com/api/personal_access_tokens/). */
const ownToken = z.object({
	user_id: z.number(),
	name: z.string(),
	scopes: z.array(z.string()),
	expires_at: z.string().nullish(),
});

/** A refusal has this one member, often with the refused fields. "202 Accepted" is none, and commits have messages, too. */
const refusal = z.strictObject({
	message: z.union([z.string().regex(/^(?!2\d\d )/), z.record(z.array(z.string()))]),
});

const may = permissionsFrom(SCOPES);

/**
 * GitLab on gitlab.com.
 *
 * Each renewal ends the tokens before. Scopes that the application does not have in GitLab are refused, `read_user` among
 * them, which tells whose account it is.
 */
export const gitlab = defineService({
	name: 'gitlab',
	displayName: 'GitLab',
	address: { template: 'https://gitlab.com/api/v4' },
	permissions: {
		readApi: may('Read projects, issues and merge requests', 'read_api | api', { default: true }),
		useApi: may('Read and edit everything', 'api', {
			description: 'GitLab has no narrower scope for creating issues, files or releases.',
		}),
		readRepository: may('Read files of repositories', 'read_repository | read_api | api'),
		readRegistry: may('Read container images', 'read_registry'),
		writeRegistry: may('Push container images', 'write_registry', { includes: ['readRegistry'] }),
	},
	oauth2: {
		documentationUrl: 'https://docs.gitlab.com/api/oauth2/',
		authorizeUrl: 'https://gitlab.com/oauth/authorize',
		tokenUrl: 'https://gitlab.com/oauth/token',
		clientAuthentication: 'body',
		pkce: true,
		scopes: { always: ['read_user'] },
		rotates: true,
		account: {
			url: '/user',
			example: { id: 1, username: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
			parse: readAs(user, ({ id, username, name, email }) => ({
				id: String(id),
				name: username,
				user: name,
				email,
			})),
		},
		granted: {
			url: 'https://gitlab.com/oauth/token/info',
			example: (granted) => ({ scope: granted, expires_in: 7200 }),
			parse: readAs(tokenInfo, ({ scope, expires_in }) =>
				grantUntil(scope, expires_in ? Date.now() + expires_in * 1000 : undefined),
			),
		},
		revoke: revocationAt('https://gitlab.com/oauth/revoke', { sign: 'none' }),
	},
	apiKey: {
		documentationUrl: 'https://docs.gitlab.com/user/profile/personal_access_tokens/',
		label: 'Personal Access Token',
		hint: 'In GitLab: your avatar → Edit profile → Access tokens → Add new token.',
		pattern: 'glpat-[A-Za-z0-9_.-]{20,}',
		example: 'the whole token, beginning with glpat-',
		access: 'key',
		accessNotice: 'The token may do what its scopes allow, within the role of its user.',
		sign: { by: 'header', name: 'PRIVATE-TOKEN' },
		// A narrow token may not ask who its user is, but every token may ask about itself.
		account: {
			url: '/personal_access_tokens/self',
			parse: readAs(ownToken, ({ user_id, name }) => ({ id: String(user_id), name })),
		},
		granted: {
			url: '/personal_access_tokens/self',
			example: (granted) => ({
				user_id: 1,
				name: 'n8n',
				scopes: granted,
				expires_at: '2099-01-01',
			}),
			parse: readAs(ownToken, ({ scopes, expires_at }) =>
				grantUntil(scopes, expires_at ? Date.parse(expires_at) : 'never'),
			),
		},
	},
	// gitlab.com allows 2,000 requests a minute of one user.
	limits: {
		concurrency: 10,
		timeout: 60_000,
		pageSize: 100,
		rate: { requests: 2000, per: 60_000 },
	},
	paging: { by: 'link', size: 'per_page' },
	usage: rateHeaders('ratelimit', 'epochSeconds'),
	parseError: errorReader(refusal, ({ message }) => {
		if (typeof message === 'string') return { code: message, detail: message };
		const fields = Object.entries(message).map(([field, texts]) => ({
			field,
			message: texts.join(', '),
		}));
		return { fields };
	}),
	errors: [
		...byCode({
			revoked: ['invalid_token', 'invalid_grant', '401 Unauthorized'],
			insufficientScope: ['insufficient_scope'],
			forbidden: ['403 Forbidden'],
		}),
		{
			when: { status: [404] },
			kind: 'notFound',
			advice: 'GitLab also answers so where the connection may not see a private project.',
		},
	],
	exampleRefusal: { status: 401, body: { message: '401 Unauthorized' } },
	sources: [
		SCOPES,
		OAUTH,
		'gitlabhq/gitlabhq: doc/administration/settings/user_and_ip_rate_limits.md',
		'https://docs.gitlab.com/user/gitlab_com/',
		'https://docs.gitlab.com/api/rest/troubleshooting/',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'n8n-nodes-base (npm): dist/credentials/GitlabApi.credentials.js',
	],
});
