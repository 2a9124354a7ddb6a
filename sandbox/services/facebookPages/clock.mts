/** The stand-in's time, which a test can move on: it decides when tokens and access to data expire. */
export class Clock {
	#ahead = 0;

	/** Unix time in whole seconds. */
	get now(): number {
		return Math.floor(Date.now() / 1000) + this.#ahead;
	}

	/** Moves the time on. */
	advance(seconds: number): void {
		this.#ahead += seconds;
	}
}

/** Seconds in a day. */
export const DAY = 24 * 60 * 60;

/** A Unix time as the Graph API writes it, e.g. `2026-10-01T10:00:00+0000`. */
export const graphTime = (seconds: number) =>
	new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+0000');
