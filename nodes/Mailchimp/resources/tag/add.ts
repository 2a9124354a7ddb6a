import { memberTarget } from '../../fields';
import { operation } from '../../operation';
import { setTags, tagFields, tagInput } from './fields';

export const add = operation({
	name: 'Add',
	action: 'Add tags to a member',
	description: 'Add tags to a member; a tag that does not exist is created',
	requires: [],
	fields: tagFields,
	input: tagInput,
	target: memberTarget,
	run: async (connection, input) => {
		await setTags(connection, input, 'active');
		return { email_address: input.email, added: input.tags };
	},
});
