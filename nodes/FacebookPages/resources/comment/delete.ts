import { operation } from '../../operation';
import { remove } from '../../remove';
import { commentTarget, oneComment, oneCommentFields } from './change';

/** `DELETE /{comment-id}` (facebook/facebook-business-sdk-codegen: api_specs/specs/Comment.json) */
export const deleteOperation = operation({
	name: 'Delete',
	action: 'Delete a comment',
	description: 'Delete a comment with its replies. This cannot be undone.',
	requires: ['moderateComments'],
	fields: oneCommentFields,
	input: oneComment,
	target: commentTarget,
	run: async (connection, { page, comment }) => await remove(connection, page, comment),
});
