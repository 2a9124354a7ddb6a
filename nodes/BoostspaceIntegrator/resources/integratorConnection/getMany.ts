import { z } from 'zod';

import { definedOnly, optional, record, textList } from '../../../../operation/fields';
import { teamField, teamId } from '../../fields';
import { manyOf } from '../../lists';
import { operation } from '../../operation';

/**
 * `GET /connections`: all of a team at once, since this list has no pages
 * (https://developers.make.com/api-documentation/api-reference/connections)
 */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many integrator connections',
	description: 'Get the connections of a team in Boost.space Integrator',
	requires: ['readConnections'],
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
					displayName: 'Types',
					name: 'types',
					type: 'string',
					default: '',
					placeholder: 'e.g. google, airtable2',
					description:
						'Only connections of these types, separated by commas: what this node gives as accountName',
				},
			],
		},
	],
	input: z.object({
		team: teamId,
		filters: z.object({ types: optional(textList('types of connections')) }).default({}),
	}),
	list: async function* (connection, { team, filters }) {
		const query = definedOnly({ teamId: team, type: filters.types });
		yield await connection.request(
			{ method: 'GET', path: '/connections', query },
			manyOf('connections', record),
		);
	},
});
