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
import { sleep } from 'n8n-workflow';

import type { JsonAnswer, NoAnswer, RawAnswer } from './answer';
import { readAnswer, readThrown } from './answer';
import type { FailureSubject } from './failure';
import { inDoubt, judgeAnswer, judgeSilence } from './verdict';

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
	/**
	 * Whether it changes nothing. By default that is so for the methods that RFC 9110, section 9.2.1 calls safe.
	 */
	readonly safe?: boolean;
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

const SAFE_METHODS: readonly IHttpRequestMethods[] = ['GET', 'HEAD'];

const IDEMPOTENT_METHODS: readonly IHttpRequestMethods[] = ['PUT', 'DELETE'];

/** Whether a request changes nothing at the service. */
function isSafe({ method, safe }: ServiceRequest): boolean {
	return safe ?? SAFE_METHODS.includes(method);
}

/** Whether a request may be sent again without doing anything twice. */
export function isRepeatable(request: ServiceRequest): boolean {
	return request.repeatable ?? (isSafe(request) || IDEMPOTENT_METHODS.includes(request.method));
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
		let mayHaveActed = false;
		for (let attempts = 1; ; attempts += 1) {
			const attempt = { attempts, repeatable };
			const ending = await sendOnce(url, request);
			const verdict =
				'status' in ending
					? judgeAnswer(ending, about, attempt)
					: judgeSilence(ending, about, attempt);
			if ('answer' in verdict) return verdict.answer;
			const { failure, wait } = verdict;
			mayHaveActed ||= verdict.mayHaveActed && !isSafe(request);
			if (wait !== undefined) await sleep(wait, stopped);
			else
				throw mayHaveActed && failure.kind !== 'outcomeUnknown'
					? inDoubt(about, failure, repeatable)
					: failure;
		}
	};
}
