import { z } from 'zod';

import { definedOnly } from '../../../../operation/fields';
import { teamField, teamId } from '../../fields';
import { pagesOf } from '../../lists';
import { operation } from '../../operation';

/** `GET /scenarios` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many scenarios',
	description: 'Get the scenarios of a team',
	requires: ['readScenarios'],
	fields: [
		teamField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Only Active',
					name: 'onlyActive',
					type: 'boolean',
					default: true,
					description: 'Whether to get only scenarios that are active',
				},
			],
		},
	],
	input: z.object({
		team: teamId,
		filters: z
			.object({ onlyActive: z.boolean({ message: 'must be true or false' }).optional() })
			.default({}),
	}),
	list: (connection, { team, filters }, limit) =>
		pagesOf(
			connection,
			{
				path: '/scenarios',
				query: definedOnly({ teamId: team, isActive: filters.onlyActive || undefined }),
			},
			'scenarios',
			limit,
		),
});
