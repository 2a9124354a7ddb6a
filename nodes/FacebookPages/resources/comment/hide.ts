import { operation } from '../../operation';
import { commentTarget, oneComment, oneCommentFields, setHidden } from './change';

export const hide = operation({
	name: 'Hide',
	action: 'Hide a comment',
	description: 'Hide a comment from everybody but the one who wrote it and their friends',
	requires: ['moderateComments'],
	fields: oneCommentFields,
	input: oneComment,
	target: commentTarget,
	run: async (connection, input) => await setHidden(connection, input, true),
});
