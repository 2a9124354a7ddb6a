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

import type { FailureSubject } from './failure';
import { ConnectionFailure, failureOfAnswer, failureOfKind, kindOf } from './failure';
import { neverSent, retryAfter, waitAfterAnswer, waitAfterNetworkError } from './retry';
import type { Variant } from './service';

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
	readonly variant: Variant;
	/** Milliseconds to wait for one answer. */
	readonly timeout: number;
	readonly subject: (request: string) => FailureSubject;
}

/** Sends one request to an absolute URL, as often as is safe. */
type Sender = (url: string, request: ServiceRequest) => Promise<JsonAnswer>;

const IDEMPOTENT_METHODS: readonly IHttpRequestMethods[] = ['GET', 'HEAD', 'PUT', 'DELETE'];

const NO_CONTENT = 204;

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

/** How a request without an answer ended: the network library's code where there is one, and n8n's words. */
interface NoAnswer {
	readonly code: string | undefined;
	readonly message: string;
}

/** n8n's helper throws for 401 (after trying to renew the token) and for the network's errors. */
function readThrown(error: unknown): RawAnswer | NoAnswer {
	const cause = property(error, 'cause') ?? error;
	const response = property(cause, 'response');
	if (response) return readAnswer(response);
	const code = property(cause, 'code');
	return {
		code: typeof code === 'string' ? code : undefined,
		message: error instanceof Error ? error.message : String(error),
	};
}

/** The failure of a request without an answer that is not sent again. */
function failureWithoutAnswer(
	{ code, message }: NoAnswer,
	subject: FailureSubject,
	{ repeatable, variant }: { repeatable: boolean; variant: Variant },
): ConnectionFailure {
	const { displayName } = subject.service;
	if (code === undefined && variant === 'oauth2') {
		return failureOfKind(subject, 'reauthorize', message);
	}
	if (code === undefined) return failureOfKind(subject, 'input', message);
	if (repeatable || neverSent(code)) {
		return failureOfKind(subject, 'unavailable', `${displayName} could not be reached: ${code}`);
	}
	return failureOfKind(
		subject,
		'outcomeUnknown',
		`The connection to ${displayName} broke off (${code}) and it is not known whether the request was carried out`,
	);
}

/** Judges an answer with a successful status: it may still hold an error, or be no JSON. */
function failureInSuccess(
	answer: RawAnswer,
	subject: FailureSubject,
	repeatable: boolean,
): ConnectionFailure | undefined {
	if (answer.isJson) {
		const saysError = subject.service.parseError(answer.body) !== undefined;
		return saysError ? failureOfAnswer(subject, { ...answer, repeatable }) : undefined;
	}
	if (answer.status === NO_CONTENT) return undefined;
	const what =
		answer.body === undefined ? 'nothing' : 'something that is not JSON, or only a part of it';
	return failureOfKind(
		subject,
		repeatable ? 'unreadable' : 'outcomeUnknown',
		`${subject.service.displayName} answered ${what} with HTTP ${answer.status}`,
		answer.status,
	);
}

/**
 * Creates what sends requests through n8n's own authenticated request helper, which signs them and renews
 * tokens. Every failure that it throws is a {@link ConnectionFailure}.
 */
export function createSender({
	context,
	credentialType,
	variant,
	timeout,
	subject,
}: SenderOptions): Sender {
	const sendOnce = async (url: string, request: ServiceRequest): Promise<RawAnswer | NoAnswer> => {
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
			return readThrown(error);
		}
	};

	return async (url, request) => {
		const about = subject(`${request.method} ${request.path}`);
		const repeatable = request.repeatable ?? IDEMPOTENT_METHODS.includes(request.method);
		for (let attempts = 1; ; attempts += 1) {
			const answer = await sendOnce(url, request);
			const attempt = { attempts, repeatable };
			if (!('status' in answer)) {
				const wait = waitAfterNetworkError(attempt, answer.code ?? '', random);
				if (wait === undefined || answer.code === undefined || answer.code === 'ERR_CANCELED') {
					throw failureWithoutAnswer(answer, about, { repeatable, variant });
				}
				await sleep(wait);
				continue;
			}
			const { status } = answer;
			if (status >= 200 && status < 300) {
				const failure = failureInSuccess(answer, about, repeatable);
				if (failure) throw failure;
				return answer;
			}
			const error = answer.isJson ? about.service.parseError(answer.body) : undefined;
			const wait = waitAfterAnswer(
				attempt,
				{
					status,
					retryAfter: retryAfter(answer.headers['retry-after'], Date.now()),
					throttled: kindOf(about.service, { ...answer, repeatable }, error).kind === 'throttled',
				},
				random,
			);
			if (wait === undefined) throw failureOfAnswer(about, { ...answer, repeatable });
			await sleep(wait);
		}
	};
}
