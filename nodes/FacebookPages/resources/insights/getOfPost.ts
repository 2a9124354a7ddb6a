import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { pageField, pageId, postField, postId } from '../../fields';
import { operation } from '../../operation';
import { readsOfPage } from '../../read';
import { chosenMetrics, insights, metricsField } from './fields';
import { POST_METRICS } from './metrics';

const input = z.object({ page: pageId, post: postId, metrics: chosenMetrics(POST_METRICS) });

type Input = z.infer<typeof input>;

/** The figures of a post, each under its metric; `null` where Facebook gives none. */
const figures = ({ post, metrics }: Input, { data }: z.infer<typeof insights>) => ({
	post,
	period: 'lifetime',
	...Object.fromEntries(
		metrics.map((metric) => [
			metric,
			data.find(({ name }) => name === metric)?.values.at(-1)?.value ?? null,
		]),
	),
});

/**
 * `GET /{page-post-id}/insights` (facebook/facebook-business-sdk-codegen: api_specs/specs/PagePost.json). A post's
 * figures are of its whole lifetime, so that a row a post says it all.
 */
export const getOfPost = operation({
	name: 'Get of Post',
	action: 'Get insights of a post',
	description: 'Get the figures of a post over its lifetime: a row for each post',
	requires: ['readInsights'],
	fields: [
		pageField,
		postField,
		metricsField(POST_METRICS, ['post_media_view', 'post_clicks', 'post_reactions_like_total']),
	],
	input,
	batch: readsOfPage(
		({ post, metrics }: Input) => ({
			method: 'GET',
			path: path`/${post}/insights`,
			query: { metric: metrics.join(',') },
		}),
		insights,
		figures,
	),
});
