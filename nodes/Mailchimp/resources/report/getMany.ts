import { z } from 'zod';

import { offsetPages } from '../../../../operation/pages';
import { definedOnly } from '../../../../operation/fields';
import { sentSpanFields, withoutLinks } from '../../fields';
import { operation } from '../../operation';
import { time } from '../../time';

/** `GET /reports` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many reports',
	description: 'Get the reports of the campaigns that were sent',
	requires: [],
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [...sentSpanFields],
		},
	],
	input: z.object({ filters: z.object({ sentAfter: time, sentBefore: time }).default({}) }),
	list: (connection, { filters }, limit) =>
		offsetPages(
			connection,
			{
				path: '/reports',
				query: definedOnly({
					...withoutLinks('reports'),
					since_send_time: filters.sentAfter,
					before_send_time: filters.sentBefore,
				}),
				key: 'reports',
				totalKey: 'total_items',
			},
			limit,
		),
});
