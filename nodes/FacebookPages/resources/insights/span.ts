import type { z } from 'zod';
import { ZodIssueCode } from 'zod';

/** The most that can be seen at once, in seconds (https://developers.facebook.com/docs/graph-api/reference/insights). */
const LONGEST = 90 * 24 * 60 * 60;

/** A span of time, in seconds since 1970. */
interface Span {
	readonly since?: number | undefined;
	readonly until?: number | undefined;
}

/** What is wrong with the beginning of a span, if something is. */
function problemOf(since: number, until: number | undefined, now: number): string | undefined {
	const end = until ?? now;
	if (since >= end) return until === undefined ? 'must be in the past' : 'must be before "Until"';
	if (end - since <= LONGEST) return undefined;
	const more = until === undefined ? 'now: set "Until", or a later time here' : '"Until"';
	return `must be at most 90 days before ${more}`;
}

/**
 * Refuses a span of time that cannot be seen at once, and says how to fix it.
 * @param now in milliseconds: the end of a span that has none
 */
export function checkSpan(
	{ since, until }: Span,
	context: z.RefinementCtx,
	now = Date.now(),
): void {
	const message = since === undefined ? undefined : problemOf(since, until, now / 1000);
	if (message) context.addIssue({ code: ZodIssueCode.custom, path: ['since'], message });
}
