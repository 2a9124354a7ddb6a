import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders } from '../connection/model/reading';
import {
	type Account,
	defineService,
	endingAt,
	type Grant,
	revocationAt,
} from '../connection/model/service';

const OAUTH = 'https://docs.discord.com/developers/topics/oauth2';

/** `GET /users/@me`, of a person or of a bot. */
const user = z.object({
	id: z.string(),
	username: z.string(),
	global_name: z.string().nullish(),
	email: z.string().nullish(),
});

/** `GET /oauth2/@me`: the token's own scopes, and when it expires. */
const authorization = z.object({ scopes: z.array(z.string()), expires: z.string() });

const error = z.object({ code: z.number(), message: z.string() });

const USER = {
	id: '80351110224678912',
	username: 'ada',
	global_name: 'Ada Lovelace',
	email: 'ada@example.com',
};

function accountOf(body: unknown): Account {
	const { id, username, global_name, email } = user.parse(body);
	return { id, name: global_name ?? username, user: username, email: email ?? undefined };
}

function grantOf(body: unknown): Grant {
	const { scopes, expires } = authorization.parse(body);
	const token = endingAt(Date.parse(expires));
	return { granted: scopes, ...(token ? { endings: { token } } : {}) };
}

const may = permissionsFrom(OAUTH);

/**
 * Discord API v10. OAuth 2.0 acts as a person, who has few rights in the API: nearly all that concerns channels and
 * messages is for bots, whose rights are the roles that each server gives to them.
 */
export const discord = defineService({
	name: 'discord',
	displayName: 'Discord',
	address: { template: 'https://discord.com/api/v10' },
	request: {
		// Requests without such a name may be blocked (https://docs.discord.com/developers/reference#user-agent).
		headers: {
			'User-Agent':
				'DiscordBot (https://github.com/n8n-nodes-connections/n8n-nodes-connections, 1)',
		},
	},
	permissions: {
		readServers: may('Read servers', 'guilds', {
			description:
				'See which servers the person is a member of, but not their channels and messages.',
			default: true,
		}),
		readServerMembership: may('Read server membership', 'guilds.members.read', {
			description: "See the person's own nickname and roles in a server.",
		}),
		joinServers: may('Join servers', 'guilds.join', {
			description: 'Add the person to a server of which the bot of the app is a member.',
		}),
		readEmail: may('Read email address', 'email'),
		readLinkedAccounts: may('Read linked accounts', 'connections', {
			description: 'See which accounts at other services the person has linked.',
		}),
		addBot: may('Add the bot to a server', 'bot', {
			description: 'Choose a server on the consent page; the bot of the app joins it.',
		}),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://discord.com/api/oauth2/authorize',
		tokenUrl: 'https://discord.com/api/oauth2/token',
		clientAuthentication: 'header',
		// `GET /users/@me` needs it.
		scopes: { always: ['identify'] },
		account: { url: '/users/@me', example: USER, parse: accountOf },
		granted: {
			url: '/oauth2/@me',
			example: (granted) => ({ scopes: granted, expires: '2099-01-01T00:00:00.000Z' }),
			parse: grantOf,
		},
		// Ends all tokens of the authorization, whichever of them is sent.
		revoke: revocationAt('https://discord.com/api/oauth2/token/revoke'),
	},
	apiKey: {
		documentationUrl: 'https://docs.discord.com/developers/reference',
		label: 'Bot Token',
		hint: 'In the Discord Developer Portal: your application → Bot → Reset Token.',
		pattern: '[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+',
		example: 'the whole token, which has three parts with dots between them',
		sign: { by: 'header', name: 'Authorization', prefix: 'Bot ' },
		access: 'key',
		accessNotice:
			'The bot may do what its roles allow in each server. To limit it, give it fewer permissions there.',
		account: { url: '/users/@me', example: USER, parse: accountOf },
	},
	// Lists of the API hold 100 records a page, most of them. Its global limit is 50 requests a second.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, rate: { requests: 50, per: 1_000 } },
	usage: rateHeaders({
		limit: 'x-ratelimit-limit',
		remaining: 'x-ratelimit-remaining',
		reset: { header: 'x-ratelimit-reset-after', in: 'seconds' },
	}),
	parseError: errorReader(error, ({ code, message }) => ({ code: String(code), detail: message })),
	errors: [
		...byCode({ reauthorize: ['50014', '50025', '40001'], insufficientScope: ['50026'] }),
		{
			when: { code: ['50001', '50013'] },
			kind: 'permission',
			advice: 'Give the bot a role in the server that allows this, and access to the channel.',
		},
		...byCode({
			rateLimited: ['20028'],
			notFound: ['10003', '10004', '10008'],
			input: ['50035', '50109'],
		}),
	],
	exampleRefusal: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
	sources: [
		OAUTH,
		'https://docs.discord.com/developers/topics/rate-limits',
		'discord/discord-api-docs: developers/topics/opcodes-and-status-codes.mdx',
		'discord/discord-api-spec: specs/openapi.json',
		'n8n-nodes-base (npm): dist/credentials/DiscordOAuth2Api.credentials.js',
	],
});
