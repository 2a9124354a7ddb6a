import type { Usage } from './service';

/** From this share of its limits on, requests are spread out. */
const SLOW_FROM = 0.8;

/** Milliseconds between two requests when nearly all is used. */
const SLOWEST = 5_000;

/** The longest that is waited for a service to take requests again, in milliseconds. */
const LONGEST_WAIT = 120_000;

/** What to do before the next request. */
export type Step =
	| { readonly wait: number }
	/** Milliseconds until the service takes requests again: too long to wait for. */
	| { readonly closedFor: number };

/** Keeps a connection within the limits of which the service says how much is used. */
export class Pace {
	#usage: Usage | undefined;

	#told = 0;

	/** Takes note of what an answer says. */
	note(usage: Usage | undefined, now: number): void {
		if (!usage) return;
		this.#usage = usage;
		this.#told = now;
	}

	/** What to do before the next request: it is slowed down before the service has to refuse it. */
	next(now: number): Step {
		const { share = 0, regain = 0 } = this.#usage ?? {};
		if (share < SLOW_FROM) return { wait: 0 };
		const left = this.#told + regain - now;
		if (share >= 1 && left > LONGEST_WAIT) return { closedFor: left };
		if (share >= 1 && left > 0) return { wait: left };
		return { wait: (SLOWEST * (Math.min(share, 1) - SLOW_FROM)) / (1 - SLOW_FROM) };
	}
}
