import { LONGEST_WAIT } from './circuit';

/** How often a request is sent at most, the first time included. */
export const MAX_ATTEMPTS = 5;

const FIRST_WAIT = 1_000;

/** Statuses of gateways: the service itself may not have seen the request, so only repeatable ones are sent again. */
const GATEWAY_STATUSES = [502, 503, 504];

/** Whether it is a gateway that answers so. */
export const isOfGateway = (status: number) => GATEWAY_STATUSES.includes(status);

/** The status of a service that takes no requests for a while (RFC 9110, section 15.6.4). */
export const SERVICE_UNAVAILABLE = 503;

/** Errors of requests that never left, since there was no way or no trust to the host: any may be sent again. */
const NEVER_SENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UNABLE_TO_VERIFY_LEAF_SIGNATURE|.*CERT.*)$/;

/** Reads a date of HTTP (RFC 9110, section 5.6.7), in milliseconds. One of its three forms leaves out that it is in GMT. */
function httpDate(header: unknown): number | undefined {
	// Date.parse takes "-1" and "5.5" for dates too. An HTTP date begins with the day of the week.
	if (typeof header !== 'string' || !/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(header))
		return undefined;
	const date = Date.parse(header.endsWith('GMT') ? header : `${header} GMT`);
	return Number.isNaN(date) ? undefined : date;
}

/**
 * Reads the Retry-After header of an answer (RFC 9110, section 10.2.3): seconds, or a date by the service's own clock.
 * @param now this machine's time, for an answer that does not say when it was made
 * @returns milliseconds to wait, or `undefined` when there is no such header or it cannot be read
 */
export function retryAfter(
	headers: Readonly<Record<string, unknown>>,
	now: number,
): number | undefined {
	const header = headers['retry-after'];
	if (typeof header !== 'string') return undefined;
	const text = header.trim();
	// So many digits are more than 30 years.
	if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
	const date = httpDate(text);
	return date === undefined ? undefined : Math.max(0, date - (httpDate(headers.date) ?? now));
}

/**
 * The wait of the n-th attempt when too many requests were sent within the service's window: the third time, the
 * window is over.
 */
function untilWindowEnds(window: number, attempts: number, random: () => number): number {
	return (window / 4) * attempts * (1 + random() / 4);
}

/** What a retry is decided on. */
export interface Attempt {
	/** Number of times the request was sent. */
	readonly attempts: number;
	/** Whether sending it twice has the same effect as once (RFC 9110, section 9.2.2, or by the service's word). */
	readonly repeatable: boolean;
}

/** The wait of the n-th attempt when the service names none: doubled each time, with some jitter so that many clients part. */
export function backoff(attempts: number, random: () => number): number {
	return FIRST_WAIT * 2 ** (attempts - 1) * (1 + random() / 4);
}

/**
 * How long to wait before the request is sent again after this answer.
 * @param throttled whether the service says that it did not carry the request out since there were too many
 * @param turnedAway whether it says so since it takes none for a while
 * @param window after how many milliseconds the service counts requests anew, where it says so
 * @param penalty for how many milliseconds it takes none after too many, where it says so
 * @returns milliseconds, or `undefined` when it must not be sent again
 */
export function waitAfterAnswer(
	attempt: Attempt,
	answer: {
		readonly status: number;
		readonly retryAfter: number | undefined;
		readonly throttled: boolean;
		readonly turnedAway: boolean;
		readonly window?: number | undefined;
		readonly penalty?: number | undefined;
	},
	random: () => number,
): number | undefined {
	if (attempt.attempts >= MAX_ATTEMPTS) return undefined;
	const { status, throttled, turnedAway, window, penalty = 0 } = answer;
	const repeatable = attempt.repeatable && isOfGateway(status);
	if (!throttled && !turnedAway && !repeatable) return undefined;
	const ownWait =
		// A window that is too long to wait for: the service may have refused a burst, which passes sooner.
		throttled && window !== undefined && window <= LONGEST_WAIT
			? untilWindowEnds(window, attempt.attempts, random)
			: backoff(attempt.attempts, random);
	// A moment that has passed is no wait.
	const named = answer.retryAfter || ownWait;
	const wait = throttled ? Math.max(named, penalty) : named;
	return wait <= LONGEST_WAIT ? wait : undefined;
}

/** Whether a request with this network error is known to have never reached the service. */
export function neverSent(code: string): boolean {
	return NEVER_SENT.test(code);
}

/** How long to wait before the request is sent again after a network error, or `undefined` when it must not be. */
export function waitAfterNetworkError(
	attempt: Attempt,
	code: string,
	random: () => number,
): number | undefined {
	if (attempt.attempts >= MAX_ATTEMPTS) return undefined;
	if (!attempt.repeatable && !neverSent(code)) return undefined;
	return backoff(attempt.attempts, random);
}
