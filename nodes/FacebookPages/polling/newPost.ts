import { z } from 'zod';

import { path } from '../../../connection/model/address';
import { pageId, selectedFields, selectField } from '../fields';
import { POST_DEFAULTS, POST_FIELDS } from '../resources/post/fields';
import { collect, dated, withFields } from './dated';
import { triggerEvent } from './event';
import { horizonOf, newestOf } from './memory';

/**
 * `GET /{page-id}/published_posts` (facebook/facebook-business-sdk-codegen: api_specs/specs/Page.json), newest first.
 * `created_time` is the time at which a post was published, also one that was scheduled
 * (https://developers.facebook.com/docs/graph-api/reference/post).
 */
export const newPost = triggerEvent({
	name: 'New Post',
	description: 'The page published a post, also one that was scheduled',
	requires: ['readPosts'],
	fields: [selectField(POST_FIELDS, POST_DEFAULTS)],
	input: z.object({ page: pageId, fields: selectedFields(POST_FIELDS) }),
	read: async (acting, { page, fields }, { memory }) => {
		const edge = {
			path: path`/${page}/published_posts`,
			query: { fields: withFields(fields, 'created_time') },
		};
		const records = await collect(acting, edge, dated, (read) =>
			horizonOf(memory?.newest ?? newestOf(read)),
		);
		return { records, isComplete: true };
	},
	isWanted: () => true,
});
