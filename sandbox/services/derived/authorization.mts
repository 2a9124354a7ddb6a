/** oidc-provider in the dress of a declaration. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type Provider from 'oidc-provider';
import { z } from 'zod';

import type { Identity, OAuth2, OAuth2Variant, Service, Variant } from '../../../dist/index.js';
import { variantOf, variantsOf } from '../../../dist/index.js';
import { createProvider } from '../shared/provider.mts';
import { consentPage } from './consentPage.mts';
import { heldBy, knownScopes } from './declaration.mts';
import { readText } from './texts.mts';

/** The app that is registered at every derived stand-in. No secret: it exists on this machine's loopback only. */
const app = { id: 'stand-in-app', secret: '5f2d1c9be84a47d6a0b1f3c2d4e5f607' };

/** The app that acts for itself. */
const machine = { id: 'stand-in-machine', secret: '0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f' };

const PERSON = 'person';

/** oidc-provider grants nothing without a scope. This one never leaves the server. */
const INNER_SCOPE = 'stand-in';

const HOUR = 60 * 60;
const YEAR = 365 * 24 * HOUR;

/** What a token is good for. */
export interface Grant {
	readonly variant: OAuth2Variant;
	readonly scopes: readonly string[];
	readonly state: 'valid' | 'expired';
	/** Ends it, and all other tokens of the same consent. */
	end(): Promise<void>;
}

/** The authorization server of a service. */
export interface Authorization {
	readonly app: Express;
	/** What a token, or a refresh token, stands for; `undefined` when it is none. */
	find(token: string): Promise<Grant | undefined>;
	/** Makes an access token expire now. */
	expire(token: string): void;
	/** Makes every access token expire that was given so far. */
	expireAll(): void;
	/** Ends all that was granted, as a person does who removes the app. */
	endAll(): Promise<void>;
}

/** What was wrong with a request for authorization: shown to the person, since no app is known to be told. */
class Refused extends Error {}

const formSchema = z.object({ decision: z.enum(['allow', 'deny']) }).catchall(z.string());

const paramsSchema = z.object({ scope: z.string(), identity: z.string().optional() });

/** The query of a request as texts. */
const queryOf = (request: Request) =>
	Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, String(value)]));

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

/** What is requested, by the query in the service's own form, and in whose name. */
function readRequest(service: Service, oauth2: OAuth2, query: Readonly<Record<string, string>>) {
	const { scopes: rules = {}, identities = {}, authorizeQuery = {} } = oauth2;
	const { separator = ' ', parameter, always = [] } = rules;
	for (const [name, value] of Object.entries(authorizeQuery)) {
		if (query[name] !== value) throw new Refused(`${name} is not ${value}`);
	}
	const parameters = ['scope', ...(parameter ? [parameter] : [])];
	const [identity] =
		Object.entries(identities).find(([, one]) => query[one.parameter]) ??
		Object.entries(identities)[0] ??
		[];
	const own = identity === undefined ? undefined : identities[identity]?.parameter;
	const scopes = [...new Set([...parameters, ...(own ? [own] : [])])].flatMap((name) =>
		(query[name] ?? '').split(separator).filter(Boolean),
	);
	const known = knownScopes(service, 'oauth2');
	const unknown = scopes.filter((scope) => !known.includes(scope));
	if (unknown.length > 0) throw new Refused(`unknown scopes: ${unknown.join(' ')}`);
	const missing = always.filter((scope) => !scopes.includes(scope));
	if (missing.length > 0) throw new Refused(`missing scopes: ${missing.join(' ')}`);
	return { scopes, identity };
}

/** Where oidc-provider is, behind the service's own addresses. */
const FOLDER = '/stand-in';

/** The app of each variant. */
export const appOf = (variant: Variant) => (variant === 'clientCredentials' ? machine : app);

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

/** The token answer in the service's own form. */
function dressAnswer(
	service: Service,
	variant: OAuth2Variant,
	identity: Identity | undefined,
	{ access_token, scope = '', expires_in, id_token: _idToken, ...rest }: Record<string, unknown>,
): Record<string, unknown> {
	const declared = variantOf(service, variant);
	const { separator = ' ' } = declared.scopes ?? {};
	const scopes = String(scope).split(' ').filter(isTold);
	const isLasting = 'expiry' in declared && declared.expiry === 'never';
	const dressed: Record<string, unknown> = isLasting ? rest : { ...rest, expires_in };
	putAt(dressed, identity?.token ?? 'access_token', access_token);
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

const isTold = (scope: string) => scope !== '' && scope !== INNER_SCOPE;

/** The tokens of a service, as oidc-provider keeps them. */
class Tokens implements Omit<Authorization, 'app'> {
	readonly #service: Service;
	readonly #given = new Set<string>();
	readonly #expired = new Set<string>();
	readonly #grants = new Map<string, string | undefined>();
	#provider: Provider | undefined;

	constructor(service: Service) {
		this.#service = service;
	}

	/** oidc-provider, made when it is first needed: many services are never asked. */
	get provider(): Provider {
		this.#provider ??= providerOf(this.#service, (token, grantId) => this.#give(token, grantId));
		return this.#provider;
	}

	async find(token: string): Promise<Grant | undefined> {
		const { AccessToken, ClientCredentials, RefreshToken } = this.provider;
		const state = this.#expired.has(token) ? 'expired' : 'valid';
		const found = (await AccessToken.find(token)) ?? (await RefreshToken.find(token));
		if (found) {
			const { grantId = '', scope = '' } = found;
			const scopes = scope.split(' ').filter(isTold);
			return { variant: 'oauth2', scopes, state, end: () => this.#end(grantId) };
		}
		const own = await ClientCredentials.find(token);
		if (!own) return undefined;
		const scopes = (own.scope ?? '').split(' ').filter(isTold);
		return { variant: 'clientCredentials', scopes, state, end: () => own.destroy() };
	}

	expire(token: string): void {
		this.#expired.add(token);
	}

	expireAll(): void {
		for (const token of this.#given) this.#expired.add(token);
	}

	/** Keeps in mind what was given, and says in whose name. */
	#give(token: string, grantId: string | undefined): string | undefined {
		this.#given.add(token);
		return grantId === undefined ? undefined : this.#grants.get(grantId);
	}

	async endAll(): Promise<void> {
		await Promise.all([...this.#grants.keys()].map((grantId) => this.#end(grantId)));
		this.#grants.clear();
	}

	/** What the person decided, as oidc-provider takes it. */
	async decide(form: unknown, params: unknown) {
		const { decision, ...boxes } = formSchema.parse(form);
		if (decision === 'deny') {
			return { error: 'access_denied', error_description: 'The person did not allow it' };
		}
		const { scope, identity } = paramsSchema.parse(params);
		const { Grant } = this.provider;
		const grant = new Grant({ accountId: PERSON, clientId: app.id });
		for (const name of scope.split(' ')) {
			const isDeclined = `offered:${name}` in boxes && !(`scope:${name}` in boxes);
			if (isDeclined) grant.rejectOIDCScope(name);
			else grant.addOIDCScope(name);
		}
		const grantId = await grant.save();
		this.#grants.set(grantId, identity);
		return { login: { accountId: PERSON }, consent: { grantId } };
	}

	async #end(grantId: string): Promise<void> {
		const { AccessToken, Grant } = this.provider;
		// The store is the same for all kinds of tokens.
		await AccessToken.revokeByGrantId(grantId);
		await (await Grant.find(grantId))?.destroy();
	}
}

/** What of the query is the standard's, and so oidc-provider's. */
const KEPT = [
	'response_type',
	'client_id',
	'redirect_uri',
	'state',
	'code_challenge',
	'code_challenge_method',
];

/** The request for authorization as oidc-provider takes it. */
function innerQuery(service: Service, query: Readonly<Record<string, string>>): URLSearchParams {
	const { scopes, identity } = readRequest(service, variantOf(service, 'oauth2'), query);
	const inner = new URLSearchParams();
	for (const name of KEPT) if (query[name] !== undefined) inner.set(name, query[name]);
	inner.set('scope', [INNER_SCOPE, ...scopes].join(' '));
	// Else oidc-provider drops this one.
	if (scopes.includes('offline_access')) inner.set('prompt', 'consent');
	if (identity) inner.set('identity', identity);
	return inner;
}

/** oidc-provider takes what comes before its own path for the place where it is mounted. */
function passOn(request: Request, url: string, next: NextFunction): void {
	request.url = url;
	request.originalUrl = url;
	next();
}

/**
 * Makes oidc-provider in the dress of a service.
 * @param give takes each token that is given for a grant, and says in whose name
 */
function providerOf(
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
		const identity = name === undefined ? undefined : service.oauth2?.identities?.[name];
		const variant = isMachine ? 'clientCredentials' : 'oauth2';
		ctx.body = dressAnswer(service, variant, identity, answer);
	});
	return provider;
}

/** Creates the authorization server of a service. */
export function createAuthorization(service: Service): Authorization {
	const tokens = new Tokens(service);
	const provider = () => tokens.provider;

	const { oauth2, clientCredentials } = service;
	const tokenUrls = [oauth2, clientCredentials].flatMap((one) => (one ? [one.tokenUrl] : []));
	const patterns = Object.fromEntries(
		Object.entries(service.address.parts ?? {}).map(([name, { pattern }]) => [name, pattern]),
	);
	const isAt = (request: Request, url: string) =>
		readText(url, `https://${request.hostname}${request.path}`, patterns) !== undefined;
	const detailsOf = async (request: Request, response: Response) =>
		(await provider().interactionDetails(request, response)).params;

	const server = express();
	server.set('trust proxy', true);
	server.use((request, response, next) => {
		if (request.method === 'POST' && tokenUrls.some((url) => isAt(request, url))) {
			return passOn(request, `${FOLDER}/token`, next);
		}
		if (!oauth2 || !isAt(request, oauth2.authorizeUrl)) return next();
		try {
			passOn(request, `${FOLDER}/authorize?${innerQuery(service, queryOf(request))}`, next);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			response.status(400).type('text/plain');
			response.send(`${service.displayName} (stand-in) cannot go on: ${error.message}`);
		}
	});
	const path = `${FOLDER}/consent/:uid`;
	server.get(path, async (request, response) => {
		const { scope } = paramsSchema.parse(await detailsOf(request, response));
		const names = scope.split(' ').filter(isTold);
		response.type('html').send(consentPage(service, request.path, names));
	});
	server.post(path, express.urlencoded({ extended: false }), async (request, response) => {
		const result = await tokens.decide(request.body, await detailsOf(request, response));
		await provider().interactionFinished(request, response, result);
	});
	server.use((request, response, next) => {
		if (!request.path.startsWith(`${FOLDER}/`)) return next();
		void provider().callback()(request, response);
	});
	return {
		app: server,
		find: (token) => tokens.find(token),
		expire: (token) => tokens.expire(token),
		expireAll: () => tokens.expireAll(),
		endAll: () => tokens.endAll(),
	};
}

/** Where n8n keeps the query with which the person came back. */
const IN_CALLBACK = 'callbackQueryString.';

/** The address to which a person is sent back, with what the service tells there of the account. */
function dressCallback(service: Service, location: string): string {
	if (!URL.canParse(location)) return location;
	const url = new URL(location);
	if (!url.searchParams.has('code') && !url.searchParams.has('error')) return location;
	// RFC 9207's parameter, which hardly any service sends.
	url.searchParams.delete('iss');
	for (const [path, value] of Object.entries(heldBy(service, 'oauth2').tokenMembers)) {
		if (path.startsWith(IN_CALLBACK)) url.searchParams.set(path.slice(IN_CALLBACK.length), value);
	}
	return url.href;
}
