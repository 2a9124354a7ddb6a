import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs, scopesInHeader } from '../connection/model/reading';
import {
	defineService,
	type Inquiry,
	type Revocation,
	type VerificationFailure,
} from '../connection/model/service';

const SCOPES = 'https://docs.slack.dev/reference/scopes';

/** `auth.test` (https://docs.slack.dev/reference/methods/auth.test). */
const identity = z.object({ team_id: z.string(), team: z.string(), user: z.string() });

/** It needs no scope, and answers a token that is not accepted with status 200. */
const test = { method: 'POST', url: '/auth.test' } as const satisfies Inquiry;

const failures: VerificationFailure[] = [
	{
		when: { key: 'ok', value: false },
		message: 'Slack does not accept the token of this connection. Reconnect it.',
	},
];

const account = {
	...test,
	example: { ok: true, team_id: 'T0G9PQBBK', team: 'Flowers', user: 'ada' },
	parse: readAs(identity, ({ team_id, team, user }) => ({ id: team_id, name: team, user })),
};

const granted = {
	...test,
	exampleHeaders: (scopes: readonly string[]) => ({ 'x-oauth-scopes': scopes.join(',') }),
	parse: scopesInHeader('x-oauth-scopes'),
};

const revoke: Revocation = { method: 'POST', url: '/auth.revoke', ends: 'grant' };

const may = permissionsFrom(SCOPES);

/**
 * Slack. The app or the person acts, and each has a token and scopes of its own in the token answer.
 *
 * Errors come with status 200. Tokens do not expire unless the app switched on token rotation. The permissions are those
 * that a bot and a person can both have; managing channels has another scope for each of them.
 */
export const slack = defineService({
	name: 'slack',
	displayName: 'Slack',
	address: { template: 'https://slack.com/api' },
	permissions: {
		sendMessages: may('Send messages', 'chat:write', {
			description: 'A bot may send to the channels to which it was invited.',
			default: true,
		}),
		listChannels: may('List public channels', 'channels:read'),
		readChannels: may('Read messages in public channels', 'channels:history', {
			includes: ['listChannels'],
		}),
		listPrivateChannels: may('List private channels', 'groups:read', {
			description: 'Those in which the bot or person is a member.',
		}),
		readPrivateChannels: may('Read messages in private channels', 'groups:history', {
			includes: ['listPrivateChannels'],
		}),
		readDirectMessages: may('Read direct messages', 'im:read im:history mpim:read mpim:history'),
		listUsers: may('List users', 'users:read'),
		readEmails: may('See email addresses of users', 'users:read.email', {
			includes: ['listUsers'],
		}),
		readFiles: may('Read files', 'files:read'),
		writeFiles: may('Upload, edit and delete files', 'files:write'),
		readReactions: may('Read reactions', 'reactions:read'),
		addReactions: may('Add and remove reactions', 'reactions:write'),
		readUserGroups: may('Read user groups', 'usergroups:read'),
	},
	oauth2: {
		documentationUrl: 'https://docs.slack.dev/authentication/installing-with-oauth',
		authorizeUrl: 'https://slack.com/oauth/v2/authorize',
		tokenUrl: 'https://slack.com/api/oauth.v2.access',
		clientAuthentication: 'body',
		scopes: { separator: ',' },
		identities: {
			bot: { label: 'Bot', parameter: 'scope', token: 'access_token', granted: 'scope' },
			user: {
				label: 'User',
				parameter: 'user_scope',
				token: 'authed_user.access_token',
				granted: 'authed_user.scope',
			},
		},
		expiry: 'never',
		verify: { ...test, failures },
		account,
		granted,
		revoke,
	},
	apiKey: {
		documentationUrl: 'https://docs.slack.dev/authentication/tokens',
		label: 'Bot or User Token',
		hint: 'In your Slack app: OAuth & Permissions → OAuth Tokens. A bot token begins with xoxb-, a user token with xoxp-.',
		pattern: 'xox[bp]-[A-Za-z0-9-]+',
		example: 'the whole token, beginning with xoxb- or xoxp-',
		access: 'key',
		accessNotice:
			'The token may do what its scopes in the Slack app allow. After changing them, reinstall the app in the workspace.',
		verify: { ...test, failures },
		account,
		granted,
		revoke,
	},
	// Each method has a limit of its own, from 1 to about 100 requests a minute; lists are best asked for 200 at a time.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 200 },
	paging: { by: 'cursor', cursor: 'cursor', next: 'response_metadata.next_cursor', size: 'limit' },
	parseError: errorReader(
		z.object({ ok: z.literal(false), error: z.string(), needed: z.string().optional() }),
		({ error, needed }) => ({ code: error, detail: needed ? `${error}: ${needed}` : error }),
	),
	errors: [
		...byCode({
			revoked: ['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed'],
			expired: ['token_expired'],
			insufficientScope: ['missing_scope'],
			forbidden: ['no_permission', 'ekm_access_denied'],
		}),
		{
			when: { code: ['not_in_channel'] },
			kind: 'permission',
			advice: 'Invite the bot to the channel in Slack.',
		},
		...byCode({ rateLimited: ['ratelimited'], notFound: ['channel_not_found', 'user_not_found'] }),
	],
	exampleRefusal: { status: 200, body: { ok: false, error: 'invalid_auth' } },
	sources: [
		SCOPES,
		'https://docs.slack.dev/reference/methods/auth.test',
		'https://docs.slack.dev/reference/methods/auth.revoke',
		'https://docs.slack.dev/apis/web-api/rate-limits',
		'https://docs.slack.dev/apis/web-api/pagination',
		'aki017/slack-api-docs: methods/auth.revoke.json',
		'slack-ruby/slack-ruby-client: issue 378 (x-oauth-scopes)',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/SlackOAuth2Api.credentials.js',
	],
});
