import { z } from 'zod';

import { time } from '../../../nodes/FacebookPages/fields';
import { resources } from '../../../nodes/FacebookPages/resources';
import {
	PAGE_METRICS,
	PERIODS,
	POST_METRICS,
} from '../../../nodes/FacebookPages/resources/insights/metrics';
import { checkSpan } from '../../../nodes/FacebookPages/resources/insights/span';

/** A day as n8n gives it, once it has an offset. */
const at = (day: string) => `${day}T00:00:00.000Z`;

describe('a span', () => {
	const NOW = Date.UTC(2026, 9, 1);
	const span = z
		.object({ since: time, until: time })
		.superRefine((typed, context) => checkSpan(typed, context, NOW));
	const problems = (typed: Record<string, string>) =>
		span.safeParse(typed).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

	it('is open where nothing is said', () => {
		expect(span.parse({ since: '', until: '' })).toEqual({ since: undefined, until: undefined });
	});

	it('is taken up to ninety days', () => {
		expect(span.parse({ since: at('2026-01-01'), until: at('2026-04-01') })).toEqual({
			since: Date.UTC(2026, 0, 1) / 1000,
			until: Date.UTC(2026, 3, 1) / 1000,
		});
	});

	it.each([
		[at('2026-01-01'), at('2026-04-02'), 'since must be at most 90 days before "Until"'],
		[at('2026-04-02'), at('2026-04-02'), 'since must be before "Until"'],
		[at('2026-10-02'), '', 'since must be in the past'],
		[
			at('2026-06-01'),
			'',
			'since must be at most 90 days before now: set "Until", or a later time here',
		],
		['', 'soon', 'until must be a time such as 2026-01-31T12:00:00'],
	])('from %j to %j is refused, and how to fix it is said', (since, until, message) => {
		expect(problems({ since, until })).toEqual([expect.stringContaining(message)]);
	});
});

describe('metrics', () => {
	const { getOfPage } = resources.insights?.operations ?? {};
	const chosen = (metrics: unknown, period = 'day') =>
		getOfPage?.input.safeParse({ page: '1', metrics, period }).error?.issues[0]?.message;

	it('have the names that Facebook gives to those of a page and of a post', () => {
		expect(Object.keys(PAGE_METRICS).every((name) => name.startsWith('page_'))).toBe(true);
		expect(Object.keys(POST_METRICS).every((name) => name.startsWith('post_'))).toBe(true);
	});

	it('given for a single period are given for one that can be chosen', () => {
		const single = Object.values(PAGE_METRICS).flatMap(({ only }) => only ?? []);
		expect(PERIODS).toEqual(expect.arrayContaining(single));
	});

	it.each([
		[[], 'day', /is empty: choose at least one/],
		[['page_impressions'], 'day', /has "page_impressions", which is none of/],
		['page_follows', 'day', /must be a list of/],
		[['page_media_view', 'page_follows'], 'days_28', /has page_follows, .* by day only/],
		[['page_media_view'], 'month', /must be one of day, week, days_28/],
	])('%j by %s are refused', (metrics, period, message) => {
		expect(chosen(metrics, period)).toMatch(message);
	});
});
