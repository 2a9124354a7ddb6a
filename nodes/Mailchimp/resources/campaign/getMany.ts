import { definedOnly } from '../../../../operation/fields';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { offsetPages } from '../../../../operation/pages';
import { sentSpan, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { shownPages } from '../../simplification';
import { campaigns } from './simplified';

/** `GET /campaigns` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get the campaigns of the account',
	requires: [],
	...fieldSet({
		simplify: simplifyField,
		filters: field.group(
			'Filters',
			{
				...sentSpan,
				audience: field.text('Audience ID', {
					placeholder: 'e.g. a1b2c3d4e5',
					description: 'Only campaigns of this audience',
				}),
				status: field.choice(
					'Status',
					{
						paused: 'Paused',
						save: 'Draft',
						schedule: 'Scheduled',
						sending: 'Sending',
						sent: 'Sent',
					},
					{ default: 'sent' },
				),
			},
			{ placeholder: 'Add Filter' },
		),
	}),
	list: (connection, { filters, simplify }, limit) =>
		shownPages(
			campaigns,
			simplify,
			offsetPages(
				connection,
				{
					path: '/campaigns',
					query: definedOnly({
						...campaigns.queryOfMany(simplify, 'campaigns'),
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
		),
});
