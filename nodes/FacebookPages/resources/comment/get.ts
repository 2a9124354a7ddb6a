import { z } from 'zod';

import {
	commentField,
	commentId,
	pageField,
	pageId,
	selectedFields,
	selectField,
} from '../../fields';
import { operation } from '../../operation';
import { objectsOfPage } from '../../read';
import { COMMENT_DEFAULTS, COMMENT_FIELDS } from './fields';

/** `GET /{comment-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a comment',
	description: 'Get a comment',
	requires: ['readComments'],
	fields: [pageField, commentField, selectField(COMMENT_FIELDS, COMMENT_DEFAULTS)],
	input: z.object({ page: pageId, comment: commentId, fields: selectedFields(COMMENT_FIELDS) }),
	batch: objectsOfPage('comment'),
});
