import { timingSafeEqual } from 'node:crypto';

/**
 * Compares a secret, or a signature, in constant time.
 * @returns whether both have the same bytes; only a different length shows in the time that it takes
 */
export const isSameSecret = (given: Buffer, expected: Buffer): boolean =>
	given.length === expected.length && timingSafeEqual(given, expected);
