/** What n8n stores of a connection, read into the words of the model. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { memberAt } from './model/address';
import type { KnownPermissions } from './model/permissions';
import { defaultPermissions, permissionsOf, scopes, scopesOf } from './model/permissions';
import type {
	Ending,
	Endings,
	HeldGrant,
	Identity,
	Lifetime,
	Service,
	Variant,
} from './model/service';
import { endingAt, isOAuth2, variantOf, variantsOf } from './model/service';
import type { NodeContext } from './request/transport';

/** Which variant the node is set to. A service with one variant has no such choice. */
export function chosenVariant(context: NodeContext, service: Service): Variant {
	const variants = variantsOf(service);
	const chosen = context.getNode().parameters.authentication;
	return variants.find((variant) => variant === chosen) ?? variants[0] ?? 'apiKey';
}

/** A whole number that a person set in the advanced settings, if it is one of at least 1. */
function setting(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 1 ? Math.floor(value) : undefined;
}

/** The advanced settings, within the service's own limits. */
export function settingsOf({ limits }: Service, credentials: ICredentialDataDecryptedObject) {
	const set = credentials.advancedSettings === true ? credentials : {};
	const seconds = setting(set.timeoutSeconds);
	return {
		requestsAtOnce: Math.min(setting(set.requestsAtOnce) ?? limits.concurrency, limits.concurrency),
		timeout: seconds === undefined ? limits.timeout : seconds * 1000,
	};
}

/** A text, if it is one and not empty. */
const textOf = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

/** A member of the token answer, which n8n stores whole (RFC 6749, section 5.1), by its path. */
function tokenValue({ oauthTokenData }: ICredentialDataDecryptedObject, path: string) {
	const value = memberAt(oauthTokenData, path);
	return typeof value === 'number' ? String(value) : textOf(value);
}

/** In whose name a connection acts, where the person chooses that. */
export function identityOf(
	{ oauth2 }: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): Identity | undefined {
	if (variant !== 'oauth2' || !oauth2?.identities) return undefined;
	const { identities } = oauth2;
	const [first] = Object.values(identities);
	const { actAs } = credentials;
	return typeof actAs === 'string' && Object.hasOwn(identities, actAs) ? identities[actAs] : first;
}

/** Whether something else than the selected permissions decides what is requested. */
function scopeIsReplaced(
	{ oauth2 }: Service,
	credentials: ICredentialDataDecryptedObject,
): boolean {
	return Boolean(oauth2?.scopeReplacedBy && credentials[oauth2.scopeReplacedBy]);
}

/** The permissions that the connection's dialog has selected; n8n leaves out a selection that is the default. */
function selected(service: Service, credentials: ICredentialDataDecryptedObject): string[] {
	const { permissions: names } = credentials;
	if (!Array.isArray(names)) return defaultPermissions(service);
	return names.map(String).filter((name) => Object.hasOwn(service.permissions, name));
}

/** What was requested, and what the token answer says was granted: it may be silent where nothing was cut. */
export function storedPermissions(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): KnownPermissions {
	if (!isOAuth2(variant)) return {};
	const { access } = variantOf(service, variant);
	const read = (text: string | undefined) =>
		text === undefined ? undefined : permissionsOf(service, scopes.parse(text));
	const identity = identityOf(service, variant, credentials);
	const { parameter } = variantOf(service, variant).scopes ?? {};
	// What is selected travels in another parameter than the scope, which then says nothing of it.
	const isElsewhere = parameter !== undefined || (identity && identity.parameter !== 'scope');
	const { scope } = credentials;
	const requested = isElsewhere
		? permissionsOf(service, scopesOf(service, selected(service, credentials)))
		: // The scope is computed of what is selected: an empty one says that nothing is.
			read(typeof scope === 'string' ? scope : undefined);
	const granted = read(tokenValue(credentials, identity?.granted ?? 'scope'));
	// Rights that were set on the app are told, not requested.
	if (access === 'key') return { granted };
	if (access !== 'scopes') return {};
	return { requested: scopeIsReplaced(service, credentials) ? undefined : requested, granted };
}

/** The app and its grant. */
export function heldGrant(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): HeldGrant {
	const identity = identityOf(service, variant, credentials);
	return {
		token: tokenValue(credentials, identity?.token ?? 'access_token') ?? '',
		refreshToken: tokenValue(credentials, 'refresh_token') ?? '',
		clientId: textOf(credentials.clientId) ?? '',
		clientSecret: textOf(credentials.clientSecret) ?? '',
	};
}

/** Everything that a declaration may name in its texts: the key or the grant, the variant's fields, and address parts. */
export function templateValues(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
	parts: Readonly<Record<string, string>>,
): Record<string, string> {
	const { fields = {} } = variantOf(service, variant);
	const typed = Object.entries(fields).map(([name, field]) => [
		name,
		textOf(credentials[name])?.trim() || (field.default ?? ''),
	]);
	const key = textOf(credentials.apiKey)?.trim() ?? '';
	const held = isOAuth2(variant) ? { ...heldGrant(service, variant, credentials) } : { key };
	return { ...Object.fromEntries(typed), ...parts, ...held };
}

/** The token that the connection itself sends, and the secret of the app that proves it, where one is known. */
export function provenToken(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
) {
	if (isOAuth2(variant)) {
		const { token, clientSecret } = heldGrant(service, variant, credentials);
		return { token, secret: textOf(clientSecret) };
	}
	return {
		token: textOf(credentials.apiKey)?.trim() ?? '',
		secret: textOf(credentials[service.tokenProof?.keySecret ?? ''])?.trim(),
	};
}

const DAY = 24 * 60 * 60_000;

/** When n8n got the token that it stores, as far as the token answer tells: n8n adds when it expires. */
function issuedAt(credentials: ICredentialDataDecryptedObject): number | undefined {
	const expires = Number(tokenValue(credentials, 'n8n_expires_at'));
	const seconds = Number(tokenValue(credentials, 'expires_in'));
	return expires > 0 && seconds > 0 ? expires - seconds * 1000 : undefined;
}

/** When a lifetime ends that holds for every connection: by the token answer, or by days since n8n got the token. */
function endOf(
	{ of, field, days, from, when }: Lifetime,
	credentials: ICredentialDataDecryptedObject,
	isRenewed: boolean,
): Ending | undefined {
	const since = issuedAt(credentials);
	if (since === undefined || when !== undefined) return undefined;
	// Each renewal is told as a new issue: the days since the person's consent are not known.
	if (isRenewed && field === undefined && from !== 'lastUse' && of !== 'token') return undefined;
	const told = field === undefined ? undefined : Number(tokenValue(credentials, field));
	if (told !== undefined && told > 0) return endingAt(since + told * 1000);
	return days === undefined ? undefined : endingAt(since + days * DAY);
}

/** Where an end stands among the endings: one that use puts off is no fixed one. */
const memberOf = ({ of, from }: Lifetime): keyof Endings =>
	of === 'refreshToken' && from === 'lastUse' ? 'refreshTokenIfUnused' : of;

/** When the token expires, as far as what is stored tells. */
function tokenEnding(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): Ending | undefined {
	if (variant === 'apiKey') {
		return variantOf(service, 'apiKey').ending?.(textOf(credentials.apiKey)?.trim() ?? '');
	}
	if (variant === 'oauth2' && variantOf(service, 'oauth2').expiry === 'never') return 'never';
	const at = Number(tokenValue(credentials, 'n8n_expires_at'));
	return at > 0 ? endingAt(at) : undefined;
}

/** When the connection ends, as far as what is stored and the service's documented lifetimes tell. */
export function storedEndings(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): Endings {
	const { lifetimes = [] } = variantOf(service, variant);
	const isRenewed = isOAuth2(variant) && (service.oauth2?.expiry ?? 'refresh') === 'refresh';
	const documented = lifetimes.flatMap((lifetime) => {
		const end = endOf(lifetime, credentials, isRenewed);
		return end === undefined ? [] : [[memberOf(lifetime), end] as const];
	});
	const token = tokenEnding(service, variant, credentials);
	return { ...Object.fromEntries(documented), ...(token === undefined ? {} : { token }) };
}
