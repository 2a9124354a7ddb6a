import { z } from 'zod';

import { audienceField, audienceId, email, emailField, record, memberPath } from '../../fields';
import { operation } from '../../operation';

/** `GET /lists/{list_id}/members/{subscriber_hash}` */
export const get = operation({
	name: 'Get',
	action: 'Get a member',
	description: 'Get a member of an audience by the e-mail address',
	requires: [],
	fields: [audienceField, emailField],
	input: z.object({ audience: audienceId, email }),
	run: async (connection, input) =>
		await connection.request(
			{
				method: 'GET',
				path: memberPath(input),
			},
			record,
		),
});
