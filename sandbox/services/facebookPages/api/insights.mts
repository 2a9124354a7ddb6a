import { DAY, graphTime } from '../clock.mts';
import { GraphError, invalidParameter } from '../graphError.mts';
import type { FacebookPage, Post } from '../state.mts';
import type { Call } from './call.mts';

/**
 * The metrics that are served, each with its periods: those that airbytehq/airbyte, pull requests 80740 and
 * 84408, found valid after 15 June 2026, and trypostit/trypost, pull request 320, in version 25. Which are gone:
 * developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics.
 */
const METRICS: Readonly<Record<'page' | 'post', ReadonlyMap<string, readonly string[]>>> = {
	page: new Map([
		['page_media_view', ['day', 'week', 'days_28']],
		['page_total_media_view_unique', ['day', 'week', 'days_28']],
		['page_follows', ['day']],
		['page_daily_follows', ['day']],
		['page_daily_follows_unique', ['day']],
		['page_post_engagements', ['day', 'week', 'days_28']],
		['page_total_actions', ['day', 'week', 'days_28']],
		['page_video_views', ['day', 'week', 'days_28']],
		['page_views_total', ['day', 'week', 'days_28']],
	]),
	post: new Map([
		['post_media_view', ['lifetime']],
		['post_total_media_view_unique', ['lifetime']],
		['post_clicks', ['lifetime']],
		['post_reactions_like_total', ['lifetime']],
	]),
};

/** Periods that there are (facebook/facebook-business-sdk-codegen: api_specs/specs/enum_types.json). */
const PERIODS = ['day', 'week', 'days_28', 'month', 'lifetime', 'total_over_range'];

/** The most that can be seen at once (developers.facebook.com/docs/graph-api/reference/insights). */
const LONGEST = 90 * DAY;

/** A number that follows from what it is about, so that it is the same each time. */
const valueOf = (key: string) =>
	[...key].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7);

/** The metrics of a call: a list with commas, or as JSON. */
function readMetrics(call: Call, last: string | undefined): string[] {
	const text = call.parameter('metric') ?? last;
	if (text === undefined) {
		// developers.facebook.com/docs/graph-api/reference/insights
		throw new GraphError(
			3001,
			'(#3001) No metric was specified to be fetched. Please specify one or more metrics to be fetched and try again.',
			{ subcode: 1504028 },
		);
	}
	return text
		.replace(/[[\]"\s]/g, '')
		.split(',')
		.filter(Boolean);
}

/** The days that a call means: until yesterday when nothing is said. */
function readDays(call: Call): number[] {
	const midnight = call.clock.now - (call.clock.now % DAY);
	const until = call.moment('until') ?? midnight;
	const since = call.moment('since') ?? until - 2 * DAY;
	if (since > until) throw invalidParameter('since param must be less than until param');
	if (until - since > LONGEST) {
		throw invalidParameter('There cannot be more than 90 days between since and until');
	}
	const days = Math.max(1, Math.ceil((until - since) / DAY));
	// The first end is a day after `since`, which so is in it.
	return Array.from({ length: days }, (_, index) => since + (index + 1) * DAY);
}

/** One metric in one period (facebook/facebook-business-sdk-codegen: api_specs/specs/InsightsResult.json). */
function document(id: string, metric: string, period: string, days: readonly number[]) {
	const title = metric.replaceAll('_', ' ');
	const values =
		period === 'lifetime'
			? [{ value: valueOf(`${id}${metric}`) }]
			: days.map((end) => ({
					value: valueOf(`${id}${metric}${period}${end}`),
					end_time: graphTime(end),
				}));
	return {
		name: metric,
		period,
		values,
		title,
		description: title,
		id: `${id}/insights/${metric}/${period}`,
	};
}

/**
 * `GET /{page}/insights`, `GET /{post}/insights`, and the same with the metric as the last part of the path. One
 * metric that is not valid fails the whole call.
 */
export function readInsights(call: Call, of: FacebookPage | Post, last?: string): object {
	const page = of.kind === 'page' ? of : of.page;
	call.actAs(page, 'ANALYZE');
	call.mayRead('read_insights', 'pages_read_engagement');
	const metrics = readMetrics(call, last);
	const period = call.parameter('period');
	if (period !== undefined && !PERIODS.includes(period)) {
		throw invalidParameter(`Param period must be one of {${PERIODS.join(', ')}}`);
	}
	const known = METRICS[of.kind];
	if (metrics.some((metric) => !known.has(metric))) {
		throw invalidParameter('The value must be a valid insights metric');
	}
	const days = readDays(call);
	const data = metrics.flatMap((metric) =>
		(known.get(metric) ?? [])
			.filter((one) => period === undefined || one === period)
			.map((one) => document(of.id, metric, one, days)),
	);
	call.records += data.length;
	return { data };
}
