/** What the authorization servers of all stand-ins have in common: oidc-provider, before it wears a service's dress. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

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

function configuration(dress: ProviderDress): Configuration {
	const { displayName, client, scopes, extraParams = [], paths, ttl } = dress;
	const refreshes = ttl.refresh !== undefined;
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return {
		adapter: memoryAdapter(),
		jwks: { keys: [privateKey.export({ format: 'jwk' })] },
		clients: [
			{
				client_id: client.id,
				client_secret: client.secret,
				grant_types: ['authorization_code', ...(refreshes ? ['refresh_token'] : [])],
				response_types: ['code'],
				token_endpoint_auth_method: 'client_secret_post',
				// Only a native client's loopback address may have any port (RFC 8252, section 7.3).
				application_type: 'native',
				redirect_uris: [
					'http://127.0.0.1/rest/oauth2-credential/callback',
					'http://localhost/rest/oauth2-credential/callback',
					'http://localhost/callback',
				],
			},
		],
		routes: { authorization: paths.authorization, token: paths.token },
		interactions: {
			policy: askEachTime(),
			url: (_ctx, interaction) => `${paths.consent}/${interaction.uid}`,
		},
		findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
		scopes: [...scopes],
		extraParams: [...extraParams],
		pkce: { required: () => false },
		issueRefreshToken: () => refreshes,
		rotateRefreshToken: true,
		renderError: (ctx, { error, error_description }) => {
			ctx.type = 'text/plain';
			ctx.body = `${displayName} (stand-in) cannot go on: ${error}. ${error_description ?? ''}`;
		},
		features: { devInteractions: { enabled: false } },
		cookies: { keys: [randomBytes(16).toString('hex')] },
		ttl: {
			AccessToken: ttl.token,
			AuthorizationCode: ttl.code,
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
