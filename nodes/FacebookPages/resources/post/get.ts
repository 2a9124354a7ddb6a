import { z } from 'zod';

import { path } from '../../../../connection/address';
import { pageField, pageId, postField, postId, selectedFields, selectField } from '../../fields';
import { BATCH_SIZE, readTogether, record } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { POST_DEFAULTS, POST_FIELDS } from './fields';

/** `GET /{page-post-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a post',
	description: 'Get a post of a page',
	requires: ['readPosts'],
	fields: [pageField, postField, selectField(POST_FIELDS, POST_DEFAULTS)],
	input: z.object({ page: pageId, post: postId, fields: selectedFields(POST_FIELDS) }),
	batch: {
		size: BATCH_SIZE,
		key: ({ page }) => page,
		run: async (connection, inputs) =>
			await readTogether(
				await asPage(connection, inputs[0]?.page ?? ''),
				inputs.map(({ post, fields }) => ({
					method: 'GET',
					path: path`/${post}`,
					query: { fields },
				})),
				record,
			),
	},
});
