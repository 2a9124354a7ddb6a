import type { z } from 'zod';
import { ZodIssueCode } from 'zod';

import { secondsOf } from './time';

/** The most that can be seen at once, in seconds (https://developers.facebook.com/docs/graph-api/reference/insights). */
const LONGEST = 90 * 24 * 60 * 60;

/** A span of time as a person says it. */
interface TypedSpan {
	readonly since?: string | undefined;
	readonly until?: string | undefined;
	readonly timeZone: string;
}

/** A span of time as the API takes it, in seconds since 1970. */
export interface Span {
	readonly since: number | undefined;
	readonly until: number | undefined;
}

/**
 * Reads a span of time and says of each field what is wrong with it.
 * @param now in milliseconds: the end of a span that has none
 */
export function readSpan(
	{ since, until, timeZone }: TypedSpan,
	context: z.RefinementCtx,
	now = Date.now(),
): Span {
	const refuse = (field: 'since' | 'until', message: string) =>
		context.addIssue({ code: ZodIssueCode.custom, path: [field], message });
	const read = (field: 'since' | 'until', text: string | undefined) => {
		const seconds = text === undefined ? undefined : secondsOf(text, timeZone);
		if (text !== undefined && seconds === undefined) {
			refuse(field, 'must be a time such as 2026-01-31T12:00:00');
		}
		return seconds;
	};
	const span = { since: read('since', since), until: read('until', until) };
	if (span.since === undefined) return span;
	const end = span.until ?? (until === undefined ? now / 1000 : undefined);
	if (end === undefined) return span;
	if (span.since >= end) {
		refuse('since', span.until === undefined ? 'must be in the past' : 'must be before "Until"');
	} else if (end - span.since > LONGEST) {
		const more = span.until === undefined ? 'now: set "Until", or a later time here' : '"Until"';
		refuse('since', `must be at most 90 days before ${more}`);
	}
	return span;
}
