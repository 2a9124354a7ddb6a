import { operation } from '../../operation';
import { commentTarget, oneComment, oneCommentFields, setHidden } from './change';

export const unhide = operation({
	name: 'Unhide',
	action: 'Unhide a comment',
	description: 'Show a comment again that was hidden',
	requires: ['moderateComments'],
	fields: oneCommentFields,
	input: oneComment,
	target: commentTarget,
	run: async (connection, input) => await setHidden(connection, input, false),
});
