import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { knownAddressParts, resolveAddress } from './address';
import type { FailureSubject } from './failure';
import { failureOfKind } from './failure';
import { createLimiter } from './limiter';
import { missing, permissionsOf, scopes } from './permissions';
import type { KnownPermissions } from './permissions';
import type { NodeContext, ServiceRequest } from './request';
import { createSender } from './request';
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
	const granted = typeof token === 'object' && 'scope' in token ? token.scope : undefined;
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

/** A whole number that a person set in the advanced settings, within the service's own limit. */
function setting(value: unknown, limit: number): number {
	return typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), limit) : limit;
}

/**
 * Opens the connection that the node is set to.
 * @throws NodeOperationError from n8n when the node has no connection
 * @throws AddressError when the key or a field of the connection cannot be of this service
 */
export async function openConnection(context: NodeContext, service: Service): Promise<Connection> {
	const variant = chosenVariant(context, service);
	const declared = variantOf(service, variant);
	const credentialType = credentialTypeOf(service, variant);
	const credentials = await context.getCredentials(credentialType);
	const secrets = secretsOf(credentials);
	const { id, name = service.displayName } = context.getNode().credentials?.[credentialType] ?? {};
	const dialogUrl = new URL(`home/credentials/${id ?? ''}`, context.getInstanceBaseUrl()).href;
	const advanced = credentials.advancedSettings === true ? credentials : {};
	const limiter = createLimiter(setting(advanced.requestsAtOnce, service.limits.concurrency));
	const timeout = Number(advanced.timeoutSeconds ?? 0) * 1000 || service.limits.timeout;
	const hide = (text: string) => redact(text, secrets);
	const permissions = knownPermissions(service, variant, credentials);
	const subject = (request: string): FailureSubject => ({
		service,
		connectionName: name,
		dialogUrl,
		request,
		redact: hide,
	});
	const send = createSender({ context, credentialType, timeout, variant, subject });

	const ask = async <T>(
		address: string,
		request: ServiceRequest,
		answer: AnswerSchema<T>,
	): Promise<T> => {
		const { body } = await limiter(async () => await send(`${address}${request.path}`, request));
		try {
			return answer.parse(body);
		} catch {
			const what = `${service.displayName} answered something else than it documents`;
			throw failureOfKind(subject(`${request.method} ${request.path}`), 'unreadable', what);
		}
	};

	const knownParts = knownAddressParts(service, variant, credentials);
	const askAccount = async () => {
		const { url, query, parse } = declared.account;
		const [address, path] = url.startsWith('https://')
			? ['', url]
			: [resolveAddress(service.address, knownParts), url];
		return await ask(address, { method: 'GET', path, query: { ...query } }, { parse });
	};
	let asked: Promise<Account> | undefined;
	const account = async () => await (asked ??= askAccount());

	const resolve = async () => {
		const origins = Object.values(declared.addressParts ?? {});
		const fromAccount = origins.some(({ from }) => from === 'account')
			? (await account()).addressParts
			: {};
		return resolveAddress(service.address, { ...knownParts, ...fromAccount });
	};
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
