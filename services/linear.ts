import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders } from '../connection/model/reading';
import { type Account, defineService, type ReadInquiry } from '../connection/model/service';

const OAUTH = 'https://linear.app/developers/oauth-2-0-authentication';

/** `viewer` is the person, or the app that acts; `organization` is the workspace. */
const identity = z.object({
	data: z.object({
		viewer: z.object({ name: z.string(), email: z.string().nullish() }),
		organization: z.object({ id: z.string(), name: z.string() }),
	}),
});

/** Errors of GraphQL, most of them with status 200 or 400. */
const errors = z.object({
	errors: z
		.array(
			z.object({
				message: z.string(),
				extensions: z
					.object({
						code: z.string().optional(),
						type: z.string().optional(),
						userPresentableMessage: z.string().optional(),
					})
					.optional(),
			}),
		)
		.nonempty(),
});

const account: ReadInquiry<Account> = {
	method: 'POST',
	url: '/graphql',
	body: { query: '{ viewer { name email } organization { id name } }' },
	example: {
		data: {
			viewer: { name: 'Ada Lovelace', email: 'ada@example.com' },
			organization: { id: '9cfb482a-81e3-4154-b5b9-2c805e70a02d', name: 'Flowers' },
		},
	},
	parse: (body) => {
		const { viewer, organization } = identity.parse(body).data;
		const { id, name } = organization;
		return { id, name, user: viewer.name, email: viewer.email ?? undefined };
	},
};

const verify = { method: 'POST', url: '/graphql', body: { query: '{ viewer { id } }' } } as const;

const may = permissionsFrom(OAUTH);

/**
 * Linear, whose API is GraphQL: every request is a POST to one path. Access tokens last a day and renewals rotate. A
 * connection belongs to one workspace.
 */
export const linear = defineService({
	name: 'linear',
	displayName: 'Linear',
	address: { template: 'https://api.linear.app' },
	permissions: {
		read: may('Read issues, projects and teams', 'read', {
			description: 'See all that the person may see. Every connection has it.',
			default: true,
		}),
		createIssues: may('Create issues', 'issues:create | write', {
			description: 'Create issues with attachments, without changing those that exist.',
			includes: ['read'],
		}),
		createComments: may('Create comments', 'comments:create | write', { includes: ['read'] }),
		write: may('Create and change everything', 'write', {
			description: 'Create, change and delete issues, comments, projects and more.',
			includes: ['read', 'createIssues', 'createComments'],
		}),
		admin: may('Administer the workspace', 'admin', {
			description: 'Use what only admins may, such as webhooks.',
			includes: ['read'],
		}),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://linear.app/oauth/authorize',
		tokenUrl: 'https://api.linear.app/oauth/token',
		clientAuthentication: 'body',
		scopes: { separator: ',' },
		// Shown each time, so that another workspace can be chosen.
		authorizeQuery: { prompt: 'consent' },
		rotates: true,
		verify,
		account,
		revoke: { method: 'POST', url: '/oauth/revoke', ends: 'grant' },
	},
	apiKey: {
		documentationUrl: 'https://linear.app/developers/graphql',
		label: 'API Key',
		hint: 'In Linear: Settings → Security & access → Personal API keys → New API key.',
		pattern: 'lin_api_[A-Za-z0-9]+',
		example: 'the whole key, which begins with lin_api_',
		// Without the word Bearer, which is for access tokens.
		sign: { by: 'header', name: 'Authorization' },
		access: 'key',
		accessNotice: 'What the key may do, and in which teams, was chosen when it was made.',
		verify,
		account,
	},
	// Requests and the complexity of queries are limited by the hour; a page holds 50 records unless more are asked for.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 50, window: 3_600_000 },
	usage: rateHeaders('x-ratelimit-requests'),
	parseError: errorReader(errors, ({ errors: [{ message, extensions }] }) => ({
		code: extensions?.type ?? extensions?.code,
		detail: extensions?.userPresentableMessage ?? message,
	})),
	errors: [
		...byCode({
			reauthorize: ['authentication error'],
			forbidden: ['forbidden', 'feature not accessible'],
			rateLimited: ['ratelimited', 'RATELIMITED'],
			input: ['invalid input'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: {
			errors: [
				{
					message: 'Authentication required, not authenticated',
					extensions: { type: 'authentication error' },
				},
			],
		},
	},
	sources: [
		OAUTH,
		'https://linear.app/developers/rate-limiting',
		'https://docs.unified.to/skills/linear-oauth-app/SKILL.md',
		'@linear/sdk (npm): dist/index.mjs',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'NangoHQ/nango: packages/server/lib/hooks/connection/providers/linear/pre-connection-deletion.ts',
		'n8n-nodes-base (npm): dist/credentials/LinearOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/credentials/LinearApi.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/Linear/GenericFunctions.js',
	],
});
