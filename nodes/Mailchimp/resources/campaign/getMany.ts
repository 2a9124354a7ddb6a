import { z } from 'zod';

import { offsetPages } from '../../../../operation/pages';
import { definedOnly, optionalText } from '../../../../operation/fields';
import { sentSpanFields, withoutLinks } from '../../fields';
import { operation } from '../../operation';
import { time } from '../../time';

/** `GET /campaigns` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get the campaigns of the account',
	requires: [],
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Audience ID',
					name: 'audience',
					type: 'string',
					default: '',
					placeholder: 'e.g. a1b2c3d4e5',
					description: 'Only campaigns of this audience',
				},
				...sentSpanFields,
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Draft', value: 'save' },
						{ name: 'Paused', value: 'paused' },
						{ name: 'Scheduled', value: 'schedule' },
						{ name: 'Sending', value: 'sending' },
						{ name: 'Sent', value: 'sent' },
					],
					default: 'sent',
				},
			],
		},
	],
	input: z.object({
		filters: z
			.object({
				audience: optionalText,
				sentAfter: time,
				sentBefore: time,
				status: z.enum(['save', 'paused', 'schedule', 'sending', 'sent']).optional(),
			})
			.default({}),
	}),
	list: (connection, { filters }, limit) =>
		offsetPages(
			connection,
			{
				path: '/campaigns',
				query: definedOnly({
					...withoutLinks('campaigns'),
					list_id: filters.audience,
					since_send_time: filters.sentAfter,
					before_send_time: filters.sentBefore,
					status: filters.status,
				}),
				key: 'campaigns',
				totalKey: 'total_items',
			},
			limit,
		),
});
