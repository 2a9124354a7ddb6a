import { z } from 'zod';

import { pageField, pageId, postField, postId, selectedFields, selectField } from '../../fields';
import { operation } from '../../operation';
import { objectsOfPage } from '../../read';
import { POST_DEFAULTS, POST_FIELDS } from './fields';

/** `GET /{page-post-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a post',
	description: 'Get a post of a page',
	requires: ['readPosts'],
	fields: [pageField, postField, selectField(POST_FIELDS, POST_DEFAULTS)],
	input: z.object({ page: pageId, post: postId, fields: selectedFields(POST_FIELDS) }),
	batch: objectsOfPage('post'),
});
