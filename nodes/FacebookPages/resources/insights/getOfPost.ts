import { z } from 'zod';

import { path } from '../../../../connection/address';
import { pageField, pageId, postField, postId } from '../../fields';
import { BATCH_SIZE, readTogether } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { chosenMetrics, insights, metricsField } from './fields';
import { POST_METRICS } from './metrics';

/** The figures of a post, each under its metric; `null` where Facebook gives none. */
const figures = (
	{ post, metrics }: { post: string; metrics: readonly string[] },
	{ data }: z.infer<typeof insights>,
) => ({
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
	input: z.object({ page: pageId, post: postId, metrics: chosenMetrics(POST_METRICS) }),
	batch: {
		size: BATCH_SIZE,
		key: ({ page }) => page,
		run: async (connection, inputs) => {
			const acting = await asPage(connection, inputs[0]?.page ?? '');
			const reads = inputs.map(({ post, metrics }) => ({
				method: 'GET' as const,
				path: path`/${post}/insights`,
				query: { metric: metrics.join(',') },
			}));
			const outcomes = await readTogether(acting, reads, insights);
			return inputs.map((input, index) => {
				const outcome = outcomes[index];
				if (!outcome || 'failure' in outcome) return outcome;
				return { data: figures(input, outcome.data) };
			});
		},
	},
});
