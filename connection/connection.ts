import { z } from 'zod';

import { AddressError, baseUrl, resolveAddress } from './model/address';
import { readAnswer } from './request/answer';
import type { AnswerSchema, Ask } from './request/ask';
import { createAsk, parseAnswer } from './request/ask';
import { createExecutionMemory } from './executionMemory';
import type { FailureSubject } from './failure/failure';
import { ConnectionFailure, failureOfKind } from './failure/failure';
import { once } from './request/retryableOnce';
import type { Opened } from './session';
import { readConnection } from './session';
import { missing, permissionsLacking, permissionsOf } from './model/permissions';
import type { KnownPermissions } from './model/permissions';
import type { ServiceRequest } from './request/request';
import { isHarmless, isRepeatable } from './request/request';
import { MAX_ATTEMPTS } from './request/retry';
import type {
	Account,
	Endings,
	Grant,
	InnerAnswer,
	Inquiry,
	Introspection,
	Service,
	Variant,
} from './model/service';
import { variantOf } from './model/service';
import { chosenVariant, heldGrant, storedEnding, storedPermissions } from './stored';
import type { NodeContext } from './request/transport';
import { signedBy, signedByKey, signedWith, unsigned } from './request/transport';
import { judgeAnswer } from './request/outcome';

export type { AnswerSchema } from './request/ask';

/** Which permissions are missing, and what that is known from. */
export interface PermissionCheck {
	readonly missing: readonly string[];
	readonly known: KnownPermissions;
}

/** An open connection: what an operation uses to speak with the service. */
export interface Connection {
	readonly service: Service;
	readonly variant: Variant;
	/** n8n's own id of it. */
	readonly id: string;
	/** The name that the person gave it. */
	readonly name: string;
	/** Address of its dialog in n8n, where it can be changed and reconnected. */
	readonly dialogUrl: string;
	/** How many requests of it may be under way at once: as many as the service takes, or fewer by its settings. */
	readonly requestsAtOnce: number;
	/** The parts of the service's address that the connection holds, such as a system's name. */
	readonly addressParts: Readonly<Record<string, string>>;
	/**
	 * Sends a request to the service.
	 * @param answer what the answer must be: it is checked, and given in that type
	 * @throws ConnectionFailure when the service refuses it, cannot be reached, or answers something else
	 */
	request<T>(request: ServiceRequest, answer: AnswerSchema<T>): Promise<T>;
	/**
	 * An answer that came inside another one, as to a batch, in the form that was expected.
	 * @throws ConnectionFailure as {@link request} does
	 */
	read<T>(request: ServiceRequest, given: InnerAnswer, answer: AnswerSchema<T>): T;
	/** The failure of a request whose answer has the right form and cannot be true all the same. */
	failure(request: ServiceRequest, what: string): ConnectionFailure;
	/** Whose account it is. Asked once, then remembered as long as the connection is open. */
	account(): Promise<Account>;
	/**
	 * What is known of its permissions. What was granted is asked of the service, once an execution, where the
	 * token answer does not say it.
	 * @throws ConnectionFailure when the service no longer accepts the connection
	 */
	permissions(): Promise<KnownPermissions>;
	/**
	 * Looks for required permissions that it is known not to have. The service is asked only where it needs to be:
	 * what was not requested is missing.
	 * @throws ConnectionFailure when the service no longer accepts the connection
	 */
	check(required: readonly string[]): Promise<PermissionCheck>;
	/**
	 * When its access ends, as far as n8n or the service says.
	 * @throws ConnectionFailure when the service is asked and does not answer as documented
	 */
	endings(): Promise<Endings>;
	/**
	 * Withdraws its grant at the service.
	 * @throws ConnectionFailure when the service refuses it, or has no way to do so
	 */
	revoke(): Promise<void>;
	/**
	 * The same connection, signing with a token that the service gave for a part of the account.
	 * @throws ConnectionFailure when that cannot be sent
	 */
	as(token: string): Connection;
	/** Removes every secret of the connection from a text. */
	redact(text: string): string;
}

/** An account of which the service says what cannot be a part of its address. */
function wrongAccount(subject: FailureSubject, error: unknown): ConnectionFailure {
	if (!(error instanceof AddressError)) throw error;
	const what = `${subject.service.displayName} says of the account what cannot be true: ${error.message}`;
	return failureOfKind(subject, 'unreadable', what);
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

/** Whether the connection is to the n8n that runs the node, because its address is left empty. */
function isOfItsOwnHost({ service, variant, credentials }: Opened): boolean {
	return Object.values(variantOf(service, variant).addressParts ?? {}).some(
		(origin) => origin.from === 'host' && !baseUrl(credentials[origin.property]),
	);
}

/** What the services say of grants, asked once an execution. */
const grants = createExecutionMemory<Grant>();

/** The service's own statement of what was granted, in permissions. */
async function statedPermissions(
	{ service, context, key }: Opened,
	stored: KnownPermissions,
	ask: () => Promise<Grant>,
): Promise<KnownPermissions> {
	const { granted, declined = [], expired = [] } = await grants(context, key, ask);
	const held = permissionsOf(service, granted);
	const lost = (scopeList: readonly string[]) =>
		permissionsLacking(service, scopeList).filter(
			(name) => !held.includes(name) && (stored.requested?.includes(name) ?? true),
		);
	return { ...stored, granted: held, declined: lost(declined), expired: lost(expired) };
}

/** A key, or a grant of a service that has no way to withdraw it. */
const cannotRevoke = ({ service, connectionName }: FailureSubject) =>
	new ConnectionFailure(`"${connectionName}" cannot be revoked from here`, {
		kind: 'input',
		advice: `Delete the key, or remove the app, in ${service.displayName} itself. Nothing was sent.`,
	});

/** What a token may be made of: it stands in a header (RFC 9110, section 5.5), without blanks (RFC 6750, section 2.1). */
const SENDABLE = /^[\x21-\x7e]+$/;

/** A token of which nothing can be sent. */
const unsendable = (subject: FailureSubject) =>
	failureOfKind(
		subject,
		'unreadable',
		`${subject.service.displayName} gave a token with signs that no header can hold`,
	);

/** What counts where the service's own statement cannot be had: what is unknown is never called missing. */
const orUnknown =
	(stored: KnownPermissions) =>
	(error: unknown): KnownPermissions => {
		if (error instanceof ConnectionFailure && error.kind !== 'reauthorize') return stored;
		throw error;
	};

/**
 * Opens the connection of a service that the node is set to.
 * @param chosen the variant, where it is not the node's choice of authentication that says it
 * @throws NodeOperationError from n8n when the node has no connection
 * @throws ConnectionFailure when the key or a field of the connection cannot be of this service
 */
export async function openConnection(
	context: NodeContext,
	service: Service,
	chosen?: Variant,
): Promise<Connection> {
	const variant = chosen ?? chosenVariant(context, service);
	const opened = await readConnection(context, service, variant);
	const { credentials, credentialType, id, name, dialogUrl, requestsAtOnce, knownParts, subject } =
		opened;
	const declared = variantOf(service, variant);
	const transport = isOfItsOwnHost(opened)
		? signedByKey(context, service, credentials.apiKey)
		: signedBy(context, credentialType);
	const ask = createAsk(opened, transport, undefined);

	const inquire = async <T>({ url, query }: Inquiry, answer: AnswerSchema<T>): Promise<T> => {
		const address = url.startsWith('https://') ? '' : resolveAddress(service.address, knownParts);
		return await ask(address, { method: 'GET', path: url, query: { ...query } }, answer);
	};
	const account = once(
		async () =>
			await inquire(declared.account, {
				parse: (answer) => declared.account.parse(answer, knownParts),
			}),
	);
	const accountTellsAddress = Object.values(declared.addressParts ?? {}).some(
		({ from }) => from === 'account',
	);
	const address = once(async () =>
		accountTellsAddress
			? addressOf(subject(`GET ${declared.account.url}`), knownParts, await account())
			: resolveAddress(service.address, knownParts),
	);

	const { granted } = declared;
	const { revoke, introspection } = variant === 'oauth2' ? variantOf(service, variant) : {};
	const stored = storedPermissions(service, variant, credentials);
	const permissions = async () =>
		stored.granted || !granted
			? stored
			: await statedPermissions(opened, stored, async () => await inquire(granted, granted));

	const read: Connection['read'] = (request, { status, text }, answer) => {
		const about = subject(`${request.method} ${request.path}`);
		const raw = readAnswer({ statusCode: status, body: text });
		const verdict = judgeAnswer(raw, about, {
			attempts: MAX_ATTEMPTS,
			repeatable: isRepeatable(request),
			harmless: isHarmless(request),
		});
		if ('failure' in verdict) throw verdict.failure;
		return parseAnswer(verdict.answer.body, request, answer, about);
	};

	/** Asks the service about the token, in the name of the app. */
	const introspected = async ({ request, unwrap, parse }: Introspection): Promise<Endings> => {
		const { path, body } = request(heldGrant(credentials));
		const introspect = createAsk(opened, unsigned(context), '');
		const post = { method: 'POST', path, body, safe: true } as const;
		const at = await address();
		if (!unwrap) return await introspect(at, post, { parse });
		return read(post, await introspect(at, post, { parse: unwrap }), { parse });
	};

	const connectionAs = (asker: Ask): Connection => ({
		service,
		variant,
		id,
		name,
		dialogUrl,
		requestsAtOnce,
		addressParts: knownParts,
		request: async (request, answer) => await asker(await address(), request, answer),
		read,
		failure: ({ method, path }, what) =>
			failureOfKind(subject(`${method} ${path}`), 'unreadable', what),
		account,
		permissions,
		check: async (required) => {
			// The token answer says what was granted; else only what was requested can have been.
			const lacking = missing(service, required, stored);
			if (required.length === 0 || lacking.length > 0) return { missing: lacking, known: stored };
			const known = await permissions().catch(orUnknown(stored));
			return { missing: missing(service, required, known), known };
		},
		endings: async () => {
			const token = storedEnding(service, variant, credentials);
			return introspection ? { token, ...(await introspected(introspection)) } : { token };
		},
		revoke: async () => {
			if (!revoke) throw cannotRevoke(subject('DELETE'));
			await asker(await address(), { method: 'DELETE', path: revoke.path }, z.unknown());
		},
		as: (token) => {
			opened.protect(token);
			if (!SENDABLE.test(token)) throw unsendable(subject('GET'));
			return connectionAs(createAsk(opened, signedWith(context, token), token));
		},
		redact: (text) => subject('').redact(text),
	});
	return connectionAs(ask);
}
