/** oidc-provider in the dress of a declaration. */
import type Provider from 'oidc-provider';
import { z } from 'zod';

import type { OAuth2Variant, Service } from '../../../dist/index.js';
import { variantOf, variantsOf } from '../../../dist/index.js';
import { createProvider } from '../shared/provider.mts';
import { app, machine } from './apps.mts';
import { heldBy, knownScopes } from './declaration.mts';
import { dressCallback, IN_CALLBACK, INNER_SCOPE, isTold } from './dialog.mts';

const HOUR = 60 * 60;
const YEAR = 365 * 24 * HOUR;

/** Where oidc-provider is, behind the service's own addresses. */
export const FOLDER = '/stand-in';

function createDressed(service: Service): Provider {
	const { oauth2, clientCredentials } = service;
	const isLasting = oauth2?.expiry === 'never';
	const refresh = oauth2?.expiry === 'refresh' ? { refresh: YEAR } : {};
	const scopes = variantsOf(service).flatMap((variant) => knownScopes(service, variant));
	return createProvider({
		issuer: 'https://stand-in.example',
		displayName: service.displayName,
		client: app,
		scopes: [...new Set([INNER_SCOPE, ...scopes])],
		extraParams: ['identity'],
		paths: {
			authorization: `${FOLDER}/authorize`,
			token: `${FOLDER}/token`,
			consent: `${FOLDER}/consent`,
		},
		ttl: { code: 60, token: isLasting ? YEAR : HOUR, ...refresh },
		clientAuthentication: oauth2?.clientAuthentication ?? 'body',
		pkce: oauth2?.pkce ?? false,
		rotates: oauth2?.rotates ?? false,
		...(clientCredentials
			? {
					machine: {
						client: machine,
						clientAuthentication: clientCredentials.clientAuthentication,
					},
				}
			: {}),
	});
}

/** Puts a value at a path such as `authed_user.access_token`. */
function putAt(answer: Record<string, unknown>, path: string, value: unknown): void {
	const [first = '', ...rest] = path.split('.');
	if (rest.length === 0) {
		answer[first] = value;
		return;
	}
	const inner = answer[first];
	const next = typeof inner === 'object' && inner !== null ? { ...inner } : {};
	answer[first] = next;
	putAt(next, rest.join('.'), value);
}

/** The token answer in the service's own form. */
function dressAnswer(
	service: Service,
	variant: OAuth2Variant,
	name: string | undefined,
	{ access_token, scope = '', expires_in, ...rest }: Record<string, unknown>,
): Record<string, unknown> {
	delete rest.id_token;
	const identity = name === undefined ? undefined : service.oauth2?.identities?.[name];
	const declared = variantOf(service, variant);
	const { separator = ' ' } = declared.scopes ?? {};
	const scopes = String(scope).split(' ').filter(isTold);
	const isLasting = 'expiry' in declared && declared.expiry === 'never';
	const dressed: Record<string, unknown> = isLasting ? rest : { ...rest, expires_in };
	putAt(dressed, identity?.token ?? 'access_token', access_token);
	if (identity) {
		// Slack calls a token by whom it acts for, and not "Bearer" (https://docs.slack.dev/reference/methods/oauth.v2.access).
		delete dressed.token_type;
		putAt(dressed, identity.token.replace(/access_token$/, 'token_type'), name);
	}
	// Where the service is asked what it granted, the token answer does not say it.
	if (identity ?? (declared.access === 'scopes' && !declared.granted)) {
		putAt(dressed, identity?.granted ?? 'scope', scopes.join(separator));
	}
	for (const [path, value] of Object.entries(heldBy(service, variant).tokenMembers)) {
		if (!path.startsWith(IN_CALLBACK)) putAt(dressed, path, value);
	}
	for (const { field } of declared.lifetimes ?? []) if (field) putAt(dressed, field, YEAR);
	return dressed;
}

/**
 * Makes oidc-provider in the dress of a service.
 * @param give takes each token that is given for a grant, and says in whose name
 */
export function providerOf(
	service: Service,
	give: (token: string, grantId: string | undefined) => string | undefined,
): Provider {
	const provider = createDressed(service);
	provider.use(async (ctx, next) => {
		await next();
		const location = ctx.response.get('location');
		if (location) ctx.set('location', dressCallback(service, location));
	});
	provider.on('grant.success', (ctx) => {
		const isMachine = ctx.oidc.client?.clientId === machine.id;
		const answer = z.object({ access_token: z.string() }).passthrough().parse(ctx.body);
		const name = give(answer.access_token, ctx.oidc.entities.Grant?.jti);
		const variant = isMachine ? 'clientCredentials' : 'oauth2';
		ctx.body = dressAnswer(service, variant, name, answer);
	});
	return provider;
}
