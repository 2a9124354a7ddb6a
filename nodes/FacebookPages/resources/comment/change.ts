import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { commentField, commentId, pageField, pageId } from '../../fields';
import { success } from '../../graph';
import { asPage } from '../../page';

/** A comment of a page, as what changes it takes it. */
export const oneCommentFields = [pageField, commentField];

export const oneComment = z.object({ page: pageId, comment: commentId });

type OneComment = z.infer<typeof oneComment>;

export const commentTarget = ({ comment }: OneComment) => [comment];

/**
 * `POST /{comment-id}` with `is_hidden` (facebook/facebook-business-sdk-codegen: api_specs/specs/Comment.json).
 * However often it is sent, the comment is as it says.
 */
export async function setHidden(
	connection: Connection,
	{ page, comment }: OneComment,
	isHidden: boolean,
) {
	const acting = await asPage(connection, page);
	await acting.request(
		{
			method: 'POST',
			path: path`/${comment}`,
			body: { is_hidden: isHidden },
			repeatable: true,
		},
		success,
	);
	return { id: comment, is_hidden: isHidden };
}
