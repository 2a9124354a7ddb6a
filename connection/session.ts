import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { AddressError, checkFields, checkKey, knownAddressParts } from './model/address';
import type { FailureSubject } from './failure/failure';
import { ConnectionFailure } from './failure/failure';
import type { Limiter } from './request/limiter';
import { sharedLimiter } from './request/limiter';
import { Circuit } from './request/circuit';
import type { RateLimit } from './request/rate';
import { sharedRate } from './request/rate';
import type { NodeContext } from './request/transport';
import { redact, secretsOf } from './failure/secrets';
import type { Cause, Service, Variant } from './model/service';
import { credentialTypeOf, isOAuth2 } from './model/service';
import { settingsOf } from './stored';

/** A connection as n8n stores it, with what all its requests share, whoever signs them. */
export interface Session {
	readonly context: NodeContext;
	readonly service: Service;
	readonly variant: Variant;
	readonly credentials: ICredentialDataDecryptedObject;
	readonly credentialType: string;
	/** n8n's own id of it; empty where the node does not have it from n8n's database. */
	readonly id: string;
	/** Tells this connection from all others. */
	readonly key: string;
	readonly name: string;
	readonly dialogUrl: string;
	readonly requestsAtOnce: number;
	readonly knownParts: Readonly<Record<string, string>>;
	readonly limiter: Limiter;
	readonly circuit: Circuit;
	readonly rateOf: (url: string) => RateLimit | undefined;
	readonly timeout: number;
	readonly subject: (request: string) => FailureSubject;
	/** Keeps one more secret out of everything that is said. */
	readonly protect: (secret: string) => void;
	/** Keeps the token, too, that n8n has renewed since the connection was opened. */
	readonly protectRenewed: () => Promise<void>;
}

/**
 * The address of a connection's dialog, where it can be changed and reconnected.
 * @param host the base URL of the n8n that has it
 */
export const dialogUrlOf = (host: string, id: string) =>
	new URL(`home/credentials/${encodeURIComponent(id)}`, `${host.replace(/\/+$/, '')}/`).href;

/** The cause of a connection that cannot be of this service: what it signs with, or else a part of the address. */
function causeOfWrong(
	{ service, variant }: FailureSubject,
	credentials: ICredentialDataDecryptedObject,
): Cause {
	if (isOAuth2(variant)) return 'wrongAddress';
	try {
		checkKey(service, credentials.apiKey);
		checkFields(service, variant, credentials);
		return 'wrongAddress';
	} catch {
		return 'wrongKey';
	}
}

/** A key or a field of the connection that cannot be of this service. */
function wrongConnection(
	subject: FailureSubject,
	credentials: ICredentialDataDecryptedObject,
	error: unknown,
): ConnectionFailure {
	if (!(error instanceof AddressError)) throw error;
	const { connectionName, dialogUrl } = subject;
	return new ConnectionFailure(`${error.message} ("${connectionName}")`, {
		kind: 'input',
		cause: causeOfWrong(subject, credentials),
		advice: `Open the connection "${connectionName}" and correct it: ${dialogUrl} Nothing was sent.`,
	});
}

/** The parts of the address that the connection itself holds, once all that was typed has its form. */
function partsOf(
	context: NodeContext,
	subject: FailureSubject,
	credentials: ICredentialDataDecryptedObject,
): Record<string, string> {
	const { service, variant } = subject;
	const host = context.getInstanceBaseUrl();
	try {
		checkFields(service, variant, credentials);
		return knownAddressParts(service, variant, credentials, host);
	} catch (error) {
		throw wrongConnection(subject, credentials, error);
	}
}

/**
 * Reads what n8n stores of the connection of a service that the node is set to.
 * @throws NodeOperationError from n8n when the node has no connection
 * @throws ConnectionFailure when the key or a field of the connection cannot be of this service
 */
export async function readConnection(
	context: NodeContext,
	service: Service,
	variant: Variant,
): Promise<Session> {
	const credentialType = credentialTypeOf(service, variant);
	const credentials = await context.getCredentials(credentialType);
	const secrets = secretsOf(credentials);
	const { id: storedId, name = service.displayName } =
		context.getNode().credentials?.[credentialType] ?? {};
	const id = storedId ?? '';
	const dialogUrl = dialogUrlOf(context.getInstanceBaseUrl(), id);
	const subject = (request: string): FailureSubject => ({
		service,
		variant,
		connectionName: name,
		dialogUrl,
		request,
		redact: (text) => redact(text, secrets),
	});
	const protectAll = (found: readonly string[]) => {
		const known = new Set(secrets);
		secrets.push(...found.filter((secret) => !known.has(secret)));
	};
	const isRenewed = isOAuth2(variant) && (service.oauth2?.expiry ?? 'refresh') === 'refresh';
	const { requestsAtOnce, timeout } = settingsOf(service, credentials);
	const key = `${credentialType}/${id || name}`;
	return {
		context,
		service,
		variant,
		credentials,
		credentialType,
		id,
		key,
		name,
		dialogUrl,
		requestsAtOnce,
		knownParts: partsOf(context, subject(''), credentials),
		// A changed setting has a limiter of its own.
		limiter: sharedLimiter(`${key}/${requestsAtOnce}`, requestsAtOnce),
		circuit: new Circuit(),
		rateOf: (url) => sharedRate(key, service.limits.rate, url),
		timeout,
		subject,
		protect: (secret) => protectAll(secretsOf({ token: secret })),
		protectRenewed: async () => {
			if (!isRenewed) return;
			// A connection that was deleted meanwhile has no newer token; how the request failed is what is to be said.
			const renewed = await context.getCredentials(credentialType).catch(() => undefined);
			protectAll(secretsOf(renewed));
		},
	};
}
