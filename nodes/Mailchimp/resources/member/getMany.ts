import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { offsetPages } from '../../../../operation/pages';
import { definedOnly } from '../../../../operation/fields';
import { audienceField, audienceId, withoutLinks } from '../../fields';
import { operation } from '../../operation';
import { time } from '../../time';

const STATUSES = [
	'subscribed',
	'unsubscribed',
	'cleaned',
	'pending',
	'transactional',
	'archived',
] as const;

/** `GET /lists/{list_id}/members` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many members',
	description: 'Get the members of an audience',
	requires: [],
	fields: [
		audienceField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Changed After',
					name: 'changedAfter',
					type: 'dateTime',
					default: '',
					description: 'Only members whose information changed after this time',
				},
				{
					displayName: 'Changed Before',
					name: 'changedBefore',
					type: 'dateTime',
					default: '',
					description: 'Only members whose information changed before this time',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Archived', value: 'archived' },
						{ name: 'Cleaned', value: 'cleaned' },
						{ name: 'Pending', value: 'pending' },
						{ name: 'Subscribed', value: 'subscribed' },
						{ name: 'Transactional', value: 'transactional' },
						{ name: 'Unsubscribed', value: 'unsubscribed' },
					],
					default: 'subscribed',
				},
				{
					displayName: 'VIP Only',
					name: 'vipOnly',
					type: 'boolean',
					default: false,
					description: 'Whether to return only members that are marked as very important',
				},
			],
		},
	],
	input: z.object({
		audience: audienceId,
		filters: z
			.object({
				changedAfter: time,
				changedBefore: time,
				status: z.enum(STATUSES).optional(),
				vipOnly: z.boolean().optional(),
			})
			.default({}),
	}),
	list: (connection, { audience, filters }, limit) =>
		offsetPages(
			connection,
			{
				path: path`/lists/${audience}/members`,
				query: definedOnly({
					...withoutLinks('members'),
					since_last_changed: filters.changedAfter,
					before_last_changed: filters.changedBefore,
					status: filters.status,
					vip_only: filters.vipOnly || undefined,
				}),
				key: 'members',
				totalKey: 'total_items',
			},
			limit,
		),
});
