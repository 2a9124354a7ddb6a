import { z } from 'zod';

import { offsetPages } from '../../../../operation/pages';
import { withoutLinks } from '../../fields';
import { operation } from '../../operation';

/** `GET /lists` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many audiences',
	description: 'Get the audiences of the account with their statistics',
	requires: [],
	fields: [],
	input: z.object({}),
	list: (connection, _input, limit) =>
		offsetPages(
			connection,
			{ path: '/lists', query: withoutLinks('lists'), key: 'lists', totalKey: 'total_items' },
			limit,
		),
});
