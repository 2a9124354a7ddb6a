/**
 * The seed of every random draw in the tests. It stays the same, so that a pull request is judged by the change and not by
 * luck; the nightly tier draws a fresh one and prints it. `TEST_SEED=<number>` repeats such a run.
 */
const FIXED = 20_261_127;

export const seed = Number(process.env.TEST_SEED ?? FIXED);

if (!Number.isInteger(seed)) throw new Error('TEST_SEED must be a whole number');
