import { randomInt } from 'n8n-workflow';

import type { AnswerForm, JsonAnswer, NoAnswer, RawAnswer } from './answer';
import { causeOfSilence } from '../failure/cause';
import type { FailureSubject } from '../failure/failure';
import {
	ConnectionFailure,
	failureOfAnswer,
	failureOfKind,
	failureWithoutAccess,
	unreadable,
} from '../failure/failure';
import type { NoAccess } from './renewal';
import type { Attempt } from './retry';
import {
	backoff,
	isOfGateway,
	MAX_ATTEMPTS,
	neverSent,
	retryAfter,
	SERVICE_UNAVAILABLE,
	waitAfterAnswer,
	waitAfterNetworkError,
} from './retry';

/** An attempt, and whether it may be left open what became of it. */
export interface Judged extends Attempt {
	readonly harmless: boolean;
	/** What a successful answer holds. JSON where nothing is said. */
	readonly form?: AnswerForm;
}

/** Statuses that come without a body (RFC 9110, sections 15.3.5 and 15.3.6). */
const WITHOUT_BODY = [204, 205];

/** Why a request did not do what it should. */
export interface Refusal {
	readonly failure: ConnectionFailure;
	/** Milliseconds to wait before it may be sent again, if it may. */
	readonly wait: number | undefined;
	/** Milliseconds that the service asked all requests of the connection to wait, if it did. */
	readonly pause?: number | undefined;
	/**
	 * How the last attempt ended, where the service was tried for as long as is reasonable and told nothing of the request:
	 * `ECONNREFUSED`, or `HTTP 503`.
	 */
	readonly exhausted: string | undefined;
	/** Whether the service may have carried it out all the same. */
	readonly mayHaveActed: boolean;
}

/** What an attempt to send a request came to. */
export type Verdict = Refusal | { readonly answer: JsonAnswer };

/** A number from 0 up to 1, for the jitter of waits. */
const random = () => randomInt(1000) / 1000;

/** What is said of a request that ended without an answer. */
function failureWithoutAnswer(
	{ code, message }: NoAnswer,
	subject: FailureSubject,
	harmless: boolean,
): ConnectionFailure {
	const { displayName } = subject.service;
	if (code === undefined) {
		// n8n itself did not send it, such as a key that it refuses to send there.
		return failureOfKind(subject, 'input', `Nothing was sent to ${displayName}: ${message}`);
	}
	const cause = causeOfSilence(subject, code);
	if (harmless || neverSent(code)) {
		const what = `${displayName} could not be reached: ${code}`;
		return failureOfKind(subject, 'unavailable', what, { cause });
	}
	return failureOfKind(
		subject,
		'outcomeUnknown',
		`The connection to ${displayName} broke off (${code}) and it is not known whether the request was carried out`,
		{ cause },
	);
}

/**
 * Whether all attempts were used up on a service that takes no requests. One that may not be repeated has one attempt; a
 * plain server error, which may be about this one record, is no such end.
 */
function isExhausted({ kind, status }: ConnectionFailure, { attempts }: Attempt): boolean {
	if (kind === 'outcomeUnknown') return status === undefined || isOfGateway(status);
	return attempts >= MAX_ATTEMPTS && (kind === 'throttled' || kind === 'unavailable');
}

/** Judges a request that ended without an answer. */
function judgeSilence(ending: NoAnswer, subject: FailureSubject, attempt: Judged): Refusal {
	const { code } = ending;
	const failure = failureWithoutAnswer(ending, subject, attempt.harmless);
	return {
		failure,
		wait: code === undefined ? undefined : waitAfterNetworkError(attempt, code, random),
		exhausted: isExhausted(failure, attempt) ? code : undefined,
		mayHaveActed: code !== undefined && !neverSent(code),
	};
}

/** How often access is renewed for one request: a second time after an answer that settles nothing. */
const MAX_RENEWALS = 2;

/** Judges a request for which there was no access token: it was not carried out, so any may be sent again. */
function judgeNoAccess(ending: NoAccess, subject: FailureSubject, renewals: number): Refusal {
	const failure = failureWithoutAccess(subject, ending);
	const mayRetry = ending.access === 'open' && renewals < MAX_RENEWALS;
	const { status, code = `HTTP ${status ?? 200}` } = ending;
	return {
		failure,
		wait: mayRetry ? backoff(renewals, random) : undefined,
		exhausted: ending.access === 'open' && !mayRetry ? code : undefined,
		mayHaveActed: false,
	};
}

/** What is said of an answer with a successful status that holds no JSON, unless it need not hold any. */
function failureOfText(
	{ status, body, isJson }: RawAnswer,
	subject: FailureSubject,
	harmless: boolean,
): ConnectionFailure | undefined {
	if (isJson || WITHOUT_BODY.includes(status)) return undefined;
	const what = body === undefined ? 'nothing' : 'something that is not JSON, or only a part of it';
	return unreadable(
		subject,
		harmless,
		`${subject.service.displayName} answered ${what} with HTTP ${status}`,
		{ status },
	);
}

/** Judges an answer: by its status, and by what its body says. */
export function judgeAnswer(answer: RawAnswer, subject: FailureSubject, attempt: Judged): Verdict {
	const { status, headers, body, isJson } = answer;
	const { harmless, form = 'json' } = attempt;
	const successful = status >= 200 && status < 300;
	if (successful && form === 'binary') return { answer: { status, headers, body: answer.raw } };
	if (successful && !(isJson && subject.service.parseError(body))) {
		if (form === 'text') return { answer: { status, headers, body: answer.raw ?? '' } };
		const failure = failureOfText(answer, subject, harmless);
		return failure
			? { failure, wait: undefined, exhausted: undefined, mayHaveActed: true }
			: { answer };
	}
	const asked = retryAfter(headers, Date.now());
	const isClosed = status === SERVICE_UNAVAILABLE && asked !== undefined;
	// A proxy says so, too, of a connection that broke behind it (varnishcache/varnish-cache: bin/varnishd/builtin.vcl), in HTML.
	const turnedAway = isClosed && isJson;
	const failure = failureOfAnswer(subject, { ...answer, harmless, turnedAway });
	const throttled = failure.kind === 'throttled';
	const { window, rate } = subject.service.limits;
	const penalty = rate?.penalty;
	const told = { status, retryAfter: asked, throttled, turnedAway, window, penalty };
	const wait = waitAfterAnswer(attempt, told, random);
	return {
		failure,
		wait,
		// A moment that has passed is no wait: what follows is a further attempt all the same.
		pause: throttled || isClosed ? asked || wait : undefined,
		exhausted: isExhausted(failure, attempt) ? `HTTP ${status}` : undefined,
		mayHaveActed: status >= 500 && !turnedAway,
	};
}

/**
 * Judges how an attempt ended.
 * @param renewals how many attempts of the request, with this one, ended without access
 */
export function judge(
	ending: RawAnswer | NoAnswer | NoAccess,
	subject: FailureSubject,
	attempt: Judged,
	renewals: number,
): Verdict {
	if ('access' in ending) return judgeNoAccess(ending, subject, renewals);
	return 'headers' in ending
		? judgeAnswer(ending, subject, attempt)
		: judgeSilence(ending, subject, attempt);
}

/**
 * The failure of a change that was sent more than once: what the last attempt was refused for says nothing of an
 * earlier one that the service may have carried out, such as a deletion whose repetition finds nothing.
 */
export function inDoubt(
	{ service }: FailureSubject,
	{ message, status, cause, error }: ConnectionFailure,
	repeatable: boolean,
): ConnectionFailure {
	const again = repeatable
		? 'Running it again is safe: twice has the same effect as once.'
		: 'Run it again only if it did not.';
	return new ConnectionFailure(
		`It is not known whether ${service.displayName} carried this out: an attempt ended without a clear answer. The last one: ${message}`,
		{
			kind: 'outcomeUnknown',
			status,
			cause,
			advice: `Check in ${service.displayName} whether the request took effect. ${again}`,
			error,
		},
	);
}
