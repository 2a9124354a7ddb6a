import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders, readAs, scopesInHeader } from '../connection/model/reading';
import {
	type AnswerContext,
	defineService,
	endingAt,
	type Grant,
} from '../connection/model/service';

const SCOPES = 'github/docs: content/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.md';
const REVOCATION =
	'github/docs: content/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation.md';

/** `GET /user` (https://docs.github.com/en/rest/users/users); the address is null unless it is public. */
const user = z.object({
	id: z.number(),
	login: z.string(),
	name: z.string().nullish(),
	email: z.string().nullish(),
});

const account = {
	url: '/user',
	example: { id: 1, login: 'octocat', name: 'Ada Lovelace', email: null },
	parse: readAs(user, ({ id, login, name, email }) => ({
		id: String(id),
		name: login,
		user: name ?? undefined,
		email: email ?? undefined,
	})),
};

/** Only errors name their documentation: commits have a message, too. */
const refusal = z.object({ message: z.string(), documentation_url: z.string() });

const scopes = scopesInHeader('x-oauth-scopes');

/** Reads scopes and end of a token, such as `2026-12-31 09:00:00 UTC`. Fine-grained tokens name no scopes. */
function tokenGrant(body: unknown, answer: AnswerContext): Grant | undefined {
	const grant = scopes(body, answer);
	const end = endingAt(
		Date.parse(String(answer.headers['github-authentication-token-expiration'])),
	);
	return grant && end ? { ...grant, endings: { token: end } } : grant;
}

const may = permissionsFrom(SCOPES);

/**
 * GitHub. Tokens of OAuth apps do not expire, but end after a year without use.
 *
 * Scopes cover reading and writing at once, and every connection may read what is public. A person may narrow them
 * afterwards, so the header of an answer counts. Errors have no codes, only words; what a connection may not see is not
 * found.
 */
export const github = defineService({
	name: 'github',
	displayName: 'GitHub',
	address: { template: 'https://api.github.com' },
	request: {
		headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' },
	},
	permissions: {
		readProfile: may('Read the profile', 'read:user | user', { default: true }),
		readEmails: may('Read email addresses', 'user:email | user'),
		publicRepositories: may('Read and edit public repositories', 'public_repo | repo', {
			description: 'Covers code, issues, pull requests and releases.',
		}),
		repositories: may('Read and edit all repositories', 'repo', {
			description:
				'Covers code, issues, pull requests, releases and webhooks of private ones, too.',
		}),
		manageWebhooks: may('Manage webhooks of repositories', 'admin:repo_hook | repo'),
		editWorkflows: may('Edit GitHub Actions workflows', 'workflow'),
		readOrganizations: may('Read organizations and teams', 'read:org | write:org | admin:org'),
		readProjects: may('Read projects', 'read:project | project'),
		editProjects: may('Read and edit projects', 'project'),
		writeGists: may('Create and edit gists', 'gist'),
		notifications: may('Read notifications', 'notifications'),
		deleteRepositories: may('Delete repositories', 'delete_repo'),
	},
	oauth2: {
		documentationUrl:
			'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
		authorizeUrl: 'https://github.com/login/oauth/authorize',
		tokenUrl: 'https://github.com/login/oauth/access_token',
		clientAuthentication: 'body',
		pkce: true,
		expiry: 'never',
		lifetimes: [{ of: 'token', days: 365, from: 'lastUse', source: REVOCATION }],
		account,
		granted: {
			url: '/user',
			exampleHeaders: (granted) => ({ 'x-oauth-scopes': granted.join(', ') }),
			parse: scopes,
		},
		revoke: {
			url: '/applications/{clientId}/token',
			body: { access_token: '{token}' },
			encoding: 'json',
			sign: 'client',
			ends: 'grant',
		},
	},
	apiKey: {
		documentationUrl:
			'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens',
		label: 'Personal Access Token',
		hint: 'In GitHub: your profile picture → Settings → Developer settings → Personal access tokens.',
		pattern: '(?:github_pat|ghp)_[A-Za-z0-9_]{36,255}',
		example: 'the whole token, beginning with github_pat_ or ghp_',
		access: 'key',
		accessNotice:
			'The token may do what was selected when it was made. GitHub tells this only of classic tokens.',
		lifetimes: [{ of: 'token', days: 365, from: 'lastUse', source: REVOCATION }],
		account,
		granted: {
			url: '/user',
			exampleHeaders: (granted) => ({ 'x-oauth-scopes': granted.join(', ') }),
			parse: tokenGrant,
		},
	},
	// GitHub allows 100 requests at once, shared with everything else of the account, and 5,000 an hour.
	limits: {
		concurrency: 10,
		timeout: 60_000,
		pageSize: 100,
		rate: { requests: 5000, per: 3_600_000 },
	},
	paging: { by: 'link', size: 'per_page' },
	usage: rateHeaders('x-ratelimit', 'epochSeconds'),
	parseError: errorReader(refusal, ({ message }) => ({
		// A throttle may come with status 403, like a refusal, and its words name the user.
		code: /rate limit/i.test(message) ? 'rate limit' : message,
		detail: message,
	})),
	errors: [
		...byCode({
			revoked: ['Bad credentials'],
			rateLimited: ['rate limit'],
			insufficientScope: ['Resource not accessible by personal access token'],
		}),
		{
			when: { status: [404] },
			kind: 'notFound',
			advice: 'GitHub also answers so where the connection may not see a private repository.',
		},
	],
	exampleRefusal: {
		status: 401,
		body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' },
	},
	sources: [
		SCOPES,
		REVOCATION,
		'github/docs: content/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.md',
		'https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api',
		'https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication',
		'@octokit/oauth-methods (npm): dist-bundle/index.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/GithubOAuth2Api.credentials.js',
	],
});
