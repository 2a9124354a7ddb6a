import { z } from 'zod';

import { path } from '../../../../connection/address';
import {
	commentField,
	commentId,
	pageField,
	pageId,
	selectedFields,
	selectField,
} from '../../fields';
import { BATCH_SIZE, readTogether, record } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { COMMENT_DEFAULTS, COMMENT_FIELDS } from './fields';

/** `GET /{comment-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a comment',
	description: 'Get a comment',
	requires: ['readComments'],
	fields: [pageField, commentField, selectField(COMMENT_FIELDS, COMMENT_DEFAULTS)],
	input: z.object({ page: pageId, comment: commentId, fields: selectedFields(COMMENT_FIELDS) }),
	batch: {
		size: BATCH_SIZE,
		key: ({ page }) => page,
		run: async (connection, inputs) =>
			await readTogether(
				await asPage(connection, inputs[0]?.page ?? ''),
				inputs.map(({ comment, fields }) => ({
					method: 'GET',
					path: path`/${comment}`,
					query: { fields },
				})),
				record,
			),
	},
});
