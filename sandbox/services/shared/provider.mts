/** What the authorization servers of all stand-ins have in common: oidc-provider, before it wears a service's dress. */
import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';

import Provider, { type Configuration, type interactionPolicy as policies } from 'oidc-provider';
import { interactionPolicy } from 'oidc-provider';

import { memoryAdapter } from './memory.mts';

/** Seconds that a person has for the consent page. */
const HOUR = 60 * 60;

/** How a service's authorization server differs from the others. */
export interface ProviderDress {
	/** Its own address, under which tokens are issued. */
	readonly issuer: string;
	/** For its own error page. */
	readonly displayName: string;
	/** The one app that is registered. */
	readonly client: { readonly id: string; readonly secret: string };
	readonly scopes: readonly string[];
	/** More parameters that an authorization request may have. */
	readonly extraParams?: readonly string[];
	/** The paths of the dialog, of the token endpoint, and of the folder of consent pages. */
	readonly paths: {
		readonly authorization: string;
		readonly token: string;
		readonly consent: string;
	};
	/**
	 * Seconds that a code and an access token are good for; and a refresh token, where the service gives some. Each of
	 * those is good for one use: a second one takes back the whole grant (RFC 9700, section 4.14.2).
	 */
	readonly ttl: { readonly code: number; readonly token: number; readonly refresh?: number };
	/** Where the app proves itself (RFC 6749, section 2.3.1); in the body where nothing is said. */
	readonly clientAuthentication?: 'body' | 'header';
	/** Whether Proof Key for Code Exchange is demanded (RFC 7636). */
	readonly pkce?: boolean;
	/** Whether a renewal gives another refresh token; it does where nothing is said. */
	readonly rotates?: boolean;
	/** Another app that has tokens of its own (RFC 6749, section 4.4), for which no person is asked. */
	readonly machine?: {
		readonly client: ProviderDress['client'];
		readonly clientAuthentication: 'body' | 'header';
	};
}

/** A key for all authorization servers of this process: to make one takes longer than to start a stand-in. */
let signingKey: JsonWebKey | undefined;
function sharedKey(): JsonWebKey {
	const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
	signingKey ??= make().export({ format: 'jwk' });
	return signingKey;
}

/** A person chooses who to be each time: the sandbox has no session at the service. */
function askEachTime(): policies.DefaultPolicy {
	const policy = interactionPolicy.base();
	const login = policy.get('login');
	if (!login) throw new Error('oidc-provider has no login prompt');
	login.checks.add(
		new interactionPolicy.Check('each_time', 'the person chooses the account', (ctx) =>
			ctx.oidc.result?.login
				? interactionPolicy.Check.NO_NEED_TO_PROMPT
				: interactionPolicy.Check.REQUEST_PROMPT,
		),
	);
	return policy;
}

const METHODS = { body: 'client_secret_post', header: 'client_secret_basic' } as const;

function configuration(dress: ProviderDress): Configuration {
	const { displayName, client, scopes, extraParams = [], paths, ttl } = dress;
	const { clientAuthentication = 'body', pkce = false, rotates = true, machine } = dress;
	const refreshes = ttl.refresh !== undefined;
	return {
		adapter: memoryAdapter(),
		jwks: { keys: [sharedKey()] },
		clients: [
			{
				client_id: client.id,
				client_secret: client.secret,
				grant_types: ['authorization_code', ...(refreshes ? ['refresh_token'] : [])],
				response_types: ['code'],
				token_endpoint_auth_method: METHODS[clientAuthentication],
				// Only a native client's loopback address may have any port (RFC 8252, section 7.3).
				application_type: 'native',
				redirect_uris: [
					'http://127.0.0.1/rest/oauth2-credential/callback',
					'http://localhost/rest/oauth2-credential/callback',
					'http://localhost/callback',
				],
			},
			...(machine
				? [
						{
							client_id: machine.client.id,
							client_secret: machine.client.secret,
							grant_types: ['client_credentials'],
							response_types: [],
							redirect_uris: [],
							token_endpoint_auth_method: METHODS[machine.clientAuthentication],
						},
					]
				: []),
		],
		routes: { authorization: paths.authorization, token: paths.token },
		interactions: {
			policy: askEachTime(),
			url: (_ctx, interaction) => `${paths.consent}/${interaction.uid}`,
		},
		findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
		scopes: [...scopes],
		extraParams: [...extraParams],
		pkce: { required: () => pkce },
		issueRefreshToken: () => refreshes,
		rotateRefreshToken: rotates,
		renderError: (ctx, { error, error_description }) => {
			ctx.type = 'text/plain';
			ctx.body = `${displayName} (stand-in) cannot go on: ${error}. ${error_description ?? ''}`;
		},
		features: {
			devInteractions: { enabled: false },
			clientCredentials: { enabled: machine !== undefined },
		},
		cookies: { keys: [randomBytes(16).toString('hex')] },
		ttl: {
			AccessToken: ttl.token,
			AuthorizationCode: ttl.code,
			ClientCredentials: ttl.token,
			IdToken: ttl.token,
			Grant: ttl.refresh ?? ttl.token,
			Interaction: HOUR,
			...(ttl.refresh === undefined ? {} : { RefreshToken: ttl.refresh }),
			Session: HOUR,
		},
	};
}

/** A Cookie header without the cookie that names a session, and without the signature of that cookie. */
function withoutSession(header: string, name: string): string {
	const isOfSession = (cookie: string) => /^([^=]*?)(?:\.sig)?=/.exec(cookie.trim())?.[1] === name;
	return header
		.split(';')
		.filter((cookie) => !isOfSession(cookie))
		.join(';');
}

/**
 * An authorization server (RFC 6749) whose every authorization begins without a session. oidc-provider would otherwise
 * ask the browser to log the former person out first, on pages that no service has, and end that person's grants.
 */
export function createProvider(dress: ProviderDress): Provider {
	const provider = new Provider(dress.issuer, configuration(dress));
	provider.proxy = true;
	provider.use(async (ctx, next) => {
		const { headers } = ctx.req;
		if (headers.cookie) {
			headers.cookie = withoutSession(headers.cookie, provider.cookieName('session'));
		}
		await next();
	});
	return provider;
}
