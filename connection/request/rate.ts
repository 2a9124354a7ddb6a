import { sleep } from 'n8n-workflow';

import type { Rate } from '../model/service';

/** The share of the requests of a time that may be sent at once, after as long without any. */
const BURST = 0.1;

/** How many times slower than documented requests are sent at most. */
const SLOWEST = 8;

/**
 * A token bucket (as the Generic Cell Rate Algorithm, ITU-T I.371, computes it): in any time of the declared length no
 * more requests are sent than declared. What the service refuses lowers the rate, what it answers raises it again.
 */
export class RateLimit {
	readonly #rate: Rate;

	/** Requests that may be sent at once. */
	readonly #burst: number;

	/** When the bucket is full again. */
	#fullAt = 0;

	/** Until when the service takes nothing. It changes each time that it refuses one as too many. */
	#closedUntil = 0;

	#slowdown = 1;

	#answersSinceRefusal = 0;

	constructor(rate: Rate) {
		this.#rate = rate;
		this.#burst = Math.max(1, Math.floor(rate.requests * BURST));
	}

	/** Milliseconds between two requests. */
	get #interval(): number {
		const { requests, per } = this.#rate;
		return (per / (requests - this.#burst + 1)) * this.#slowdown;
	}

	/** Whether nothing that it knows holds any more. */
	isIdle(now: number): boolean {
		return Math.max(this.#fullAt, this.#closedUntil) <= now && this.#slowdown === 1;
	}

	/** Takes the next place in the line and gives its moment. */
	reserve(now: number): number {
		const room = (this.#burst - 1) * this.#interval;
		const at = Math.max(now, this.#closedUntil, this.#fullAt - room);
		this.#fullAt = Math.max(this.#fullAt, at) + this.#interval;
		return at;
	}

	/** Records that the service refused a request as one too many. Afterwards requests go one by one. */
	refused(wait: number, now: number): void {
		const until = now + Math.max(wait, this.#rate.penalty ?? 0);
		// Of those that were on their way together, the first says it all.
		if (now >= this.#closedUntil) this.#slowdown = Math.min(SLOWEST, this.#slowdown * 2);
		if (until > this.#closedUntil) this.#closedUntil = until;
		this.#answersSinceRefusal = 0;
		this.#fullAt = this.#closedUntil + (this.#burst - 1) * this.#interval;
	}

	/** Records that the service answered a request. */
	answered(): void {
		if (this.#slowdown === 1) return;
		this.#answersSinceRefusal += 1;
		if (this.#answersSinceRefusal < this.#rate.requests) return;
		this.#answersSinceRefusal = 0;
		this.#slowdown /= 2;
	}

	/** Waits until a request may be sent. */
	async turn(stopped: AbortSignal | undefined): Promise<void> {
		for (;;) {
			const now = Date.now();
			const closedUntil = this.#closedUntil;
			const at = this.reserve(now);
			if (at > now) await sleep(at - now, stopped);
			// A refusal in the meantime voids all places in the line.
			if (this.#closedUntil === closedUntil) return;
		}
	}
}

/** The rates that are in use, by what they are shared by. */
const shared = new Map<string, RateLimit>();

/** What a service counts by itself in a URL; empty where that is the whole connection. */
const countedIn = ({ each }: Rate, url: string): string =>
	each && URL.canParse(url)
		? (new RegExp(each.pattern).exec(new URL(url).pathname)?.[1] ?? '')
		: '';

/**
 * The rate for a URL, which all with the same key share: the nodes and workflows of one process that use the same
 * connection.
 */
export function sharedRate(
	connection: string,
	rate: Rate | undefined,
	url: string,
): RateLimit | undefined {
	if (!rate) return undefined;
	const key = `${connection}/${countedIn(rate, url)}`;
	const known = shared.get(key);
	if (known) return known;
	const now = Date.now();
	for (const [other, limit] of shared) if (limit.isIdle(now)) shared.delete(other);
	const created = new RateLimit(rate);
	shared.set(key, created);
	return created;
}
