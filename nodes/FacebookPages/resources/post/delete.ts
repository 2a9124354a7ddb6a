import { z } from 'zod';

import { postField, postId, pageField, pageId } from '../../fields';
import { operation } from '../../operation';
import { remove } from '../../remove';

/** `DELETE /{page-post-id}` */
export const deleteOperation = operation({
	name: 'Delete',
	action: 'Delete a post',
	description: 'Delete a post of a page, with its comments. This cannot be undone.',
	requires: ['publishPosts'],
	fields: [pageField, postField],
	input: z.object({ page: pageId, post: postId }),
	target: ({ post }) => [post],
	run: async (connection, { page, post }) => await remove(connection, page, post),
});
