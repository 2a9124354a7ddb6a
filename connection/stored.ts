/** What n8n stores of a connection, read into the words of the model. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { KnownPermissions } from './model/permissions';
import { permissionsOf, scopes } from './model/permissions';
import type { NodeContext } from './request/transport';
import type { Ending, HeldGrant, Service, Variant } from './model/service';
import { endingAt, variantOf, variantsOf } from './model/service';

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

/** A value of the token answer, which n8n stores whole (RFC 6749, section 5.1). */
function tokenValue({ oauthTokenData: token }: ICredentialDataDecryptedObject, name: string) {
	const value: unknown =
		typeof token === 'object' && token !== null ? Reflect.get(token, name) : undefined;
	return typeof value === 'number' ? String(value) : textOf(value);
}

/** Whether something else than the ticked permissions decides what is requested. */
function scopeIsReplaced(
	{ oauth2 }: Service,
	credentials: ICredentialDataDecryptedObject,
): boolean {
	return Boolean(oauth2?.scopeReplacedBy && credentials[oauth2.scopeReplacedBy]);
}

/** What was requested, and what the token answer says was granted: it may be silent where nothing was cut. */
export function storedPermissions(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): KnownPermissions {
	if (variantOf(service, variant).access !== 'scopes') return {};
	const read = (text: string | undefined) =>
		text === undefined ? undefined : permissionsOf(service, scopes.parse(text));
	const { scope } = credentials;
	return {
		// The scope is computed of what is ticked: an empty one says that nothing is.
		requested: read(
			typeof scope === 'string' && !scopeIsReplaced(service, credentials) ? scope : undefined,
		),
		granted: read(tokenValue(credentials, 'scope')),
	};
}

/** The app and its grant. */
export function heldGrant(credentials: ICredentialDataDecryptedObject): HeldGrant {
	return {
		token: tokenValue(credentials, 'access_token') ?? '',
		clientId: textOf(credentials.clientId) ?? '',
		clientSecret: textOf(credentials.clientSecret) ?? '',
	};
}

/** The token that the connection itself sends, and the secret of the app that proves it, where one is known. */
export function provenToken(
	{ tokenProof }: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
) {
	if (variant === 'oauth2') {
		const { token, clientSecret } = heldGrant(credentials);
		return { token, secret: textOf(clientSecret) };
	}
	return {
		token: textOf(credentials.apiKey)?.trim() ?? '',
		secret: textOf(credentials[tokenProof?.keySecret ?? ''])?.trim(),
	};
}

/** When the token expires, as far as what is stored tells. n8n adds the moment when it renews a token. */
export function storedEnding(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): Ending | undefined {
	if (variant === 'apiKey') {
		return variantOf(service, 'apiKey').ending?.(textOf(credentials.apiKey)?.trim() ?? '');
	}
	if (variantOf(service, 'oauth2').expiry === 'never') return 'never';
	const at = Number(tokenValue(credentials, 'n8n_expires_at'));
	return at > 0 ? endingAt(at) : undefined;
}
