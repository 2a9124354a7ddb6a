import { memberTarget } from '../../fields';
import { operation } from '../../operation';
import { setTags, tagFields, tagInput } from './fields';

export const remove = operation({
	name: 'Remove',
	action: 'Remove tags from a member',
	description: 'Remove tags from a member; the tags themselves stay',
	requires: [],
	fields: tagFields,
	input: tagInput,
	target: memberTarget,
	run: async (connection, input) => {
		await setTags(connection, input, 'inactive');
		return { email_address: input.email, removed: input.tags };
	},
});
