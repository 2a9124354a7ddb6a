import { z } from 'zod';

import { pageField, pageId, selectedFields, selectField } from '../../fields';
import { operation } from '../../operation';
import { POST_FIELDS } from './fields';
import { postPages } from './list';

const CHOSEN = ['message', 'created_time', 'scheduled_publish_time'] as const;

/** `GET /{page-id}/scheduled_posts` */
export const getManyScheduled = operation({
	name: 'Get Many Scheduled',
	action: 'Get many scheduled posts',
	description: 'Get the posts of a page that Facebook will publish at a set time',
	requires: ['publishPosts'],
	fields: [pageField, selectField(POST_FIELDS, CHOSEN)],
	input: z.object({ page: pageId, fields: selectedFields(POST_FIELDS) }),
	list: (connection, input, limit) => postPages(connection, 'scheduled_posts', input, limit),
});
