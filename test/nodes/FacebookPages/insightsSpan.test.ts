import { z } from 'zod';

import { resources } from '../../../nodes/FacebookPages/resources';
import {
	PAGE_METRICS,
	PERIODS,
	POST_METRICS,
} from '../../../nodes/FacebookPages/resources/insights/metrics';
import { readSpan } from '../../../nodes/FacebookPages/resources/insights/span';
import {
	secondsOf,
	timeText,
	timeZone,
} from '../../../nodes/FacebookPages/resources/insights/time';

const utc = (...[year, month, day, hour = 0]: number[]) =>
	Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour) / 1000;

describe('a time without an offset', () => {
	it.each([
		['2026-01-31T12:00:00', 'UTC', utc(2026, 1, 31, 12)],
		['2026-01-31', 'Europe/Prague', utc(2026, 1, 30, 23)],
		['2026-07-31T00:00', 'Europe/Prague', utc(2026, 7, 30, 22)],
		['2026-07-01 00:00:00', 'America/New_York', utc(2026, 7, 1, 4)],
		['2026-01-01T00:00:00', 'Pacific/Kiritimati', utc(2025, 12, 31, 10)],
		// The clocks go forward at 02:00 and back at 03:00 on these days.
		['2026-03-29T01:59:00', 'Europe/Prague', utc(2026, 3, 29, 0) + 59 * 60],
		['2026-03-29T03:00:00', 'Europe/Prague', utc(2026, 3, 29, 1)],
		['2026-10-25T03:00:00', 'Europe/Prague', utc(2026, 10, 25, 2)],
	])('%s in %s', (text, zone, expected) => {
		expect(secondsOf(text, zone)).toBe(expected);
	});
});

describe('a time with an offset', () => {
	it.each(['2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', '2026-01-31T13:00:00.000+0100'])(
		'is the same in every zone: %s',
		(text) => {
			expect(secondsOf(text, 'Asia/Tokyo')).toBe(utc(2026, 1, 31, 12));
		},
	);
});

it.each(['yesterday', '31.1.2026', '2026-13-01', '2026-01-31T25:00', '1790000000'])(
	'"%s" is no time',
	(text) => {
		expect(secondsOf(text, 'UTC')).toBeUndefined();
	},
);

it('takes what an expression makes of a date', () => {
	expect(timeText.parse(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
});

describe('a span', () => {
	const NOW = Date.UTC(2026, 9, 1);
	const span = z
		.object({ since: timeText, until: timeText, timeZone })
		.transform((typed, context) => readSpan(typed, context, NOW));
	const problems = (typed: Record<string, string>) =>
		span.safeParse(typed).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

	it('is open where nothing is said', () => {
		expect(span.parse({ since: '', until: '' })).toEqual({ since: undefined, until: undefined });
	});

	it('is taken up to ninety days', () => {
		expect(span.parse({ since: '2026-01-01', until: '2026-04-01' })).toEqual({
			since: utc(2026, 1, 1),
			until: utc(2026, 4, 1),
		});
	});

	it.each([
		[{ since: '2026-01-01', until: '2026-04-02' }, 'since must be at most 90 days before "Until"'],
		[{ since: '2026-04-02', until: '2026-04-02' }, 'since must be before "Until"'],
		[{ since: '2026-10-02' }, 'since must be in the past'],
		[
			{ since: '2026-06-01' },
			'since must be at most 90 days before now: set "Until", or a later time here',
		],
		[{ until: 'soon' }, 'until must be a time such as 2026-01-31T12:00:00'],
		[{ since: '2026-09-01', timeZone: 'Prague' }, 'timeZone must be the name of a time zone'],
	])('%j is refused, and how to mend it is said', (typed, message) => {
		expect(problems(typed)).toEqual([expect.stringContaining(message)]);
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
