import { type AccessToken, AuthorizationCode, type ModuleOptions } from 'simple-oauth2';

import { knownAddressParts, resolve, type Service, type Variant } from '../dist/index.js';

/** The client as it is registered at the service. */
export interface RegisteredClient {
	readonly id: string;
	readonly secret: string;
	/** The address to which the service sends the person back. */
	readonly redirectUri: string;
}

/**
 * An address of a declaration, as a connection has it: one whose fields nobody has changed, if nothing else is said.
 * @param template a whole address, or a path below the service's own
 * @param held what the connection holds
 */
export function addressIn(
	service: Service,
	template: string,
	variant: Variant = 'oauth2',
	held: Parameters<typeof knownAddressParts>[2] = {},
): string {
	const whole = template.startsWith('/') ? `${service.address.template}${template}` : template;
	const known = knownAddressParts(service, variant, held);
	return resolve(service, whole, known);
}

/**
 * An OAuth 2.0 client that is not ours (simple-oauth2), configured from a service's declaration alone: what it
 * can do with it is proof that the declaration is right.
 * @param http options of its HTTP client, such as agents that go through a proxy
 * @param held what the connection holds, where addresses need it
 * @throws Error when the service has no OAuth 2.0 variant
 */
export function independentClient(
	service: Service,
	{ id, secret, redirectUri }: RegisteredClient,
	http: ModuleOptions['http'] = {},
	held: Parameters<typeof knownAddressParts>[2] = {},
) {
	const { oauth2 } = service;
	if (!oauth2) throw new Error(`${service.displayName} has no OAuth 2.0 variant`);
	const authorize = new URL(addressIn(service, oauth2.authorizeUrl, 'oauth2', held));
	const token = new URL(addressIn(service, oauth2.tokenUrl, 'oauth2', held));
	const client = new AuthorizationCode({
		client: { id, secret },
		auth: {
			tokenHost: token.origin,
			tokenPath: token.pathname,
			authorizeHost: authorize.origin,
			authorizePath: authorize.pathname,
		},
		options: {
			authorizationMethod: oauth2.clientAuthentication,
			scopeSeparator: oauth2.scopes?.separator ?? ' ',
		},
		http,
	});
	return {
		/** The address that a person opens to authorize the permissions' scopes. */
		authorizeUrl: (
			state: string,
			scopes: readonly string[] = [],
			query: Readonly<Record<string, string>> = {},
		) =>
			client.authorizeURL({
				redirect_uri: redirectUri,
				state,
				...(scopes.length > 0 ? { scope: [...scopes] } : {}),
				...oauth2.authorizeQuery,
				...query,
			}),
		/** Exchanges the code of the callback for a token answer. */
		exchange: async (code: string, more: { readonly code_verifier?: string } = {}) =>
			(await client.getToken({ code, redirect_uri: redirectUri, ...more })).token,
		/** Renews a token answer by the refresh token that is in it. */
		refresh: async (token: AccessToken['token']) =>
			(await client.createToken(token).refresh()).token,
	};
}
