import { z } from 'zod';

import { offsetPages } from '../../../../operation/pages';
import {
	audienceField,
	audienceId,
	email,
	emailField,
	memberPath,
	withoutLinks,
} from '../../fields';
import { operation } from '../../operation';

/** `GET /lists/{list_id}/members/{subscriber_hash}/tags` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many tags of a member',
	description: 'Get the tags of a member',
	requires: [],
	fields: [audienceField, emailField],
	input: z.object({ audience: audienceId, email }),
	list: (connection, input, limit) =>
		offsetPages(
			connection,
			{
				path: `${memberPath(input)}/tags`,
				query: withoutLinks(),
				key: 'tags',
				totalKey: 'total_items',
			},
			limit,
		),
});
