import { z } from 'zod';

import { definedOnly, optional } from '../../../../operation/fields';
import {
	audienceField,
	audienceId,
	email,
	emailField,
	memberTarget,
	record,
	memberPath,
} from '../../fields';
import { operation } from '../../operation';
import { additional, additionalField, mergeFields, mergeFieldsField } from './fields';

const changes = z
	.object({
		email: optional(email),
		status: optional(
			z.enum(['subscribed', 'unsubscribed', 'cleaned', 'pending'], {
				message: 'must be one of Subscribed, Unsubscribed, Cleaned, Pending',
			}),
		),
	})
	.default({});

/** `PATCH /lists/{list_id}/members/{subscriber_hash}` */
export const update = operation({
	name: 'Update',
	action: 'Update a member',
	description: 'Change a member; what is not given stays as it is',
	requires: [],
	fields: [
		audienceField,
		emailField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [
				{
					displayName: 'New Email Address',
					name: 'email',
					type: 'string',
					default: '',
					placeholder: 'e.g. ada@example.com',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Cleaned', value: 'cleaned' },
						{ name: 'Pending', value: 'pending' },
						{ name: 'Subscribed', value: 'subscribed' },
						{ name: 'Unsubscribed', value: 'unsubscribed' },
					],
					default: 'subscribed',
				},
			],
		},
		mergeFieldsField,
		additionalField,
	],
	input: z.object({ audience: audienceId, email, changes, mergeFields, additional }),
	target: (input) => {
		const { email: newEmail } = input.changes;
		return [
			...memberTarget(input),
			...(newEmail ? memberTarget({ ...input, email: newEmail }) : []),
		];
	},
	run: async (connection, input) =>
		await connection.request(
			{
				method: 'PATCH',
				path: memberPath(input),
				body: definedOnly({
					email_address: input.changes.email,
					status: input.changes.status,
					merge_fields: input.mergeFields,
					...input.additional,
				}),
			},
			record,
		),
});
