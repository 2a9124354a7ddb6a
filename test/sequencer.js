const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that are long, for a machine that has not run them yet. */
const KNOWN = /\/host\/(?:faults|connections\/(?:faults|running|verify)|queue|secrets)\.test\.mts$/;

/** Milliseconds from which a file counts as long. */
const LONG = 30_000;

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
function randomFrom(start) {
	let state = start;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/**
 * Runs the files of tests in a random order, since none may need another. Jest prints the seed; `--seed=<number>` repeats the
 * order. Files known to be long start first: one that starts last keeps a whole worker waiting.
 */
module.exports = class RandomOrder extends Sequencer {
	#seed;

	constructor(options) {
		super(options);
		this.#seed = options.globalConfig.seed;
	}

	/** @param {import('@jest/test-result').Test[]} tests */
	sort(tests) {
		const random = randomFrom(this.#seed);
		const isLong = (test) => {
			const took = this._getCache(test)[test.path]?.[1];
			return took === undefined ? KNOWN.test(test.path) : took >= LONG;
		};
		return [...tests]
			.sort((one, other) => one.path.localeCompare(other.path))
			.map((test) => ({ test, key: random() - (isLong(test) ? 1 : 0) }))
			.sort((one, other) => one.key - other.key)
			.map(({ test }) => test);
	}
};
