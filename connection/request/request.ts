import type {
	GenericValue,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { AnswerForm, JsonAnswer, NoAnswer, RawAnswer } from './answer';
import { readAnswer, readRefusal, readThrown, readThrownRefusal } from './answer';
import { within } from './timeout';
import type { ConnectionFailure, FailureSubject } from '../failure/failure';
import { failureOfKind, withoutSecretsOf } from '../failure/failure';
import type { Form } from './multipart';
import { encodeForm } from './multipart';
import type { Begun, Circuit, Closing } from './circuit';
import type { FailureKind, RequestRules } from '../model/service';
import { encodeBody, FORM } from './encoding';
import type { NodeContext, Transport } from './transport';
import type { Verdict } from './outcome';
import { inDoubt, judge } from './outcome';
import type { RateLimit } from './rate';
import type { NoAccess } from './renewal';
import { SendWatch } from './renewal';

/** A request to the service of a connection. */
export interface ServiceRequest {
	readonly method: IHttpRequestMethods;
	/**
	 * Path below the service's address, with a leading slash, its segments encoded; or a whole https URL on one of the
	 * service's hosts.
	 */
	readonly path: string;
	readonly query?: IDataObject;
	/** Sent with the service's own, such as another version of its API. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as the service takes bodies, or as `encoding` says. */
	readonly body?: IDataObject | GenericValue[];
	readonly encoding?: 'form' | 'json';
	/**
	 * What a successful answer holds: JSON where nothing is said; `text` as it is; `binary` as a stream, which is not
	 * held in memory.
	 */
	readonly answer?: AnswerForm;
	/** Sent as a form, in which files can be: instead of a body. */
	readonly form?: Form;
	/**
	 * Whether the service lets the request be repeated without doing anything twice. By default that is so for
	 * the methods that RFC 9110, section 9.2.2 calls idempotent.
	 */
	readonly repeatable?: boolean;
	/** Milliseconds to wait for the answer, where it is not as long as the connection's setting says. */
	readonly timeout?: number;
	/**
	 * Whether it changes nothing. By default that is so for the methods that RFC 9110, section 9.2.1 calls safe.
	 */
	readonly safe?: boolean;
}

interface SenderOptions {
	readonly context: NodeContext;
	readonly transport: Transport;
	/** Added to the query of every request. */
	readonly query?: IDataObject;
	/** How the service wants queries and bodies. */
	readonly rules?: RequestRules | undefined;
	/** The statuses with which the service refuses an expired token; 401 where nothing is said. */
	readonly statusesOfExpiry?: readonly number[];
	readonly circuit: Circuit;
	/** How many requests to a URL the service takes in a time, where it says so. */
	readonly rateOf?: (url: string) => RateLimit | undefined;
	/** Milliseconds to wait for one answer. */
	readonly timeout: number;
	readonly subject: (request: string) => FailureSubject;
	/** Keeps a token out of everything that is said, which n8n may have renewed on the way. */
	readonly protectRenewed: () => Promise<void>;
}

/** Sends one request to an absolute URL, as often as is safe. */
type Sender = (url: string, request: ServiceRequest) => Promise<JsonAnswer>;

/** How many times as long as for an answer is waited while files go up, which may be large. */
const UPLOAD_FACTOR = 10;

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

/** Whether it may be left open what became of a request: it changes nothing, or may be sent again. */
export function isHarmless(request: ServiceRequest): boolean {
	return isSafe(request) || isRepeatable(request);
}

/** What tells that a person stopped the execution, where the context is one. */
function cancelSignal(context: NodeContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** What is asked for, by what a successful answer holds. */
const ACCEPTED: Readonly<Record<AnswerForm, string>> = {
	json: 'application/json',
	text: 'text/*, */*;q=0.9',
	binary: '*/*',
};

/** What is sent of a request, and what says its type. */
function contentOf(
	{ body, form, headers, encoding, answer = 'json' }: ServiceRequest,
	rules: RequestRules,
): Pick<IHttpRequestOptions, 'body' | 'headers'> {
	const sent = { Accept: ACCEPTED[answer], ...headers };
	if (form) {
		const { contentType, body: encoded } = encodeForm(form);
		return { body: encoded, headers: { ...sent, 'Content-Type': contentType } };
	}
	if (!body) return { headers: sent };
	const isForm = (encoding ?? rules.body) === 'form';
	return isForm
		? { body: encodeBody(body), headers: { ...sent, 'Content-Type': FORM } }
		: { body, headers: { ...sent, 'Content-Type': 'application/json' } };
}

/** How lists of a query are written: `cols[]=id&cols[]=name`, unless the service says otherwise. n8n itself would number them. */
function queryOf(
	query: IDataObject,
	{ lists = 'brackets' }: RequestRules,
): Pick<IHttpRequestOptions, 'arrayFormat' | 'qs'> {
	if (!Object.values(query).some(Array.isArray)) return { qs: query };
	if (lists !== 'comma') return { qs: query, arrayFormat: lists };
	const joined = Object.entries(query).map(([name, value]) => [
		name,
		Array.isArray(value) ? value.join(',') : value,
	]);
	return { qs: Object.fromEntries(joined) as IDataObject };
}

/** The failure of a request that is not sent, or not retried, since the circuit is open. */
function notSent(
	subject: FailureSubject,
	{ open, ending }: { open: Closing; ending: string },
	attempts: number,
): ConnectionFailure {
	const { displayName } = subject.service;
	const what = {
		throttled: `${displayName} went on refusing requests of this connection as too many`,
		unavailable: `${displayName} did not answer other requests of this connection`,
	}[open];
	const again = attempts > 1 ? ' again' : '';
	return failureOfKind(subject, open, `${what} (${ending}), so that this one was not sent${again}`);
}

/** What limits a request. */
interface Limits extends Pick<SenderOptions, 'circuit'> {
	readonly rate: RateLimit | undefined;
	/** Whether the rate is that of a part of the service, so that the other parts need not wait with it. */
	readonly isOfPart: boolean;
}

/**
 * Waits as long as the service's own word on its limits asks for.
 * @returns why the request is not to be sent at all, if it is not
 */
async function waitForTurn(
	{ circuit, rate }: Limits,
	subject: FailureSubject,
	attempts: number,
	stopped: AbortSignal | undefined,
): Promise<ConnectionFailure | undefined> {
	for (;;) {
		const step = circuit.next(Date.now());
		if ('open' in step) return notSent(subject, step, attempts);
		if ('closedFor' in step) {
			const minutes = Math.ceil(step.closedFor / 60_000);
			const what = `${subject.service.displayName} takes requests of this connection again in ${minutes} minutes`;
			return failureOfKind(subject, step.why, what);
		}
		const { pausedUntil } = circuit;
		if (step.wait > 0) await sleep(step.wait, stopped);
		await rate?.turn(stopped);
		// Another request may have been asked to wait for longer meanwhile.
		if (circuit.pausedUntil === pausedUntil) return undefined;
	}
}

/** Kinds of failures with which the service says nothing of what is in the request. */
const UNANSWERED: readonly FailureKind[] = ['throttled', 'unavailable', 'outcomeUnknown'];

/** Reports to the other requests of the connection how an attempt of this one ended. */
function report({ circuit, rate, isOfPart }: Limits, begun: Begun, verdict: Verdict): void {
	if ('answer' in verdict) {
		rate?.answered();
		return circuit.answered();
	}
	const { failure, pause, exhausted, mayHaveActed: mayBeItsOwn } = verdict;
	const { kind, status } = failure;
	const why = kind === 'throttled' ? kind : 'unavailable';
	if (kind === 'throttled') rate?.refused(pause ?? 0, Date.now());
	if (pause !== undefined && !(isOfPart && kind === 'throttled'))
		circuit.pause(pause, why, Date.now());
	if (exhausted)
		circuit.recordExhausted(begun, { why, ending: exhausted, mayBeItsOwn }, Date.now());
	if (status !== undefined && !UNANSWERED.includes(kind)) circuit.answered();
}

/**
 * Creates what sends requests through n8n's own request helpers. Every failure that it throws is a
 * {@link ConnectionFailure}; when the execution is stopped, it throws the reason of that and sends nothing more.
 */
export function createSender(options: SenderOptions): Sender {
	const { context, transport, query, circuit, timeout, subject, protectRenewed } = options;
	const { rules = {}, statusesOfExpiry = [401] } = options;
	const stopped = cancelSignal(context);
	const sendOnce = async (
		url: string,
		request: ServiceRequest,
	): Promise<RawAnswer | NoAnswer | NoAccess> => {
		stopped?.throwIfAborted();
		const watch = new SendWatch();
		const qs = { ...request.query, ...query };
		const limit = request.timeout ?? timeout;
		try {
			const sent = await within(
				request.form ? limit * UPLOAD_FACTOR : limit,
				stopped,
				async (abortSignal) =>
					await transport(
						{
							method: request.method,
							url,
							...queryOf(qs, rules),
							...contentOf(request, rules),
							encoding: request.answer === 'binary' ? 'stream' : 'text',
							returnFullResponse: true,
							// The status of an expired token must be thrown: n8n renews it only then.
							ignoreHttpStatusErrors: { ignore: true, except: [...statusesOfExpiry] },
							// A redirect could carry the token to another host.
							disableFollowRedirect: true,
							timeout: limit,
							abortSignal,
						},
						watch,
					),
			);
			return readAnswer(request.answer === 'binary' ? await readRefusal(sent) : sent);
		} catch (error) {
			stopped?.throwIfAborted();
			if (request.answer === 'binary') await readThrownRefusal(error);
			return (await watch.noAccess(error)) ?? readThrown(error);
		}
	};

	return async (url, request) => {
		const about = subject(`${request.method} ${request.path}`);
		const repeatable = isRepeatable(request);
		const isOfPart = about.service.limits.rate?.each !== undefined;
		const limits = { circuit, rate: options.rateOf?.(url), isOfPart };
		let begun: Begun | undefined;
		let mayHaveActed = false;
		let renewals = 0;
		/** A failure as it is in the end: an earlier attempt may have left it open what became of the request. */
		const inTheEnd = async (failure: ConnectionFailure) => {
			await protectRenewed();
			const isOpen = mayHaveActed && failure.kind !== 'outcomeUnknown';
			return withoutSecretsOf(isOpen ? inDoubt(about, failure, repeatable) : failure, about.redact);
		};
		for (let attempts = 1; ; attempts += 1) {
			const closed = await waitForTurn(limits, about, attempts, stopped);
			if (closed) throw await inTheEnd(closed);
			// What it waited for before is no time in which the service did not answer.
			begun ??= circuit.begin(Date.now());
			const { answer: form = 'json' } = request;
			const attempt = { attempts, repeatable, harmless: isHarmless(request), form };
			const ending = await sendOnce(url, request);
			if ('headers' in ending) circuit.note(about.service.usage?.(ending.headers), Date.now());
			if ('access' in ending) renewals += 1;
			const verdict = judge(ending, about, attempt, renewals);
			report(limits, begun, verdict);
			if ('answer' in verdict) return verdict.answer;
			const { failure, wait, pause } = verdict;
			mayHaveActed ||= verdict.mayHaveActed && !isSafe(request);
			if (wait === undefined) throw await inTheEnd(failure);
			// What the service asked for is waited for by all, before the next attempt.
			if (pause === undefined) await sleep(wait, stopped);
		}
	};
}
