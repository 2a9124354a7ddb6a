import { path } from '../../../../connection/address';
import { success } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { commentTarget, oneComment, oneCommentFields } from './change';

/** `DELETE /{comment-id}` (facebook/facebook-business-sdk-codegen: api_specs/specs/Comment.json) */
export const remove = operation({
	name: 'Delete',
	action: 'Delete a comment',
	description: 'Delete a comment with its replies. This cannot be undone.',
	requires: ['moderateComments'],
	fields: oneCommentFields,
	input: oneComment,
	target: commentTarget,
	run: async (connection, { page, comment }) => {
		const acting = await asPage(connection, page);
		await acting.request({ method: 'DELETE', path: path`/${comment}` }, success);
		return { id: comment, deleted: true };
	},
});
