import type { Usage } from '../model/service';

/** From this share of its limits on, requests are spread out. */
const SLOW_FROM = 0.8;

/** Milliseconds between two requests when nearly all is used. */
const SLOWEST = 5_000;

/** The longest that is waited for a service to take requests again, in milliseconds. */
export const LONGEST_WAIT = 120_000;

/** For how long a service is tried before it is left alone, in milliseconds: less than the attempts of one request take. */
const REASONABLE = 10_000;

/** The shortest wait after requests that may not be sent again, in milliseconds. */
const SHORTEST_WAIT = 1_000;

/** Why a service takes no requests: there were too many, or it does not answer. */
export type Closing = 'throttled' | 'unavailable';

/** What to do before the next request. */
export type Step =
	| { readonly wait: number }
	/** Milliseconds until the service takes requests again, by its own word: too long to wait for. */
	| { readonly closedFor: number; readonly why: Closing }
	/** Nothing is sent for a while, since retries of others are exhausted. The last of them ended so. */
	| { readonly open: Closing; readonly ending: string };

/** A request that is on its way: when it began, and how many had been answered by then. */
export interface Begun {
	readonly at: number;
	readonly answers: number;
}

/** Something that holds until a moment. */
interface Until {
	readonly at: number;
	readonly why: Closing;
}

const NEVER: Until = { at: 0, why: 'throttled' };

/** Keeps all requests of a connection within what the service says of its limits, and away from one that takes none. */
export class Circuit {
	#usage: Usage | undefined;

	#told = 0;

	#pause = NEVER;

	#opened = { ...NEVER, ending: '' };

	#answers = 0;

	/** How many requests in a row exhausted their retries, with no answer between them, and when the first of them began. */
	#exhausted = { count: 0, since: 0 };

	/** Records what an answer says of the limits. */
	note(usage: Usage | undefined, now: number): void {
		if (!usage) return;
		this.#usage = usage;
		this.#told = now;
	}

	/** Records how long the service asked to wait. A shorter wait does not end a longer one. */
	pause(wait: number, why: Closing, now: number): void {
		if (now + wait > this.#pause.at) this.#pause = { at: now + wait, why };
	}

	/** When the wait that the service asked for is over. */
	get pausedUntil(): number {
		return this.#pause.at;
	}

	/** Marks the beginning of a request. */
	begin(now: number): Begun {
		return { at: now, answers: this.#answers };
	}

	/** Records that the service answered a request, even if it refused what is in it. */
	answered(): void {
		this.#answers += 1;
		this.#exhausted = { count: 0, since: 0 };
	}

	/**
	 * Records a request whose retries are exhausted. If nothing else was answered meanwhile, the circuit opens: for a while,
	 * nothing is sent. A request that is not idempotent gets one attempt only, so the others back off for as long as the
	 * outage has lasted, until that is a reasonable time.
	 * @param mayBeItsOwn whether the service may fail at what is in the request: then only a second one proves an outage
	 */
	recordExhausted(
		begun: Begun,
		{ why, ending, mayBeItsOwn }: { why: Closing; ending: string; mayBeItsOwn: boolean },
		now: number,
	): void {
		if (this.#answers > begun.answers) return;
		const { count, since } = this.#exhausted;
		this.#exhausted = {
			count: count + 1,
			since: count === 0 ? begun.at : Math.min(since, begun.at),
		};
		if (mayBeItsOwn && count === 0) return;
		const tried = now - this.#exhausted.since;
		if (tried < REASONABLE) this.pause(Math.max(tried, SHORTEST_WAIT), why, now);
		else this.#opened = { at: now + Math.min(tried, LONGEST_WAIT), why, ending };
	}

	/** What to do before the next request: it is slowed down before the service has to refuse it. */
	next(now: number): Step {
		const { at, why, ending } = this.#opened;
		if (at > now) return { open: why, ending };
		const asked = this.#pause.at - now;
		if (asked > LONGEST_WAIT) return { closedFor: asked, why: this.#pause.why };
		const step = this.#byUsage(now);
		return 'wait' in step ? { wait: Math.max(asked, step.wait) } : step;
	}

	/** What the share of the limits that is used asks for. */
	#byUsage(now: number): Step {
		const { share = 0, regain = 0 } = this.#usage ?? {};
		if (share < SLOW_FROM) return { wait: 0 };
		const left = this.#told + regain - now;
		if (share >= 1 && left > LONGEST_WAIT) return { closedFor: left, why: 'throttled' };
		if (share >= 1 && left > 0) return { wait: left };
		return { wait: (SLOWEST * (Math.min(share, 1) - SLOW_FROM)) / (1 - SLOW_FROM) };
	}
}
