import { z } from 'zod';

import {
	audienceField,
	audienceId,
	email,
	emailField,
	memberTarget,
	nothing,
	memberPath,
} from '../../fields';
import { operation } from '../../operation';

/** `DELETE /lists/{list_id}/members/{subscriber_hash}` */
export const archive = operation({
	name: 'Archive',
	action: 'Archive a member',
	description: 'Take a member out of an audience and keep its data; it can be added again',
	requires: [],
	fields: [audienceField, emailField],
	input: z.object({ audience: audienceId, email }),
	target: memberTarget,
	run: async (connection, input) => {
		const member = memberPath(input);
		await connection.request({ method: 'DELETE', path: member }, nothing);
		return { email_address: input.email, archived: true };
	},
});
