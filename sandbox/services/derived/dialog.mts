/** The authorization request and its answer, between a service's own form and that of oidc-provider. */
import type { OAuth2, Service } from '../../../dist/index.js';
import { variantOf } from '../../../dist/index.js';
import { heldBy, knownScopes } from './declaration.mts';

/** oidc-provider grants nothing without a scope. This one never leaves the server. */
export const INNER_SCOPE = 'stand-in';

/** Whether a scope is one of the service's. */
export const isTold = (scope: string) => scope !== '' && scope !== INNER_SCOPE;

/** Where n8n keeps the query with which the person came back. */
export const IN_CALLBACK = 'callbackQueryString.';

/** What was wrong with a request for authorization: shown to the person, since no app is known to be told. */
export class Refused extends Error {}

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
export function innerQuery(
	service: Service,
	query: Readonly<Record<string, string>>,
): URLSearchParams {
	const { scopes, identity } = readRequest(service, variantOf(service, 'oauth2'), query);
	const inner = new URLSearchParams();
	for (const name of KEPT) if (query[name] !== undefined) inner.set(name, query[name]);
	inner.set('scope', [INNER_SCOPE, ...scopes].join(' '));
	// Else oidc-provider drops this one.
	if (scopes.includes('offline_access')) inner.set('prompt', 'consent');
	if (identity) inner.set('identity', identity);
	return inner;
}

/** The address to which a person is sent back, with what the service tells there of the account. */
export function dressCallback(service: Service, location: string): string {
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
