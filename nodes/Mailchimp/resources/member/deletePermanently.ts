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

/** `POST /lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent` */
export const deletePermanently = operation({
	name: 'Delete Permanently',
	action: 'Delete a member permanently',
	description:
		'Delete all personal data of a member for ever; the address cannot be imported again',
	requires: [],
	fields: [
		audienceField,
		emailField,
		{
			displayName: 'Confirm Email Address',
			name: 'confirmation',
			type: 'string',
			placeholder: 'e.g. ada@example.com',
			required: true,
			default: '',
			description: 'The same e-mail address once more, since this cannot be undone',
		},
	],
	input: z
		.object({ audience: audienceId, email, confirmation: z.string().trim() })
		.refine((input) => input.email.toLowerCase() === input.confirmation.toLowerCase(), {
			path: ['confirmation'],
			message: 'must be the same e-mail address, since deleting cannot be undone',
		}),
	target: memberTarget,
	run: async (connection, input) => {
		const member = memberPath(input);
		await connection.request(
			{ method: 'POST', path: `${member}/actions/delete-permanent` },
			nothing,
		);
		return { email_address: input.email, deleted: true };
	},
});
