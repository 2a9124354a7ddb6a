import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const GUIDE = 'https://developer.atlassian.com/cloud/oauth/getting-started';
const EXPIRY =
	'https://community.developer.atlassian.com/t/refresh-token-expire-after-36000-seconds/60806/2';

/** `GET https://api.atlassian.com/me` (the User identity API), with the scope `read:me`. */
const me = z.object({ account_id: z.string(), name: z.string(), email: z.string().optional() });

/** `GET /rest/api/3/myself` of Jira. */
const myself = z.object({
	accountId: z.string(),
	displayName: z.string(),
	emailAddress: z.string().optional(),
});

/** The sites of the consent. One that has both products is listed for each of them. */
const sites = z.array(z.object({ id: z.string(), url: z.string() }));

/** Errors of the gateway, of Jira, and of Confluence. */
const refusal = z.union([
	z
		.object({ code: z.number(), message: z.string() })
		.transform(({ message }) => ({ code: message, detail: message })),
	z
		.object({ errorMessages: z.array(z.string()), errors: z.record(z.string()).default({}) })
		.transform(({ errorMessages, errors }) => ({
			detail: errorMessages.join(' ') || undefined,
			fields: Object.entries(errors).map(([field, message]) => ({ field, message })),
		})),
	z
		.object({
			errors: z.tuple([z.object({ code: z.string(), title: z.string() })]).rest(z.unknown()),
		})
		.transform(({ errors: [{ code, title }] }) => ({ code, detail: title })),
]);

const jira = permissionsFrom(
	'https://developer.atlassian.com/cloud/jira/platform/scopes-for-connect-and-oauth-2-3LO-apps/',
	'Jira',
);
const confluence = permissionsFrom(
	'n8n-nodes-base (npm): dist/credentials/ConfluenceCloudOAuth2Api.credentials.js',
	'Confluence',
);

/**
 * Atlassian: Jira and Confluence in the cloud, with one consent for the sites that a person chooses.
 *
 * Requests go to a gateway, whose address names the product and the site's id. Each renewal ends the refresh token
 * before. Confluence's newer API takes only the granular scopes, Jira recommends the classic ones.
 */
export const atlassian = defineService({
	name: 'atlassian',
	displayName: 'Atlassian',
	address: {
		template: 'https://api.atlassian.com/ex/{product}/{site}',
		parts: {
			product: {
				label: 'product',
				pattern: 'jira|confluence',
				example: 'jira',
				options: { jira: 'Jira', confluence: 'Confluence' },
				default: 'jira',
			},
			site: {
				label: 'site',
				pattern: '[0-9a-f]+(?:-[0-9a-f]+)+',
				example: '1324a887-45db-1bf4-1e99-ef0ff456d421',
				description:
					'The cloud ID. Open https://your-site.atlassian.net/_edge/tenant_info to see it.',
			},
		},
	},
	permissions: {
		readIssues: jira('Read issues and projects', 'read:jira-work', { default: true }),
		writeIssues: jira('Create, edit and delete issues', 'write:jira-work'),
		readUsers: jira('Read users', 'read:jira-user'),
		manageProjects: jira('Manage project settings', 'manage:jira-project'),
		manageWebhooks: jira('Manage webhooks', 'manage:jira-webhook'),
		readSpaces: confluence('Read spaces', 'read:space:confluence'),
		readPages: confluence('Read pages', 'read:page:confluence'),
		writePages: confluence('Create and edit pages', 'write:page:confluence'),
		deletePages: confluence('Delete pages', 'delete:page:confluence'),
		readComments: confluence('Read comments', 'read:comment:confluence'),
		writeComments: confluence('Create and edit comments', 'write:comment:confluence'),
		readAttachments: confluence('Read attachments', 'read:attachment:confluence'),
		writeAttachments: confluence('Upload attachments', 'write:attachment:confluence'),
	},
	oauth2: {
		documentationUrl: `${GUIDE}/implementing-oauth-3lo/`,
		authorizeUrl: 'https://auth.atlassian.com/authorize',
		tokenUrl: 'https://auth.atlassian.com/oauth/token',
		addressParts: {
			site: {
				from: 'choice',
				property: 'site',
				list: {
					url: 'https://api.atlassian.com/oauth/token/accessible-resources',
					example: [
						{ id: '1324a887-45db-1bf4-1e99-ef0ff456d421', url: 'https://flowers.atlassian.net' },
					],
					parse: (body) => {
						const found = sites.parse(body).map(({ id, url }) => [id, url] as const);
						return [...new Map(found)].map(([value, label]) => ({ value, label }));
					},
				},
			},
		},
		clientAuthentication: 'header',
		scopes: { always: ['offline_access', 'read:me'] },
		authorizeQuery: { audience: 'api.atlassian.com', prompt: 'consent' },
		rotates: true,
		lifetimes: [
			{ of: 'refreshToken', days: 90, from: 'lastUse', source: EXPIRY },
			{ of: 'access', days: 365, from: 'issued', source: EXPIRY },
		],
		account: {
			url: 'https://api.atlassian.com/me',
			example: { account_id: '112233aa-bb11', name: 'Ada Lovelace', email: 'ada@example.com' },
			parse: readAs(me, ({ account_id, name, email }) => ({ id: account_id, name, email })),
		},
	},
	// Jira only: Confluence has another request that tells whose token it is.
	apiKey: {
		documentationUrl:
			'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
		label: 'API Token',
		hint: 'At id.atlassian.com: Security → API tokens → Create API token with scopes → Jira. Include read:jira-user.',
		pattern: '[A-Za-z0-9_=-]{20,}',
		example: 'the whole token with scopes, beginning with ATATT',
		fields: {
			email: {
				label: 'email address',
				pattern: '[^\\s:@]+@[^\\s:@]+',
				example: 'name@example.com',
				description: 'That of the Atlassian account to which the token belongs.',
			},
		},
		addressParts: { product: { from: 'field', property: 'product', default: 'jira' } },
		properties: [{ displayName: 'Product', name: 'product', type: 'hidden', default: 'jira' }],
		sign: { by: 'basic', user: '{email}', password: '{key}' },
		access: 'key',
		accessNotice: 'The token may do in Jira what its scopes and the permissions of its user allow.',
		account: {
			url: '/rest/api/3/myself',
			example: {
				accountId: '5b10a2844c20165700ede21g',
				displayName: 'Ada Lovelace',
				emailAddress: 'ada@example.com',
			},
			parse: readAs(myself, ({ accountId, displayName, emailAddress }) => ({
				id: accountId,
				name: displayName,
				email: emailAddress,
			})),
		},
	},
	// No number of requests is documented: limits count the cost of requests. A page of most lists holds up to 50 records.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 50 },
	usage: rateHeaders('x-ratelimit'),
	parseError: errorReader(refusal, (error) => error),
	errors: [
		// With status 401, but consent to the same scopes does not help.
		{
			when: { code: ['Unauthorized; scope does not match'] },
			kind: 'permission',
			cause: 'insufficientScope',
		},
		{ when: { code: ['invalid_grant', 'Unauthorized'] }, kind: 'reauthorize', cause: 'revoked' },
		{ when: { status: [403] }, kind: 'permission' },
		{
			when: { status: [404] },
			kind: 'notFound',
			advice: 'Atlassian also answers so where the user may not see it.',
		},
	],
	exampleRefusal: { status: 401, body: { code: 401, message: 'Unauthorized' } },
	sources: [
		`${GUIDE}/making-calls-to-api`,
		`${GUIDE}/refresh-tokens`,
		'https://developer.atlassian.com/cloud/jira/platform/rate-limiting/',
		'raycast/extensions: issue 11212 (scope does not match)',
		'stablyai/orca: pull request 20092 (tokens with scopes at the gateway)',
		'nextauthjs/next-auth: packages/core/src/providers/atlassian.ts',
		'n8n-nodes-base (npm): dist/credentials/AtlassianOAuth2Api.credentials.js',
	],
});
