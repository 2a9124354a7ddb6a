import type {
	IAuthenticate,
	ICredentialTestRequest,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	AddressError,
	allowedDomains,
	belongsToService,
	checkKey,
	knownAddressParts,
} from '../model/address';
import { ACCEPT_DECLINED, consentSettings } from './consent';
import { authorizeQueryOf, inquiryExpression, literal, urlOf } from './expression';
import { proofQuery } from '../request/tokenProof';
import type { Service, Variant } from '../model/service';
import { variantOf } from '../model/service';
import { provenToken } from '../stored';
import { verificationRules } from './verification';

const hidden = (name: string, displayName: string, value: string): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: value,
});

/** The sentence that says how far a connection's access reaches. */
const accessNotice = (service: Service, variant: Variant): INodeProperties => ({
	displayName: variantOf(service, variant).accessNotice,
	name: 'accessNotice',
	type: 'notice',
	default: '',
});

/**
 * n8n's HTTP Request node can use every connection, and would send it to any address that is typed there. These
 * fields, which n8n otherwise shows with "All", keep a connection with its own service. One whose address only the
 * person knows cannot be used there at all.
 */
function domainRestriction(service: Service): INodeProperties[] {
	const domains = allowedDomains(service);
	const setting = domains ? 'domains' : 'none';
	return [
		hidden('allowedHttpRequestDomains', 'Allowed HTTP Request Domains', setting),
		...(domains ? [hidden('allowedDomains', 'Allowed Domains', domains)] : []),
	];
}

/** Settings that most people never need: behind a switch, the same for every service. */
function advancedSettings(
	service: Service,
	more: readonly INodeProperties[] = [],
): INodeProperties[] {
	const whenAdvanced = { show: { advancedSettings: [true] } };
	const { concurrency, timeout } = service.limits;
	return [
		{
			displayName: 'Advanced Settings',
			name: 'advancedSettings',
			type: 'boolean',
			default: false,
			description: 'Whether to show settings that most connections do not need',
		},
		{
			displayName: 'Requests at Once',
			name: 'requestsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: concurrency },
			default: concurrency,
			description: `How many requests of this connection may be under way at once, all workflows of this n8n together (with workers: of each worker): at most ${concurrency}. Lower it when your other integrations with ${service.displayName} need their share.`,
			displayOptions: whenAdvanced,
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 600 },
			default: timeout / 1000,
			description: 'How long to wait for one answer of the service',
			displayOptions: whenAdvanced,
		},
		...more.map((property) => ({ ...property, displayOptions: whenAdvanced })),
	];
}

/** n8n's property for the flow of OAuth 2.0, and its values. */
const GRANT_TYPE = 'grantType';
const grantTypeOf = (service: Service) =>
	variantOf(service, 'oauth2').pkce ? 'pkce' : 'authorizationCode';

/**
 * When n8n's dialog knows the defaults. It draws its fields before, and a list that is drawn without a value empties
 * itself: Element Plus' select emits [] then, and n8n sets no default where there is a value. n8n sets all defaults
 * at once: a list that waits for another property's default is drawn with its own.
 */
const onceDefaultsAreKnown = (service: Service) => ({ [GRANT_TYPE]: [grantTypeOf(service)] });

/** Said while nothing is ticked. n8n cannot demand a tick: its dialog heeds `required` of texts, numbers and JSON only. */
function nothingTickedNotice(service: Service): INodeProperties {
	const { scopeReplacedBy } = variantOf(service, 'oauth2');
	const decidedBy = ['permissions', ...(scopeReplacedBy ? [scopeReplacedBy] : [])];
	return {
		displayName: `Nothing is ticked: ${service.displayName} is asked for no permission, and no operation that needs one will run. Tick what this connection shall do.`,
		name: 'nothingTickedNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: onceDefaultsAreKnown(service),
			hide: Object.fromEntries(decidedBy.map((name) => [name, [{ _cnd: { exists: true } }]])),
		},
	};
}

/**
 * The picker of permissions and the scope that follows from it. n8n discards a stored `scope` unless the
 * property is visible, but it keeps a default expression: so the scope is computed, never typed.
 */
function scopeProperties(service: Service): INodeProperties[] {
	const { access, scopeSeparator, scopeReplacedBy } = variantOf(service, 'oauth2');
	if (access !== 'scopes') return [hidden('scope', 'Scope', '')];
	const permissions = Object.entries(service.permissions);
	const scopesByName = Object.fromEntries(permissions.map(([name, { scopes }]) => [name, scopes]));
	// n8n stores no value that equals the default, so that the expression must know it too.
	const byDefault = permissions.slice(0, 1).map(([name]) => name);
	return [
		{
			displayName: 'Permissions',
			name: 'permissions',
			type: 'multiOptions',
			options: permissions.map(([value, { label, description }]) => ({
				name: label,
				value,
				description,
			})),
			default: byDefault,
			displayOptions: { show: onceDefaultsAreKnown(service) },
			description: `What this connection may do. ${service.displayName} is asked for exactly this; tick more later and reconnect.`,
		},
		nothingTickedNotice(service),
		hidden(
			'scope',
			'Scope',
			`={{ ${scopeReplacedBy ? `$self[${literal(scopeReplacedBy)}] ? "" : ` : ''}[...new Set(($self["permissions"] || ${literal(byDefault)}).flatMap((name) => (${literal(scopesByName)})[name] || []))].join(${literal(scopeSeparator)}) }}`,
		),
	];
}

/** The properties of a service's OAuth 2.0 credential type. It extends n8n's `oAuth2Api`, which adds client id and secret. */
export function oauth2Properties(service: Service): INodeProperties[] {
	const oauth2 = variantOf(service, 'oauth2');
	return [
		accessNotice(service, 'oauth2'),
		hidden(GRANT_TYPE, 'Grant Type', grantTypeOf(service)),
		hidden('authUrl', 'Authorization URL', urlOf(service, oauth2.authorizeUrl)),
		hidden('accessTokenUrl', 'Access Token URL', urlOf(service, oauth2.tokenUrl)),
		...scopeProperties(service),
		hidden('authQueryParameters', 'Auth URI Query Parameters', authorizeQueryOf(service)),
		hidden('authentication', 'Authentication', oauth2.clientAuthentication),
		...(oauth2.properties ?? []),
		...advancedSettings(service, [
			...(oauth2.advancedProperties ?? []),
			...consentSettings(service),
		]),
		...domainRestriction(service),
	];
}

/** The properties of a service's key credential type. */
export function apiKeyProperties(service: Service): INodeProperties[] {
	const apiKey = variantOf(service, 'apiKey');
	return [
		accessNotice(service, 'apiKey'),
		{
			displayName: apiKey.label,
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: apiKey.example,
			description: apiKey.hint,
		},
		...(apiKey.properties ?? []),
		...advancedSettings(service, apiKey.advancedProperties),
		...domainRestriction(service),
	];
}

/**
 * The test of a credential type: a request that the service itself answers. n8n runs it for key types when a
 * connection is saved, and for all types through `POST /api/v1/credentials/{id}/test`.
 */
export function verifyRequest(service: Service, variant: Variant): ICredentialTestRequest {
	const { verify } = variantOf(service, variant);
	const { partialConsent } = variant === 'oauth2' ? variantOf(service, variant) : {};
	const verified = inquiryExpression(service, variant, verify);
	const expression = partialConsent
		? `$credentials[${literal(ACCEPT_DECLINED.name)}] ? ${verified} : ${inquiryExpression(service, variant, partialConsent.declined)}`
		: verified;
	return {
		request: {
			method: 'GET',
			url: `={{ ${expression} }}`,
			disableFollowRedirect: true,
		},
		rules: verificationRules(service, variant),
	};
}

/** The address that a request will go to, however n8n's helpers spell it. */
function targetOf(request: IHttpRequestOptions): string {
	const url = request.url ?? ('uri' in request ? String(request.uri) : '');
	const isAbsolute = /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
	if (isAbsolute || !request.baseURL) return url;
	return `${request.baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

/**
 * Signs a request with the key, after checking the key's form and that the request goes to the service: also
 * n8n's HTTP Request node can use the connection, and a key must never reach another host.
 */
export function keyAuthentication(service: Service): IAuthenticate {
	return async (credentials, request) => {
		const { send } = variantOf(service, 'apiKey');
		const key = checkKey(service, credentials.apiKey);
		const parts = knownAddressParts(service, 'apiKey', credentials);
		if (!belongsToService(service, targetOf(request), parts)) {
			throw new AddressError(
				`This connection is for ${service.displayName} only. It was not sent to another address.`,
			);
		}
		const { secret } = provenToken(service, 'apiKey', credentials);
		return {
			...request,
			qs: { ...request.qs, ...proofQuery(service.tokenProof, key, secret) },
			headers: { ...request.headers, [send.header]: `${send.prefix}${key}` },
			sendCredentialsOnCrossOriginRedirect: false,
		};
	};
}
