/** Set by jest.config.js. */
declare const TEST_SEED: number;

/**
 * The seed of every random draw in the tests. It stays the same, so that a pull request is judged by the change and not by
 * luck; the nightly tier draws a fresh one and prints it. `TEST_SEED=<number>` in the environment repeats such a run.
 */
export const seed = TEST_SEED;
