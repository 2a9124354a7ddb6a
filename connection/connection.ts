import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ZodError } from 'zod';

import { AddressError, belongsToService, knownAddressParts, resolveAddress } from './address';
import type { FailureSubject } from './failure';
import { ConnectionFailure, failureOfKind } from './failure';
import { sharedLimiter } from './limiter';
import { missing, permissionsOf, scopes } from './permissions';
import type { KnownPermissions } from './permissions';
import type { NodeContext, ServiceRequest } from './request';
import { createSender, isRepeatable } from './request';
import { redact, secretsOf } from './secrets';
import type { Account, Service, Variant } from './service';
import { credentialTypeOf, variantOf, variantsOf } from './service';

/** An open connection: what an operation uses to speak with the service. */
export interface Connection {
	readonly service: Service;
	readonly variant: Variant;
	/** The name that the person gave it. */
	readonly name: string;
	/** Address of its dialog in n8n, where it can be changed and reconnected. */
	readonly dialogUrl: string;
	/**
	 * Sends a request to the service.
	 * @param answer what the answer must be: it is checked, and given in that type
	 * @throws ConnectionFailure when the service refuses it, cannot be reached, or answers something else
	 */
	request<T>(request: ServiceRequest, answer: AnswerSchema<T>): Promise<T>;
	/** Whose account it is. Asked once, then remembered as long as the connection is open. */
	account(): Promise<Account>;
	/** What is known of its permissions without asking. */
	readonly permissions: KnownPermissions;
	/** The required permissions that it is known not to have. */
	missing(required: readonly string[]): string[];
	/** Removes every secret of the connection from a text. */
	redact(text: string): string;
}

/** What an answer must be, and how it becomes a value of that type: a zod schema is one. */
export interface AnswerSchema<T> {
	parse(answer: unknown): T;
}

/** What was requested and granted, from what n8n stores: RFC 6749, section 5.1 (`scope` may be absent when nothing was cut). */
function knownPermissions(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): KnownPermissions {
	if (variantOf(service, variant).access !== 'scopes') return {};
	const token = credentials.oauthTokenData;
	const granted =
		typeof token === 'object' && token !== null && 'scope' in token ? token.scope : undefined;
	const read = (text: unknown) =>
		typeof text === 'string' && text ? permissionsOf(service, scopes.parse(text)) : undefined;
	return { requested: read(credentials.scope), granted: read(granted) };
}

/** Which variant the node is set to. A service with one variant has no such choice. */
function chosenVariant(context: NodeContext, service: Service): Variant {
	const variants = variantsOf(service);
	const chosen = context.getNode().parameters.authentication;
	return variants.find((variant) => variant === chosen) ?? variants[0] ?? 'apiKey';
}

/** A whole number that a person set in the advanced settings, if it is one of at least 1. */
function setting(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 1 ? Math.floor(value) : undefined;
}

/** The advanced settings, within the service's own limits. */
function settingsOf({ limits }: Service, credentials: ICredentialDataDecryptedObject) {
	const set = credentials.advancedSettings === true ? credentials : {};
	const seconds = setting(set.timeoutSeconds);
	return {
		concurrency: Math.min(setting(set.requestsAtOnce) ?? limits.concurrency, limits.concurrency),
		timeout: seconds === undefined ? limits.timeout : seconds * 1000,
	};
}

/** A key or a field of the connection that cannot be of this service. */
function wrongConnection(
	{ connectionName, dialogUrl }: FailureSubject,
	error: unknown,
): ConnectionFailure {
	if (!(error instanceof AddressError)) throw error;
	return new ConnectionFailure(`${error.message} ("${connectionName}")`, {
		kind: 'input',
		advice: `Open the connection "${connectionName}" and correct it: ${dialogUrl} Nothing was sent.`,
	});
}

/** An account of which the service says what cannot be a part of its address. */
function wrongAccount(subject: FailureSubject, error: unknown): ConnectionFailure {
	if (!(error instanceof AddressError)) throw error;
	const what = `${subject.service.displayName} says of the account what cannot be true: ${error.message}`;
	return failureOfKind(subject, 'unreadable', what);
}

/** The parts of the address that the connection itself holds. */
function partsOf(
	subject: FailureSubject,
	credentials: ICredentialDataDecryptedObject,
): Record<string, string> {
	try {
		return knownAddressParts(subject.service, subject.variant, credentials);
	} catch (error) {
		throw wrongConnection(subject, error);
	}
}

/**
 * An answer in the form that was expected.
 * @throws ConnectionFailure naming the place in the answer that has another form
 */
function parseAnswer<T>(
	body: unknown,
	request: ServiceRequest,
	answer: AnswerSchema<T>,
	subject: FailureSubject,
): T {
	try {
		return answer.parse(body);
	} catch (error) {
		const place = error instanceof ZodError ? error.issues[0]?.path.join('.') : undefined;
		throw failureOfKind(
			subject,
			isRepeatable(request) ? 'unreadable' : 'outcomeUnknown',
			`${subject.service.displayName} answered something else than it documents${place ? `, at ${place}` : ''}`,
		);
	}
}

/** The address of a service's API, with what the account says of it. */
function addressOf(
	subject: FailureSubject,
	known: Readonly<Record<string, string>>,
	{ addressParts }: Account,
): string {
	try {
		return resolveAddress(subject.service.address, { ...addressParts, ...known });
	} catch (error) {
		throw wrongAccount(subject, error);
	}
}

/**
 * Opens the connection that the node is set to.
 * @throws NodeOperationError from n8n when the node has no connection
 * @throws ConnectionFailure when the key or a field of the connection cannot be of this service
 */
export async function openConnection(context: NodeContext, service: Service): Promise<Connection> {
	const variant = chosenVariant(context, service);
	const declared = variantOf(service, variant);
	const credentialType = credentialTypeOf(service, variant);
	const credentials = await context.getCredentials(credentialType);
	const secrets = secretsOf(credentials);
	const hide = (text: string) => redact(text, secrets);
	const { id, name = service.displayName } = context.getNode().credentials?.[credentialType] ?? {};
	const dialogUrl = new URL(`home/credentials/${id ?? ''}`, context.getInstanceBaseUrl()).href;
	const subject = (request: string): FailureSubject => ({
		service,
		variant,
		connectionName: name,
		dialogUrl,
		request,
		redact: hide,
	});
	const knownParts = partsOf(subject(''), credentials);
	const permissions = knownPermissions(service, variant, credentials);
	const { concurrency, timeout } = settingsOf(service, credentials);
	// A changed setting has a limiter of its own.
	const limiter = sharedLimiter(`${credentialType}/${id ?? name}/${concurrency}`, concurrency);
	const send = createSender({ context, credentialType, timeout, subject });

	const ask = async <T>(
		address: string,
		request: ServiceRequest,
		answer: AnswerSchema<T>,
	): Promise<T> => {
		const url = `${address}${request.path}`;
		const isPath = address === '' || request.path.startsWith('/');
		if (!isPath || !belongsToService(service, url, knownParts)) {
			throw new AddressError(`"${request.path}" leads away from ${service.displayName}.`);
		}
		const { body } = await limiter(async () => await send(url, request));
		return parseAnswer(body, request, answer, subject(`${request.method} ${request.path}`));
	};

	const askAccount = async () => {
		const { url, query, parse } = declared.account;
		const address = url.startsWith('https://') ? '' : resolveAddress(service.address, knownParts);
		return await ask(address, { method: 'GET', path: url, query: { ...query } }, { parse });
	};
	let asked: Promise<Account> | undefined;
	const account = async () => await (asked ??= askAccount());

	const accountTellsAddress = Object.values(declared.addressParts ?? {}).some(
		({ from }) => from === 'account',
	);
	const resolve = async () =>
		accountTellsAddress
			? addressOf(subject(`GET ${declared.account.url}`), knownParts, await account())
			: resolveAddress(service.address, knownParts);
	let resolved: Promise<string> | undefined;

	return {
		service,
		variant,
		name,
		dialogUrl,
		permissions,
		account,
		request: async (request, answer) => await ask(await (resolved ??= resolve()), request, answer),
		missing: (required) => missing(service, required, permissions),
		redact: hide,
	};
}
