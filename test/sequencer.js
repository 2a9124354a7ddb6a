const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take long, since they start a real n8n. */
const IN_N8N = /\/test\/(?:host|browser)\//;

const IN_BROWSER = /\/test\/browser\//;

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

/** Some tests, spread evenly among others. */
const spread = (some, others) =>
	[some, others]
		.flatMap((tests) => tests.map((test, index) => ({ test, at: (index + 0.5) / tests.length })))
		.sort((one, other) => one.at - other.at)
		.map(({ test }) => test);

/**
 * Runs the files of tests in a random order, since none may need another. Jest prints the seed; `--seed=<number>` repeats the
 * order. Files that take long start first: one that starts last keeps a whole worker waiting. Two browsers at the same time
 * would take more than two cores.
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
		const shuffled = [...tests]
			.sort((one, other) => one.path.localeCompare(other.path))
			.map((test) => ({ test, key: random() }))
			.sort((one, other) => one.key - other.key)
			.map(({ test }) => test);
		const inBrowser = shuffled.filter(({ path }) => IN_BROWSER.test(path));
		const inN8n = shuffled.filter(({ path }) => IN_N8N.test(path) && !IN_BROWSER.test(path));
		const others = shuffled.filter(({ path }) => !IN_N8N.test(path));
		return [...spread(inBrowser, inN8n), ...others];
	}
};
