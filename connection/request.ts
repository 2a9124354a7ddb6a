import type {
	GenericValue,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { randomInt, sleep } from 'n8n-workflow';

import type { ConnectionFailure, FailureSubject } from './failure';
import { failureOfAnswer, failureOfKind } from './failure';
import type { Attempt } from './retry';
import { neverSent, retryAfter, waitAfterAnswer, waitAfterNetworkError } from './retry';

/** The contexts of n8n in which a connection can be opened. */
export type NodeContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions
	| IPollFunctions;

/** A request to the service of a connection. */
export interface ServiceRequest {
	readonly method: IHttpRequestMethods;
	/** Path below the service's address, with a leading slash, its segments encoded. */
	readonly path: string;
	readonly query?: IDataObject;
	/** Sent as JSON. */
	readonly body?: IDataObject | GenericValue[];
	/**
	 * Whether the service lets the request be repeated without doing anything twice. By default that is so for
	 * the methods that RFC 9110, section 9.2.2 calls idempotent.
	 */
	readonly repeatable?: boolean;
}

/** A successful answer. `body` is `undefined` where the service answers without one (204). */
export interface JsonAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

interface SenderOptions {
	readonly context: NodeContext;
	readonly credentialType: string;
	/** Milliseconds to wait for one answer. */
	readonly timeout: number;
	readonly subject: (request: string) => FailureSubject;
}

/** Sends one request to an absolute URL, as often as is safe. */
type Sender = (url: string, request: ServiceRequest) => Promise<JsonAnswer>;

const IDEMPOTENT_METHODS: readonly IHttpRequestMethods[] = ['GET', 'HEAD', 'PUT', 'DELETE'];

const NO_CONTENT = 204;

/** Whether a request may be sent again without doing anything twice. */
export function isRepeatable({ method, repeatable }: ServiceRequest): boolean {
	return repeatable ?? IDEMPOTENT_METHODS.includes(method);
}

/** A number from 0 up to 1, for the jitter of waits. */
const random = () => randomInt(1000) / 1000;

interface RawAnswer extends JsonAnswer {
	readonly isJson: boolean;
}

/** The property of a value of unknown shape. */
function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Reads the text of an answer as JSON; what is none stays text. An empty text is `undefined`. */
function parseBody(text: unknown): { body: unknown; isJson: boolean } {
	if (text === undefined || text === null || text === '') return { body: undefined, isJson: false };
	if (typeof text !== 'string') return { body: text, isJson: true };
	try {
		return { body: JSON.parse(text), isJson: true };
	} catch {
		return { body: text, isJson: false };
	}
}

/** An answer as n8n's helper gives it, or as the network library attaches it to its error. */
function readAnswer(answer: unknown): RawAnswer {
	const status = Number(property(answer, 'statusCode') ?? property(answer, 'status'));
	const headers = { ...Object(property(answer, 'headers')) };
	return { status, headers, ...parseBody(property(answer, 'body') ?? property(answer, 'data')) };
}

/** How a request without an answer ended, in n8n's words. */
interface NoAnswer {
	/** What the network says of it. `undefined` where n8n itself did not send the request. */
	readonly code: string | undefined;
	readonly message: string;
}

/**
 * What n8n's OAuth 2.0 client says when the authorization server does not renew a grant, other than by
 * `invalid_grant`: these are no codes of the network.
 */
const GRANT_CODES = ['EAUTH', 'ESTATUS'];

const isNetworkCode = (code: unknown): code is string =>
	typeof code === 'string' && !GRANT_CODES.includes(code);

/**
 * n8n's helper throws for 401 (after trying to renew the token) and for the network's errors. It wraps some of
 * them, and the network library wraps the errors of the system.
 */
function readThrown(error: unknown): RawAnswer | NoAnswer {
	const chain = [error, property(error, 'cause')];
	const response = chain.map((link) => property(link, 'response')).find(Boolean);
	if (response) return readAnswer(response);
	const message = error instanceof Error ? error.message : String(error);
	const code = chain.map((link) => property(link, 'code')).find(isNetworkCode);
	const isOfNetwork = chain.some((link) => property(link, 'isAxiosError') === true);
	return { code: code ?? (isOfNetwork ? message : undefined), message };
}

/** Why a request did not do what it should, and how many milliseconds to wait before it may be sent again, if it may. */
interface Refusal {
	readonly failure: ConnectionFailure;
	readonly wait: number | undefined;
}

type Verdict = Refusal | { readonly answer: JsonAnswer };

/** What is said of a request that ended without an answer. */
function failureWithoutAnswer(
	{ code, message }: NoAnswer,
	subject: FailureSubject,
	repeatable: boolean,
): ConnectionFailure {
	const { service, variant } = subject;
	if (code === undefined) {
		// n8n itself did not send it: the grant could not be renewed, or the key was refused before it left.
		return failureOfKind(subject, variant === 'oauth2' ? 'reauthorize' : 'input', message);
	}
	if (repeatable || neverSent(code)) {
		const what = `${service.displayName} could not be reached: ${code}`;
		return failureOfKind(subject, 'unavailable', what);
	}
	return failureOfKind(
		subject,
		'outcomeUnknown',
		`The connection to ${service.displayName} broke off (${code}) and it is not known whether the request was carried out`,
	);
}

/** Judges a request that ended without an answer. */
function refusalWithoutAnswer(
	ending: NoAnswer,
	subject: FailureSubject,
	attempt: Attempt,
): Refusal {
	return {
		failure: failureWithoutAnswer(ending, subject, attempt.repeatable),
		wait:
			ending.code === undefined ? undefined : waitAfterNetworkError(attempt, ending.code, random),
	};
}

/** What is said of an answer with a successful status that holds no JSON, unless it need not hold any. */
function failureOfText(
	{ status, body, isJson }: RawAnswer,
	subject: FailureSubject,
	repeatable: boolean,
): ConnectionFailure | undefined {
	if (isJson || status === NO_CONTENT) return undefined;
	const what = body === undefined ? 'nothing' : 'something that is not JSON, or only a part of it';
	return failureOfKind(
		subject,
		repeatable ? 'unreadable' : 'outcomeUnknown',
		`${subject.service.displayName} answered ${what} with HTTP ${status}`,
		status,
	);
}

/** Judges an answer: by its status, and by what its body says. */
function judgeAnswer(answer: RawAnswer, subject: FailureSubject, attempt: Attempt): Verdict {
	const { status, headers, body, isJson } = answer;
	const { repeatable } = attempt;
	const successful = status >= 200 && status < 300;
	if (successful && !(isJson && subject.service.parseError(body))) {
		const failure = failureOfText(answer, subject, repeatable);
		return failure ? { failure, wait: undefined } : { answer };
	}
	const failure = failureOfAnswer(subject, { ...answer, repeatable });
	const throttled = failure.kind === 'throttled';
	const asked = retryAfter(headers['retry-after'], Date.now());
	return {
		failure,
		wait: waitAfterAnswer(attempt, { status, retryAfter: asked, throttled }, random),
	};
}

/** What tells that a person stopped the execution, where the context is one. */
function cancelSignal(context: NodeContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * Creates what sends requests through n8n's own authenticated request helper, which signs them and renews
 * tokens. Every failure that it throws is a {@link ConnectionFailure}; when the execution is stopped, it throws
 * the reason of that and sends nothing more.
 */
export function createSender({ context, credentialType, timeout, subject }: SenderOptions): Sender {
	const stopped = cancelSignal(context);
	const sendOnce = async (url: string, request: ServiceRequest): Promise<RawAnswer | NoAnswer> => {
		stopped?.throwIfAborted();
		try {
			const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				credentialType,
				{
					method: request.method,
					url,
					qs: request.query,
					body: request.body,
					headers: {
						Accept: 'application/json',
						...(request.body ? { 'Content-Type': 'application/json' } : {}),
					},
					encoding: 'text',
					returnFullResponse: true,
					// 401 must be thrown: n8n renews an expired token only then.
					ignoreHttpStatusErrors: { ignore: true, except: [401] },
					// A redirect could carry the token to another host.
					disableFollowRedirect: true,
					timeout,
				},
			);
			return readAnswer(answer);
		} catch (error) {
			stopped?.throwIfAborted();
			return readThrown(error);
		}
	};

	return async (url, request) => {
		const about = subject(`${request.method} ${request.path}`);
		const repeatable = isRepeatable(request);
		for (let attempts = 1; ; attempts += 1) {
			const attempt = { attempts, repeatable };
			const ending = await sendOnce(url, request);
			const verdict =
				'status' in ending
					? judgeAnswer(ending, about, attempt)
					: refusalWithoutAnswer(ending, about, attempt);
			if ('answer' in verdict) return verdict.answer;
			if (verdict.wait === undefined) throw verdict.failure;
			await sleep(verdict.wait, stopped);
		}
	};
}
