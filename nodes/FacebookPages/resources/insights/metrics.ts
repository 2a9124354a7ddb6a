/**
 * The metrics that are offered: those that were found valid after Facebook withdrew many on 15 June 2026
 * (airbytehq/airbyte, pull requests 80740 and 84408; trypostit/trypost, pull request 320). Which are gone:
 * https://developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics. One that is not
 * valid fails the whole request (https://developers.facebook.com/docs/graph-api/reference/insights).
 */

/** Of a page: the words for a person, and where it is not given for every period, the only one. */
export const PAGE_METRICS: Readonly<Record<string, { name: string; only?: Period }>> = {
	page_daily_follows: { name: 'Follows', only: 'day' },
	page_daily_follows_unique: { name: 'Follows (Unique)', only: 'day' },
	page_follows: { name: 'Followers', only: 'day' },
	page_media_view: { name: 'Media Views' },
	page_post_engagements: { name: 'Post Engagements' },
	page_total_actions: { name: 'Actions' },
	page_total_media_view_unique: { name: 'Viewers' },
	page_video_views: { name: 'Video Views' },
	page_views_total: { name: 'Page Views' },
};

/** Of a post, all over its lifetime. */
export const POST_METRICS: Readonly<Record<string, { name: string }>> = {
	post_clicks: { name: 'Clicks' },
	post_media_view: { name: 'Media Views' },
	post_reactions_like_total: { name: 'Likes' },
	post_total_media_view_unique: { name: 'Viewers' },
};

/** Periods for which metrics of a page are given (facebook/facebook-business-sdk-codegen: api_specs/specs/enum_types.json). */
export const PERIODS = ['day', 'week', 'days_28'] as const;

export type Period = (typeof PERIODS)[number];
