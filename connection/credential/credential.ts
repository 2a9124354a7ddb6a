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
	checkFields,
	checkKey,
	knownAddressParts,
	originsOf,
	partsIn,
	resolve,
} from '../model/address';
import type { Parts } from '../model/address';
import { defaultPermissions, scopes } from '../model/permissions';
import type {
	CredentialField,
	Inquiry,
	OAuth2Variant,
	Permission,
	Service,
	Template,
	Variant,
} from '../model/service';
import { BEARER, isOAuth2, variantOf } from '../model/service';
import { commonHeaders, keySignature } from '../request/signing';
import { proofQuery } from '../request/tokenProof';
import { provenToken, templateValues } from '../stored';
import { ACCEPT_DECLINED, ACT_AS, consentSettings } from './consent';
import {
	authorizeQueryOf,
	identityIs,
	inquiryExpression,
	literal,
	scopesExpression,
	urlOf,
	valueOf,
} from './expression';
import { verificationRules } from './verification';

const hidden = (name: string, displayName: string, value: string): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: value,
});

/** The sentence that says how far a connection's access reaches. */
const accessNotice = (service: Service, variant: Variant): INodeProperties => ({
	displayName:
		variantOf(service, variant).accessNotice ??
		`${service.displayName} is asked for exactly the permissions that are selected here.`,
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
const grantTypeOf = (service: Service, variant: OAuth2Variant) => {
	if (variant === 'clientCredentials') return variant;
	return variantOf(service, 'oauth2').pkce ? 'pkce' : 'authorizationCode';
};

/**
 * When n8n's dialog knows the defaults. It draws its fields before, and a list that is drawn without a value empties
 * itself: Element Plus' select emits [] then, and n8n sets no default where there is a value. n8n sets all defaults
 * at once: a list that waits for another property's default is drawn with its own.
 */
const onceDefaultsAreKnown = (service: Service, variant: OAuth2Variant) => ({
	[GRANT_TYPE]: [grantTypeOf(service, variant)],
});

/** Shown while nothing is selected. n8n cannot demand a selection: its dialog heeds `required` of texts, numbers and JSON only. */
function nothingSelectedNotice(service: Service, variant: OAuth2Variant): INodeProperties {
	const { scopeReplacedBy } = variant === 'oauth2' ? variantOf(service, variant) : {};
	const decidedBy = ['permissions', ...(scopeReplacedBy ? [scopeReplacedBy] : [])];
	return {
		displayName: `No permissions selected. ${service.displayName} will not grant any, and operations that need one will fail. Select what this connection may do.`,
		name: 'nothingSelectedNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: onceDefaultsAreKnown(service, variant),
			hide: Object.fromEntries(decidedBy.map((name) => [name, [{ _cnd: { exists: true } }]])),
		},
	};
}

/** A permission as the picker names it: with its product, where one consent covers several. */
const choiceOf = ({ label, group, description }: Permission) => ({
	name: group ? `${group}: ${label}` : label,
	description,
});

/** The choice in whose name the connection acts, where there is one. */
function identityProperty(service: Service): INodeProperties[] {
	const identities = Object.entries(service.oauth2?.identities ?? {});
	if (identities.length === 0) return [];
	return [
		{
			displayName: 'Act As',
			name: ACT_AS,
			type: 'options',
			options: identities.map(([value, { label }]) => ({ name: label, value })),
			default: identities[0]?.[0] ?? '',
			description: `In whose name this connection works in ${service.displayName}. Reconnect after changing it.`,
		},
	];
}

/** The expression for the standard's own parameter, `scope`. */
function scopeExpression(service: Service, variant: OAuth2Variant): string {
	const declared = variantOf(service, variant);
	const { always = [], parameter } = declared.scopes ?? {};
	const { identities, scopeReplacedBy } = variant === 'oauth2' ? variantOf(service, variant) : {};
	const chosen = parameter
		? literal(scopes.format(always, declared.scopes?.separator))
		: scopesExpression(service, variant, always);
	const first = Object.entries(identities ?? {}).find(([, one]) => one.parameter === 'scope');
	const isDefault = Object.keys(identities ?? {})[0] === first?.[0];
	const ofIdentity = !identities
		? chosen
		: first
			? `${identityIs(first[0], isDefault)} ? ${chosen} : ""`
			: literal('');
	return scopeReplacedBy ? `$self[${literal(scopeReplacedBy)}] ? "" : ${ofIdentity}` : ofIdentity;
}

/**
 * The picker of permissions and the scope that follows from it. n8n discards a stored `scope` unless the
 * property is visible, but it keeps a default expression: so the scope is computed, never typed.
 */
function scopeProperties(service: Service, variant: OAuth2Variant): INodeProperties[] {
	const { access, scopes: rules } = variantOf(service, variant);
	const isPicked = access === 'scopes' && Object.keys(service.permissions).length > 0;
	if (!isPicked) {
		return [hidden('scope', 'Scope', scopes.format(rules?.always ?? [], rules?.separator))];
	}
	return [
		...(variant === 'oauth2' ? identityProperty(service) : []),
		{
			displayName: 'Permissions',
			name: 'permissions',
			type: 'multiOptions',
			options: Object.entries(service.permissions).map(([value, permission]) => ({
				value,
				...choiceOf(permission),
			})),
			default: defaultPermissions(service),
			displayOptions: { show: onceDefaultsAreKnown(service, variant) },
			description: `What this connection may do. ${service.displayName} is asked for exactly this. Select more later, save and reconnect.`,
		},
		nothingSelectedNotice(service, variant),
		hidden('scope', 'Scope', `={{ ${scopeExpression(service, variant)} }}`),
	];
}

/** A label in title case, as n8n names fields: "Data Centre". */
const titleOf = (label: string) => label.replace(/(^|[\s-])([a-z])/g, (sign) => sign.toUpperCase());

/** The property of a field that a person fills in. */
function propertyOf(name: string, field: CredentialField, isRequired: boolean): INodeProperties {
	const { label, example, description, options, secret } = field;
	const described = {
		displayName: titleOf(label),
		name,
		description: (description ?? '').replace(/\.$/, ''),
	};
	if (options) {
		const choices = Object.entries(options).map(([value, text]) => ({ name: text, value }));
		return {
			...described,
			type: 'options',
			options: choices,
			default: field.default ?? choices[0]?.value ?? '',
		};
	}
	return {
		...described,
		type: 'string',
		...(secret ? { typeOptions: { password: true } } : {}),
		...(isRequired && field.default === undefined ? { required: true } : {}),
		default: field.default ?? '',
		placeholder: `e.g. ${example}`,
	};
}

/** The fields that a variant needs and that its own properties do not have: of address parts, choices, and for signing. */
function fieldProperties(service: Service, variant: Variant): INodeProperties[] {
	const { properties = [], advancedProperties = [], fields = {} } = variantOf(service, variant);
	const isDeclared = (name: string) =>
		[...properties, ...advancedProperties].some((property) => property.name === name);
	const ofParts = Object.entries(originsOf(service, variant)).flatMap(([part, origin]) => {
		const field = service.address.parts?.[part];
		if (!field || !('property' in origin) || isDeclared(origin.property)) return [];
		// A choice that the service lists is needed only where there are several.
		return [propertyOf(origin.property, field, origin.from === 'field')];
	});
	return [
		...ofParts,
		...Object.entries(fields).map(([name, field]) => propertyOf(name, field, true)),
	];
}

/**
 * The properties of a service's OAuth 2.0 credential type, by consent or as the app itself. It extends n8n's `oAuth2Api`,
 * which adds client id and secret.
 */
export function oauth2Properties(
	service: Service,
	variant: OAuth2Variant = 'oauth2',
): INodeProperties[] {
	const declared = variantOf(service, variant);
	const ofConsent =
		variant === 'oauth2'
			? [
					hidden(
						'authUrl',
						'Authorization URL',
						urlOf(service, variant, variantOf(service, variant).authorizeUrl),
					),
					hidden('authQueryParameters', 'Auth URI Query Parameters', authorizeQueryOf(service)),
				]
			: [];
	return [
		accessNotice(service, variant),
		hidden(GRANT_TYPE, 'Grant Type', grantTypeOf(service, variant)),
		...ofConsent,
		hidden('accessTokenUrl', 'Access Token URL', urlOf(service, variant, declared.tokenUrl)),
		...fieldProperties(service, variant),
		...scopeProperties(service, variant),
		hidden('authentication', 'Authentication', declared.clientAuthentication),
		...(declared.properties ?? []),
		...advancedSettings(service, [
			...(declared.advancedProperties ?? []),
			...(variant === 'oauth2' ? consentSettings(service) : []),
		]),
		...domainRestriction(service),
	];
}

/** The properties of a service's key credential type. */
export function apiKeyProperties(service: Service): INodeProperties[] {
	const apiKey = variantOf(service, 'apiKey');
	return [
		accessNotice(service, 'apiKey'),
		...fieldProperties(service, 'apiKey'),
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
	const { declined } = (variant === 'oauth2' && variantOf(service, variant).partialConsent) || {};
	const verified = inquiryExpression(service, variant, verify);
	const expression = declined
		? `$credentials[${literal(ACCEPT_DECLINED.name)}] ? ${verified} : ${inquiryExpression(service, variant, declined)}`
		: verified;
	return {
		request: {
			method: verify.method ?? 'GET',
			url: `={{ ${expression} }}`,
			...contentOf(service, variant, verify),
			disableFollowRedirect: true,
		},
		rules: verificationRules(service, variant),
	};
}

/** The texts that name no part of the address which only an answer tells. */
const knownIn = (service: Service, variant: Variant, texts: Template): Template => {
	const origins = originsOf(service, variant);
	const isAsked = (part: string) => ['account', 'choice'].includes(origins[part]?.from ?? '');
	return Object.fromEntries(
		Object.entries(texts).filter(([, text]) => !partsIn(service, text).some(isAsked)),
	);
};

/** The header for a token that does not stand in `Authorization`, where n8n's own client puts it. */
function tokenHeader(service: Service, variant: Variant): Template {
	const { sign = BEARER } = variantOf(service, variant);
	const isElsewhere = isOAuth2(variant) && sign.by === 'header' && sign.name !== BEARER.name;
	return isElsewhere ? { [sign.name]: `${sign.prefix ?? ''}{token}` } : {};
}

/** The headers and the body of a test, as n8n sends them. */
function contentOf(
	service: Service,
	variant: Variant,
	{ headers, body, encoding = service.request?.body ?? 'json' }: Inquiry,
): Pick<IHttpRequestOptions, 'headers' | 'body'> {
	const ofCredential = (texts: Template) =>
		Object.fromEntries(
			Object.entries(texts).map(([name, text]) => [
				name,
				valueOf(service, variant, text, '$credentials'),
			]),
		);
	const isForm = body !== undefined && encoding === 'form';
	const type: Template = isForm ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {};
	// With a key, what signs adds what all requests have.
	const common = variant === 'apiKey' ? {} : service.request?.headers;
	const sent = knownIn(service, variant, {
		...common,
		...headers,
		...type,
		...tokenHeader(service, variant),
	});
	return {
		...(Object.keys(sent).length > 0 ? { headers: ofCredential(sent) } : {}),
		...(body === undefined || typeof body === 'function' ? {} : { body: ofCredential(body) }),
	};
}

/** The address that a request will go to, however n8n's helpers spell it. */
function targetOf(request: IHttpRequestOptions): string {
	const url = request.url ?? ('uri' in request ? String(request.uri) : '');
	const isAbsolute = /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
	if (isAbsolute || !request.baseURL) return url;
	return `${request.baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

/** Whether a request would take any certificate for the service's, however n8n's helpers spell it. */
const takesAnyCertificate = (request: IHttpRequestOptions) =>
	[request, 'agentOptions' in request ? request.agentOptions : undefined].some(
		(options) =>
			typeof options === 'object' &&
			options !== null &&
			(Reflect.get(options, 'rejectUnauthorized') === false ||
				Reflect.get(options, 'skipSslCertificateValidation') === true),
	);

/** Whether a header names another host than the address does: a server of many customers would pass the request on to it. */
const namesAnotherHost = (request: IHttpRequestOptions, target: string) =>
	Object.entries(request.headers ?? {}).some(
		([name, value]) =>
			name.trim().toLowerCase() === 'host' && String(value).trim() !== new URL(target).host,
	);

/**
 * Checks that what is signed reaches nobody but the service, whatever the HTTP Request node was told.
 * @throws AddressError that says what to change
 */
function checkWay(service: Service, request: IHttpRequestOptions, target: string): void {
	const refuse = (why: string): never => {
		throw new AddressError(`${why} Nothing was sent to ${service.displayName}.`);
	};
	if (takesAnyCertificate(request)) {
		refuse(
			'This connection is used only where the certificate is checked: turn off "Ignore SSL Issues".',
		);
	}
	if (namesAnotherHost(request, target)) {
		refuse('The header Host names another host than the address does: remove it.');
	}
	if (request.proxy && new URL(target).protocol !== 'https:') {
		refuse('A proxy could read the key, since this address is not https: remove the proxy.');
	}
}

/**
 * Signs a request with the key, after checking the key's form and that the request goes to the service: also
 * n8n's HTTP Request node can use the connection, and a key must never reach another host. Where the service wants the key
 * in the path, `{name}` stands for it in the address.
 */
export function keyAuthentication(service: Service): IAuthenticate {
	return async (credentials, request) => {
		const key = checkKey(service, credentials.apiKey);
		checkFields(service, 'apiKey', credentials);
		const parts = knownAddressParts(service, 'apiKey', credentials);
		const isInPath = service.apiKey?.sign?.by === 'path';
		const target = isInPath ? signedInPath(service, targetOf(request), parts) : targetOf(request);
		if (!belongsToService(service, target, parts)) {
			throw new AddressError(
				`This connection is for ${service.displayName} only. It was not sent to another address.`,
			);
		}
		checkWay(service, request, target);
		const values = templateValues(service, 'apiKey', credentials, parts);
		const { headers, query } = keySignature(service, key, values);
		const { secret } = provenToken(service, 'apiKey', credentials);
		const common = commonHeaders(service, values);
		return {
			...request,
			...(isInPath ? { url: target, baseURL: undefined } : {}),
			qs: { ...request.qs, ...query, ...proofQuery(service.tokenProof, key, secret) },
			headers: { ...common, ...request.headers, ...headers },
			sendCredentialsOnCrossOriginRedirect: false,
		};
	};
}

/**
 * A URL with the key at the one place where the service takes it: behind the same text as in its address. Anywhere else, such as
 * in the query, a name in braces stays what it is, or the key could be sent as a message.
 */
function signedInPath(service: Service, url: string, parts: Parts): string {
	const { template } = service.address;
	const [name = ''] = partsIn(service, template);
	const lead = new URL(template.slice(0, template.indexOf('{'))).pathname;
	const place = new RegExp(`^([^?#{%]*${lead})(?:\\{${name}\\}|%7B${name}%7D)(?=/|$)`, 'i');
	return url.replace(
		place,
		(_all, before: string) => `${before}${resolve(service, `{${name}}`, parts)}`,
	);
}
