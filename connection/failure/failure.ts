import type { Cause, FailureKind, Service, ServiceError, Variant } from '../model/service';
import { isOAuth2 } from '../model/service';
import type { NoAccess } from '../request/renewal';
import { causeOf, causeOfSilence } from './cause';

/** What is known of a refused or failed request. */
export interface FailureDetails {
	readonly kind: FailureKind;
	/** HTTP status, where there was an answer. */
	readonly status?: number | undefined;
	/** Why the connection does not work, where it is known. */
	readonly cause?: Cause | undefined;
	/** What to do, for the person who reads it. */
	readonly advice: string;
	readonly error?: ServiceError | undefined;
}

/**
 * A request of a connection that did not do what it should. The message says what happened, `advice` what to
 * do; neither holds a secret.
 */
export class ConnectionFailure extends Error {
	override readonly name = 'ConnectionFailure';

	readonly kind: FailureKind;

	readonly status: number | undefined;

	override readonly cause: Cause | undefined;

	readonly advice: string;

	readonly error: ServiceError | undefined;

	constructor(message: string, { kind, status, cause, advice, error }: FailureDetails) {
		super(message);
		this.kind = kind;
		this.status = status;
		this.cause = cause;
		this.advice = advice;
		this.error = error;
	}
}

/**
 * Whether what was to be removed is gone: the service does not find it, be it since an attempt whose answer was lost
 * has removed it.
 */
export const isGone = (error: unknown): boolean =>
	error instanceof ConnectionFailure && (error.kind === 'notFound' || error.status === 404);

/** What a failure is said about. */
export interface FailureSubject {
	readonly service: Service;
	readonly variant: Variant;
	/** Name of the connection, as the person gave it. */
	readonly connectionName: string;
	/** Address of the connection's dialog in n8n. */
	readonly dialogUrl: string;
	/** The request in a few words: `POST /lists/abc/members`. */
	readonly request: string;
	/** Removes every secret of the connection from a text. */
	readonly redact: (text: string) => string;
}

/** An answer that is a refusal. `body` is parsed JSON, or the text where it is none. */
export interface RefusedAnswer {
	readonly status: number;
	readonly body: unknown;
	readonly isJson: boolean;
	/** Whether it may be left open what became of the request: it changes nothing, or may be sent again. */
	readonly harmless: boolean;
	/** Whether it is known that the request was not carried out. */
	readonly turnedAway?: boolean;
}

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
	401: 'reauthorize',
	403: 'permission',
	404: 'notFound',
	429: 'throttled',
};

/** The kind that a status alone tells. Some services put a refusal into an answer with a successful status. */
function kindOfStatus(status: number): FailureKind {
	if (status < 300) return 'input';
	if (status < 400) return 'unreadable';
	return KIND_BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'input');
}

/** Whether a service's code is this one, or a more exact one below it: `190/463` is within `190`. */
const isWithin = (given: string | undefined, code: string) =>
	given === code || given?.startsWith(`${code}/`) === true;

/**
 * The kind of a refusal: by the service's table of errors, else by its status. After a fault of the server, whichever
 * of the two tells it, nobody knows whether a request that may not be repeated was carried out: Facebook says "try
 * again" of posts that it has published (facebookarchive/php-graph-sdk: issue 1141, arsduo/koala: issue 699), and a proxy
 * says 503 of a connection that broke after the request had gone through (envoyproxy/envoy: issue 14981).
 */
function kindOf(
	service: Service,
	{ status, isJson, harmless, turnedAway = false }: RefusedAnswer,
	error?: ServiceError,
): { kind: FailureKind; cause: Cause | undefined; advice: string | undefined } {
	const rule = service.errors.find(
		({ when }) =>
			(when.status === undefined || when.status.includes(status)) &&
			(when.json === undefined || when.json === isJson) &&
			(when.code === undefined || when.code.some((code) => isWithin(error?.code, code))),
	);
	const kind = rule?.kind ?? kindOfStatus(status);
	const isUnknown = kind === 'unavailable' && !harmless && !turnedAway;
	const cause = rule?.cause;
	// What a rule advises is meant for its own kind.
	return isUnknown
		? { kind: 'outcomeUnknown', cause, advice: undefined }
		: { kind, cause, advice: rule?.advice };
}

/** What to do next, by the kind of the failure. */
function adviceFor(
	kind: FailureKind,
	{ service, variant, connectionName, dialogUrl }: FailureSubject,
): string {
	const name = service.displayName;
	const renew = isOAuth2(variant) ? 'reconnect it' : `paste a new ${service.apiKey?.label}`;
	const advice: Record<FailureKind, string> = {
		reauthorize: `Open the connection "${connectionName}" and ${renew}: ${dialogUrl}`,
		permission: `Ask the owner of the ${name} account to allow this to the connection's user, or use the connection of another user: ${dialogUrl}`,
		throttled: `${name} is receiving too many requests of this account. Run it again later, or lower "Requests at Once" in the connection's advanced settings: ${dialogUrl}`,
		input: 'Correct the values named above and run it again.',
		notFound: 'Check the ids: what they name was deleted, or belongs to another account.',
		unavailable: `${name} is not answering properly. Try again in a few minutes; the connection itself may be fine.`,
		unreadable: `${name}, or something between it and n8n (a proxy, a firewall), returned an invalid response. Try again; if it persists, check the service's status page.`,
		outcomeUnknown: `Check in ${name} whether the request took effect before running it again. It was not retried, to avoid duplicates.`,
	};
	return advice[kind];
}

/** What the service says, in one sentence: its detail and the fields that it refuses. */
function explain(error: ServiceError | undefined): string {
	const fields = (error?.fields ?? []).map(({ field, message }) =>
		field ? `${field}: ${message}` : message,
	);
	return [error?.detail ?? error?.code, ...fields].filter(Boolean).join(' ');
}

/** What the service says, without secrets. */
function withoutSecrets(
	{ code, detail, fields }: ServiceError,
	redact: (text: string) => string,
): ServiceError {
	return {
		...(code === undefined ? {} : { code: redact(code) }),
		...(detail === undefined ? {} : { detail: redact(detail) }),
		...(fields === undefined
			? {}
			: {
					fields: fields.map(({ field, message }) => ({
						field: redact(field),
						message: redact(message),
					})),
				}),
	};
}

/** The same failure without secrets, whatever an operation made its words of. */
export function withoutSecretsOf(
	{ message, kind, status, cause, advice, error }: ConnectionFailure,
	redact: (text: string) => string,
): ConnectionFailure {
	return new ConnectionFailure(redact(message), {
		kind,
		status,
		cause,
		advice: redact(advice),
		error: error && withoutSecrets(error, redact),
	});
}

/** A refusal as a failure. */
export function failureOfAnswer(subject: FailureSubject, answer: RefusedAnswer): ConnectionFailure {
	const { service, connectionName, request, redact } = subject;
	const raw = answer.isJson ? service.parseError(answer.body) : undefined;
	const { kind, cause, advice } = kindOf(service, answer, raw);
	const error = raw && withoutSecrets(raw, redact);
	const said = explain(error);
	const happened: Record<FailureKind, string> = {
		reauthorize: `${service.displayName} no longer accepts "${connectionName}"`,
		permission: `"${connectionName}" may not do this in ${service.displayName}`,
		throttled: `${service.displayName} is throttling "${connectionName}"`,
		input: `${service.displayName} refused the request of "${connectionName}"`,
		notFound: `${service.displayName} did not find what "${connectionName}" asked for`,
		unavailable: `${service.displayName} could not answer "${connectionName}"`,
		unreadable: `${service.displayName} answered "${connectionName}" in a form that cannot be read`,
		outcomeUnknown: `It is not known whether ${service.displayName} carried this out for "${connectionName}"`,
	};
	return new ConnectionFailure(
		`${happened[kind]}${said && `: ${said}`} (${redact(request)}, HTTP ${answer.status})`,
		{
			kind,
			status: answer.status,
			cause: cause ?? causeOf(kind, subject),
			advice: advice ?? adviceFor(kind, subject),
			error,
		},
	);
}

/** A failure that no answer tells: the network, an unreadable answer, a grant that could not be renewed. */
export function failureOfKind(
	subject: FailureSubject,
	kind: FailureKind,
	what: string,
	{ status, cause = causeOf(kind, subject), advice }: Partial<FailureDetails> = {},
): ConnectionFailure {
	const { connectionName, request, redact } = subject;
	return new ConnectionFailure(`${redact(what)} ("${connectionName}", ${redact(request)})`, {
		kind,
		status,
		cause,
		advice: advice ?? adviceFor(kind, subject),
	});
}

/** What is said of a request for which n8n had no access token, by why it had none. */
export function failureWithoutAccess(
	subject: FailureSubject,
	{ access, said, code, status }: NoAccess,
): ConnectionFailure {
	const { service, connectionName, dialogUrl } = subject;
	switch (access) {
		case 'notConnected':
			return failureOfKind(subject, 'reauthorize', 'Not connected yet', {
				cause: 'notConnected',
				advice: `Open "${connectionName}" and select Connect: ${dialogUrl}`,
			});
		case 'expired':
		case 'revoked':
			return failureOfKind(
				subject,
				'reauthorize',
				`There is no access to ${service.displayName}: ${said}`,
				{ cause: access },
			);
		case 'client':
			return failureOfKind(
				subject,
				'reauthorize',
				`${service.displayName} does not accept the client of this connection: ${said}`,
				{
					status,
					cause: 'wrongKey',
					advice: `Check the Client ID and the Client Secret of "${connectionName}": ${dialogUrl} If they are right, reconnect it. Nothing was sent.`,
				},
			);
		case 'open':
			return failureOfKind(
				subject,
				'unavailable',
				`Access to ${service.displayName} could not be renewed (${said}). Nothing was sent.`,
				{
					status,
					cause: code === undefined ? 'serviceUnavailable' : causeOfSilence(subject, code),
					advice: 'Run it again in a few minutes. The connection itself may be fine.',
				},
			);
	}
}

/**
 * The failure of a request whose answer cannot be read. What it changed is not known then: an item says so in its
 * message, which is all that n8n keeps of an error when a run goes on.
 * @param harmless whether that may be left open: it changes nothing, or may be sent again
 */
export function unreadable(
	subject: FailureSubject,
	harmless: boolean,
	what: string,
	details: Partial<FailureDetails> = {},
): ConnectionFailure {
	return harmless
		? failureOfKind(subject, 'unreadable', what, details)
		: failureOfKind(
				subject,
				'outcomeUnknown',
				`${what}. It is not known whether the request was carried out`,
				details,
			);
}
