import { z } from 'zod';

import { path } from '../../../../connection/address';
import {
	audienceField,
	audienceId,
	definedOnly,
	email,
	emailField,
	memberTarget,
	record,
} from '../../fields';
import { operation } from '../../operation';
import {
	additional,
	additionalField,
	memberStatus,
	mergeFields,
	mergeFieldsField,
	statusField,
} from './fields';

/** `POST /lists/{list_id}/members` */
export const create = operation({
	name: 'Create',
	action: 'Create a member',
	description: 'Add a new member to an audience; an address that is in it already is refused',
	requires: [],
	fields: [audienceField, emailField, statusField, mergeFieldsField, additionalField],
	input: z.object({ audience: audienceId, email, status: memberStatus, mergeFields, additional }),
	target: memberTarget,
	run: async (connection, input) =>
		await connection.request(
			{
				method: 'POST',
				path: path`/lists/${input.audience}/members`,
				body: definedOnly({
					email_address: input.email,
					status: input.status,
					merge_fields: input.mergeFields,
					...input.additional,
				}),
			},
			record,
		),
});
