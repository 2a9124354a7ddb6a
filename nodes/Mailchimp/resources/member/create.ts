import { path } from '../../../../connection/model/address';
import { fieldSet } from '../../../../operation/fieldSet';
import { memberFields, memberTarget } from '../../fields';
import { operation } from '../../operation';
import { memberBody, writeQuery } from './body';
import { additionalField, newMergeFieldsField, statusField, tagsField } from './fields';
import { advised } from './refusal';
import { completed, memberRecord } from './written';

/** `POST /lists/{list_id}/members` */
export const create = operation({
	name: 'Create',
	action: 'Create a member',
	description: 'Add a new member to an audience; an address that is in it already is refused',
	requires: [],
	...fieldSet({
		...memberFields,
		status: statusField,
		mergeFields: newMergeFieldsField,
		tags: tagsField,
		additional: additionalField,
	}),
	target: memberTarget,
	run: async (connection, input) => {
		const { audience, email, status, tags } = input;
		const member = {
			email_address: email,
			status,
			...(await memberBody(connection, input)),
			...(tags.length > 0 ? { tags } : {}),
		};
		const answer = await connection
			.request(
				{
					method: 'POST',
					path: path`/lists/${audience}/members`,
					query: writeQuery(input),
					body: member,
				},
				memberRecord,
			)
			.catch((error: unknown) => {
				throw advised(error);
			});
		return await completed(connection, { audience, email, status, tags }, answer);
	},
});
