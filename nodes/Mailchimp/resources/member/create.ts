import { path } from '../../../../connection/model/address';
import { audienceField, emailField, memberTarget, record } from '../../fields';
import { operation } from '../../operation';
import { additionalField, mergeFieldsField, newMember, newMemberBody, statusField } from './fields';

/** `POST /lists/{list_id}/members` */
export const create = operation({
	name: 'Create',
	action: 'Create a member',
	description: 'Add a new member to an audience; an address that is in it already is refused',
	requires: [],
	fields: [audienceField, emailField, statusField, mergeFieldsField, additionalField],
	input: newMember,
	target: memberTarget,
	run: async (connection, input) =>
		await connection.request(
			{
				method: 'POST',
				path: path`/lists/${input.audience}/members`,
				body: newMemberBody(input),
			},
			record,
		),
});
