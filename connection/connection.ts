import { createHmac } from 'node:crypto';

import { z } from 'zod';

import { createExecutionMemory } from './executionMemory';
import { isShortLived, readLasting } from './extension';
import type { FailureSubject } from './failure/failure';
import { ConnectionFailure, failureOfKind } from './failure/failure';
import type { Askers } from './inquiry';
import { sendAbout } from './inquiry';
import type { Location } from './location';
import { locationOf } from './location';
import { baseUrl, partsIn } from './model/address';
import type { KnownPermissions } from './model/permissions';
import { missing, permissionsLacking, permissionsOf } from './model/permissions';
import type {
	Account,
	Endings,
	Grant,
	InnerAnswer,
	Inquiry,
	Introspection,
	ReadInquiry,
	Service,
	Variant,
} from './model/service';
import { BEARER, isOAuth2, variantOf } from './model/service';
import { readAnswer } from './request/answer';
import type { AnswerReader, AnswerSchema, Ask } from './request/ask';
import { createAsk, parseAnswer } from './request/ask';
import { judgeAnswer } from './request/outcome';
import type { ServiceRequest } from './request/request';
import { isHarmless, isRepeatable } from './request/request';
import { MAX_ATTEMPTS } from './request/retry';
import { once } from './request/retryableOnce';
import { keySignature, tokenSignature } from './request/signing';
import type { NodeContext, Transport } from './request/transport';
import { signedBy, signedByClient, signedWith, unsigned } from './request/transport';
import type { Session } from './session';
import {
	chosenVariant,
	heldGrant,
	identityOf,
	storedEndings,
	storedPermissions,
	templateValues,
} from './stored';

export type { AnswerReader, AnswerSchema } from './request/ask';

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
	 * @param answer what the answer must be: it is checked, and given in that type. A reader is given its status and
	 * headers, too
	 * @throws AddressError when the request would leave the service
	 * @throws ConnectionFailure when the service refuses it, cannot be reached, or answers something else
	 */
	request<T>(request: ServiceRequest, answer: AnswerSchema<T> | AnswerReader<T>): Promise<T>;
	/**
	 * An answer that came inside another one, as to a batch, in the form that was expected.
	 * @throws ConnectionFailure as {@link request} does
	 */
	read<T>(request: ServiceRequest, given: InnerAnswer, answer: AnswerSchema<T>): T;
	/** The failure of a request whose answer has the right form and cannot be true all the same. */
	failure(request: ServiceRequest, what: string): ConnectionFailure;
	/** The address below which the paths of its requests go. */
	address(): Promise<string>;
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
	/** Whether its token is short-lived although the service has longer ones: it gave none. */
	readonly isShortLived: boolean;
	/**
	 * Withdraws its grant at the service, then asks the service whether the connection still works.
	 * @returns whether the service refuses it now; `undefined` where that could not be found out
	 * @throws ConnectionFailure when the service refuses to withdraw it, or has no way to do so
	 */
	revoke(): Promise<{ readonly isRefused: boolean | undefined }>;
	/**
	 * The same connection, signing with a token that the service gave for a part of the account.
	 * @throws ConnectionFailure when that cannot be sent
	 */
	as(token: string): Connection;
	/** Removes every secret of the connection from a text. */
	redact(text: string): string;
	/**
	 * A secret of its own for a purpose, the same wherever the connection is opened. Nobody can find the key from it
	 * (RFC 5869 derives keys in the same way), and it ends when the key is changed.
	 */
	secretFor(purpose: string): Buffer;
}

/** Whether the connection is to the n8n that runs the node, because its address is left empty. */
function isOfItsOwnHost({ service, variant, credentials }: Session): boolean {
	return Object.values(variantOf(service, variant).addressParts ?? {}).some(
		(origin) => origin.from === 'host' && !baseUrl(credentials[origin.property]),
	);
}

/** What the services say of grants, asked once an execution. */
const grants = createExecutionMemory<Grant | undefined>();

/** The service's own statement of what was granted, in permissions; what is stored where it says nothing. */
function statedPermissions(
	{ service }: Session,
	stored: KnownPermissions,
	grant: Grant | undefined,
): KnownPermissions {
	if (!grant) return stored;
	const { granted, declined = [], expired = [] } = grant;
	const held = permissionsOf(service, granted);
	const lost = (scopeList: readonly string[]) =>
		permissionsLacking(service, scopeList).filter(
			(name) => !held.includes(name) && (stored.requested?.includes(name) ?? true),
		);
	return { ...stored, granted: held, declined: lost(declined), expired: lost(expired) };
}

/** What a person declined, where consent comes in parts and the service tells nothing but what it granted. */
function withDeclined({ service }: Session, known: KnownPermissions): KnownPermissions {
	const { requested, granted } = known;
	const isInParts = service.oauth2?.partialConsent && !service.oauth2.partialConsent.declined;
	if (!isInParts || !requested || !granted || known.declined) return known;
	return { ...known, declined: requested.filter((name) => !granted.includes(name)) };
}

/** A connection that cannot be revoked: a key, or a grant of a service that has no way to withdraw it. */
const cannotRevoke = ({ service, connectionName }: FailureSubject) =>
	new ConnectionFailure(`"${connectionName}" cannot be revoked from here`, {
		kind: 'input',
		advice: `Delete the key, or remove the app, in ${service.displayName} itself. Nothing was sent.`,
	});

/** A service that does not say whose account a connection is of. */
const noAccount = ({ service }: FailureSubject) =>
	new ConnectionFailure(`${service.displayName} does not say whose account a connection is of`, {
		kind: 'input',
		advice: 'Look it up in the service itself. Nothing was sent.',
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

/** How n8n's own client signs, where it is not in the way of RFC 6750. */
function oauth2Options({ service, variant, credentials }: Session) {
	if (!isOAuth2(variant)) return undefined;
	const { sign = BEARER, expiredStatus } = variantOf(service, variant);
	const property = identityOf(service, variant, credentials)?.token;
	const isOther = sign.by === 'header' && sign.name !== BEARER.name;
	return {
		...(isOther ? { keyToIncludeInAccessTokenHeader: sign.name } : {}),
		// What the token answer calls the type, such as Slack's "bot", would have n8n put the token into the URL.
		...(sign.by === 'header' && sign.prefix ? { tokenType: sign.prefix.trim() } : {}),
		...(property ? { property } : {}),
		...(expiredStatus ? { tokenExpiredStatusCode: [401, expiredStatus] } : {}),
	};
}

/** The parts of the address that are no secrets. */
const shownParts = ({ service, knownParts }: Session) =>
	Object.fromEntries(
		Object.entries(knownParts).filter(([name]) => !service.address.parts?.[name]?.secret),
	);

/** What signs the requests of a connection. */
function transportOf(session: Session): Transport {
	const { context, service, variant, credentials, credentialType, knownParts } = session;
	if (!isOfItsOwnHost(session)) return signedBy(context, credentialType, oauth2Options(session));
	const values = templateValues(service, variant, credentials, knownParts);
	return signedWith(context, keySignature(service, credentials.apiKey, values));
}

/** What asks the service, by who signs. */
function askersOf(session: Session): Askers {
	const { context, service, variant, credentials } = session;
	const { clientId, clientSecret } = heldGrant(service, variant, credentials);
	return {
		connection: createAsk(session, transportOf(session), undefined),
		client: createAsk(session, signedByClient(context, clientId, clientSecret), ''),
		none: createAsk(session, unsigned(context), ''),
	};
}

/** An answer that came inside another one, as to a batch, in the form that was expected. */
function readInner<T>(
	{ subject }: Session,
	request: ServiceRequest,
	{ status, text }: InnerAnswer,
	answer: AnswerSchema<T>,
): T {
	const about = subject(`${request.method} ${request.path}`);
	const raw = readAnswer({ statusCode: status, body: text });
	const outcome = judgeAnswer(raw, about, {
		attempts: MAX_ATTEMPTS,
		repeatable: isRepeatable(request),
		harmless: isHarmless(request),
	});
	if ('failure' in outcome) throw outcome.failure;
	return parseAnswer(outcome.answer, request, answer, about);
}

/** The connection with what n8n stores of it now, which it may have renewed meanwhile. */
async function withHeld(session: Session): Promise<Session> {
	const { context, credentialType, protectRenewed } = session;
	await protectRenewed();
	return { ...session, credentials: await context.getCredentials(credentialType) };
}

/** What a connection can be asked about itself. */
class Inquiries {
	readonly account: () => Promise<Account>;

	readonly location: () => Promise<Location>;

	readonly #session: Session;

	readonly #askers: Askers;

	constructor(session: Session, askers: Askers) {
		this.#session = session;
		this.#askers = askers;
		const { service, variant, subject } = session;
		const { account } = variantOf(service, variant);
		this.account = once(async () => {
			if (!account) throw noAccount(subject(''));
			return await this.#read(account);
		});
		this.location = once(
			async () =>
				await locationOf(
					session,
					async (inquiry, answer) => await this.#ask(inquiry, answer, session.knownParts),
					this.account,
				),
		);
	}

	async #ask<T>(
		inquiry: Inquiry,
		answer: AnswerSchema<T> | AnswerReader<T>,
		parts: Location['parts'],
	): Promise<T> {
		const session = await this.#sessionFor(inquiry);
		return await sendAbout(session, this.#askers, inquiry, answer, parts);
	}

	async #read<T>(inquiry: ReadInquiry<T>, parts = this.#session.knownParts): Promise<T> {
		const read: AnswerReader<T>['read'] = (body, answer) =>
			inquiry.parse(body, { ...answer, parts });
		return await this.#ask(inquiry, { read }, parts);
	}

	/**
	 * The connection as an inquiry needs it. One that the connection does not sign holds the token in its body, which nothing
	 * renews: a signed request does so before.
	 */
	async #sessionFor({ sign = 'connection' }: Inquiry): Promise<Session> {
		const { service, variant } = this.#session;
		if (sign === 'connection' || !isOAuth2(variant)) return this.#session;
		const { verify } = variantOf(service, variant);
		const isRenewed = (service.oauth2?.expiry ?? 'refresh') === 'refresh';
		if (!isRenewed || (verify.sign ?? 'connection') !== 'connection') return this.#session;
		await this.#ask(verify, z.unknown(), await this.#partsFor(verify));
		return await withHeld(this.#session);
	}

	/** The parts with which an inquiry can be sent: those that only an answer tells, too, where it needs them. */
	async #partsFor({ url }: Pick<Inquiry, 'url'>) {
		const { service, knownParts } = this.#session;
		const whole = url.startsWith('https://') ? url : `${service.address.template}${url}`;
		const isKnown = partsIn(service, whole).every((name) => Object.hasOwn(knownParts, name));
		return isKnown ? knownParts : (await this.location()).parts;
	}

	async permissions(): Promise<KnownPermissions> {
		const { service, variant, credentials, context, key } = this.#session;
		const { granted } = variantOf(service, variant);
		const stored = storedPermissions(service, variant, credentials);
		if (stored.granted || !granted) return withDeclined(this.#session, stored);
		const parts = await this.#partsFor(granted);
		const grant = await grants(context, key, async () => await this.#read(granted, parts));
		return withDeclined(this.#session, statedPermissions(this.#session, stored, grant));
	}

	/** Asks the service about the token, in the name of the app. */
	async #introspect(introspection: Introspection): Promise<Endings> {
		const parts = await this.#partsFor(introspection);
		const { unwrap, parse } = introspection;
		const told = { status: 200, headers: {}, parts };
		if (!unwrap) return await this.#read(introspection, parts);
		const inner = await this.#ask(introspection, { parse: unwrap }, parts);
		const { method = 'GET', url: path } = introspection;
		const request = { method, path, safe: true };
		return readInner(this.#session, request, inner, { parse: (body) => parse(body, told) });
	}

	async endings(): Promise<Endings> {
		const { service, variant, credentials } = this.#session;
		const stored = storedEndings(service, variant, credentials);
		const declared = variantOf(service, variant);
		const { introspection } = 'introspection' in declared ? declared : {};
		return introspection ? { ...stored, ...(await this.#introspect(introspection)) } : stored;
	}

	async revoke(): Promise<{ readonly isRefused: boolean | undefined }> {
		const { service, variant, subject } = this.#session;
		const { revoke } = variantOf(service, variant);
		if (!revoke) throw cannotRevoke(subject('DELETE'));
		const parts = await this.#partsFor(revoke);
		const held = await withHeld(this.#session);
		await sendAbout(held, this.#askers, revoke, z.unknown(), parts);
		return { isRefused: await this.#isRefused() };
	}

	/** Whether the service refuses the connection. What else may fail about asking it says nothing of that. */
	async #isRefused(): Promise<boolean | undefined> {
		const { service, variant } = this.#session;
		const { verify } = variantOf(service, variant);
		const asking = async () => {
			await this.#ask(verify, z.unknown(), await this.#partsFor(verify));
			return false;
		};
		return await asking().catch((error: unknown) => {
			if (error instanceof ConnectionFailure) return error.kind === 'reauthorize' || undefined;
			throw error;
		});
	}
}

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
	const session = await readLasting(context, service, variant);
	const { credentials, id, name, dialogUrl, requestsAtOnce, subject } = session;
	const askers = askersOf(session);
	const inquiries = new Inquiries(session, askers);
	const stored = storedPermissions(service, variant, credentials);

	const connectionAs = (asker: Ask): Connection => ({
		service,
		variant,
		id,
		name,
		dialogUrl,
		requestsAtOnce,
		addressParts: shownParts(session),
		request: async (request, answer) => await asker(await inquiries.location(), request, answer),
		read: (request, given, answer) => readInner(session, request, given, answer),
		failure: ({ method, path }, what) =>
			failureOfKind(subject(`${method} ${path}`), 'unreadable', what),
		address: async () => (await inquiries.location()).address,
		account: inquiries.account,
		permissions: async () => await inquiries.permissions(),
		check: async (required) => {
			// The token answer says what was granted; else only what was requested can have been.
			const lacking = missing(service, required, stored);
			if (required.length === 0 || lacking.length > 0) return { missing: lacking, known: stored };
			const known = await inquiries.permissions().catch(orUnknown(stored));
			return { missing: missing(service, required, known), known };
		},
		endings: async () => await inquiries.endings(),
		isShortLived: isShortLived(session),
		revoke: async () => await inquiries.revoke(),
		as: (token) => {
			session.protect(token);
			if (!SENDABLE.test(token)) throw unsendable(subject('GET'));
			const transport = signedWith(context, tokenSignature(service, variant, token));
			return connectionAs(createAsk(session, transport, token));
		},
		redact: (text) => subject('').redact(text),
		secretFor: (purpose) =>
			createHmac('sha256', String(credentials.apiKey ?? ''))
				.update(purpose)
				.digest(),
	});
	return connectionAs(askers.connection);
}
