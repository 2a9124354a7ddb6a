import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { definedOnly } from '../../../../operation/fields';
import { pageField, pageId, time } from '../../fields';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { chosenMetrics, insights, metricsField } from './fields';
import type { Period } from './metrics';
import { PAGE_METRICS, PERIODS } from './metrics';
import { checkSpan } from './span';

/** The metrics that are not given for a period. */
const notGivenFor = (period: Period, metrics: readonly string[]) =>
	metrics.filter((metric) => (PAGE_METRICS[metric]?.only ?? period) !== period);

/**
 * `GET /{page-id}/insights` (facebook/facebook-business-sdk-codegen: api_specs/specs/Page.json): a row for each
 * metric and each end of a period, as a table takes it.
 */
export const getOfPage = operation({
	name: 'Get of Page',
	action: 'Get insights of a page',
	description: 'Get the figures of a page: a row for each metric and day, week or 28 days',
	requires: ['readInsights'],
	fields: [
		pageField,
		metricsField(PAGE_METRICS, ['page_media_view', 'page_post_engagements']),
		{
			displayName: 'Period',
			name: 'period',
			type: 'options',
			options: [
				{ name: '28 Days', value: 'days_28' },
				{ name: 'Day', value: 'day' },
				{ name: 'Week', value: 'week' },
			],
			default: 'day',
			description: 'What one figure is of; followers and follows are given by day only',
		},
		{
			displayName: 'Since',
			name: 'since',
			type: 'dateTime',
			default: '',
			description: "The first day, in the workflow's time zone; two days ago when left empty",
		},
		{
			displayName: 'Until',
			name: 'until',
			type: 'dateTime',
			default: '',
			description: "The end, in the workflow's time zone, at most 90 days after the first day",
		},
	],
	input: z
		.object({
			page: pageId,
			metrics: chosenMetrics(PAGE_METRICS),
			period: z.enum(PERIODS, { message: `must be one of ${PERIODS.join(', ')}` }),
			since: time,
			until: time,
		})
		.superRefine((input, context) => {
			const lacking = notGivenFor(input.period, input.metrics);
			if (lacking.length > 0) {
				context.addIssue({
					code: z.ZodIssueCode.custom,
					path: ['metrics'],
					message: `has ${lacking.join(', ')}, which Facebook gives by day only: choose the period "Day", or leave it out`,
				});
			}
			checkSpan(input, context);
		}),
	run: async (connection, { page, metrics, period, since, until }) => {
		const acting = await asPage(connection, page);
		const { data } = await acting.request(
			{
				method: 'GET',
				path: path`/${page}/insights`,
				query: definedOnly({ metric: metrics.join(','), period, since, until }),
			},
			insights,
		);
		return data.flatMap(({ name, period: of, values }) =>
			values.map(({ value, end_time }) =>
				definedOnly({ page, metric: name, period: of, end_time, value }),
			),
		);
	},
});
