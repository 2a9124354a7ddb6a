import { generateKeyPairSync, randomBytes } from 'node:crypto';

import Provider, { type Configuration, type interactionPolicy as policies } from 'oidc-provider';
import { interactionPolicy } from 'oidc-provider';

import { memoryAdapter } from '../shared/memory.mts';
import { app, DIALOG_HOST, KNOWN_SCOPES } from './app.mts';

/** Seconds that a person has for the consent page. */
const HOUR = 60 * 60;

/** Where the dialog is, below the version. */
export const DIALOG_PATH = '/dialog/oauth';

/** Where oidc-provider exchanges codes; the Graph API's own endpoint stands in front of it. */
export const CODE_PATH = '/inner/code';

/** A person chooses who to be each time: the sandbox has no session at Facebook. */
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

function configuration(): Configuration {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return {
		adapter: memoryAdapter(),
		jwks: { keys: [privateKey.export({ format: 'jwk' })] },
		clients: [
			{
				client_id: app.id,
				client_secret: app.secret,
				grant_types: ['authorization_code'],
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
		routes: { authorization: DIALOG_PATH, token: CODE_PATH },
		interactions: {
			policy: askEachTime(),
			url: (_ctx, interaction) => `/dialog/consent/${interaction.uid}`,
		},
		findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
		scopes: [...KNOWN_SCOPES],
		extraParams: ['auth_type'],
		pkce: { required: () => false },
		renderError: (ctx, { error, error_description }) => {
			ctx.type = 'text/plain';
			ctx.body = `Facebook (stand-in) cannot go on: ${error}. ${error_description ?? ''}`;
		},
		features: { devInteractions: { enabled: false } },
		cookies: { keys: [randomBytes(16).toString('hex')] },
		ttl: {
			AccessToken: HOUR,
			AuthorizationCode: 600,
			Grant: HOUR,
			Interaction: HOUR,
			Session: HOUR,
		},
	};
}

/**
 * What Facebook adds when a person denies
 * (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
 * @param location where the person is sent back to
 */
function dressCallback(location: string): string {
	if (!URL.canParse(location)) return location;
	const url = new URL(location);
	// RFC 9207's parameter, which Facebook does not send.
	url.searchParams.delete('iss');
	if (url.searchParams.get('error') === 'access_denied') {
		url.searchParams.set('error_code', '200');
		url.searchParams.set('error_description', 'Permissions error');
		url.searchParams.set('error_reason', 'user_denied');
	}
	return url.href;
}

/** oidc-provider, which keeps codes, redirect addresses and the person's consent, in Facebook's dress. */
export function createProvider(): Provider {
	const provider = new Provider(`https://${DIALOG_HOST}`, configuration());
	provider.proxy = true;
	provider.use(async (ctx, next) => {
		// Each authorization begins without a session: otherwise another person's would be ended, its grants with it.
		if (ctx.path === DIALOG_PATH) delete ctx.req.headers.cookie;
		await next();
		const location = ctx.response.get('location');
		if (location) ctx.set('location', dressCallback(location));
	});
	return provider;
}
