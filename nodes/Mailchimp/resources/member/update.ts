import { definedOnly } from '../../../../operation/fields';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { email, memberFields, memberPath, memberTarget } from '../../fields';
import { operation } from '../../operation';
import { memberBody, writeQuery } from './body';
import { additionalField, changedMergeFieldsField, changedStatusField } from './fields';
import { advised } from './refusal';
import { completed, memberRecord } from './written';

/** `PATCH /lists/{list_id}/members/{subscriber_hash}` */
export const update = operation({
	name: 'Update',
	action: 'Update a member',
	description: 'Change a member; what is not given stays as it is',
	requires: [],
	...fieldSet({
		...memberFields,
		changes: field.group(
			'Changes',
			{
				email: field.textOf('New Email Address', email, { placeholder: 'e.g. ada@example.com' }),
				status: changedStatusField,
			},
			{ placeholder: 'Add Change' },
		),
		mergeFields: changedMergeFieldsField,
		additional: additionalField,
	}),
	target: (input) => {
		const { email: newEmail } = input.changes;
		return [
			...memberTarget(input),
			...(newEmail ? memberTarget({ ...input, email: newEmail }) : []),
		];
	},
	run: async (connection, input) => {
		const { audience, changes } = input;
		const { status } = changes;
		const body = definedOnly({
			email_address: changes.email,
			status,
			...(await memberBody(connection, input)),
		});
		const answer = await connection
			.request(
				{ method: 'PATCH', path: memberPath(input), query: writeQuery(input), body },
				memberRecord,
			)
			.catch((error: unknown) => {
				throw advised(error);
			});
		const asked = { audience, email: changes.email ?? input.email, status };
		return await completed(connection, asked, answer);
	},
});
