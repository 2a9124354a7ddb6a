import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import {
	objectField,
	objectId,
	pageField,
	pageId,
	selectedFields,
	selectField,
} from '../../fields';
import { edgePages } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { COMMENT_DEFAULTS, COMMENT_FIELDS } from './fields';

/** Values of `filter` and `order` (facebook/facebook-business-sdk-codegen: api_specs/specs/enum_types.json). */
const FILTERS = ['toplevel', 'stream'] as const;
const ORDERS = ['chronological', 'reverse_chronological'] as const;

/**
 * `GET /{object-id}/comments` (facebook/facebook-business-sdk-codegen: api_specs/specs/PagePost.json and
 * Comment.json; https://developers.facebook.com/docs/graph-api/reference/object/comments)
 */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many comments',
	description: 'Get the comments on a post, a photo or a video, or the replies to a comment',
	requires: ['readComments'],
	fields: [
		pageField,
		objectField,
		{
			displayName: 'Which Comments',
			name: 'filter',
			type: 'options',
			options: [
				{
					name: 'Comments and Replies',
					value: 'stream',
					description: 'All comments, also those that answer others',
				},
				{
					name: 'Comments Only',
					value: 'toplevel',
					description: 'Only those that answer no other comment',
				},
			],
			default: 'toplevel',
		},
		{
			displayName: 'Order',
			name: 'order',
			type: 'options',
			options: [
				{ name: 'Newest First', value: 'reverse_chronological' },
				{ name: 'Oldest First', value: 'chronological' },
			],
			default: 'reverse_chronological',
		},
		selectField(COMMENT_FIELDS, COMMENT_DEFAULTS),
	],
	input: z.object({
		page: pageId,
		object: objectId,
		filter: z.enum(FILTERS, { message: `must be one of ${FILTERS.join(', ')}` }),
		order: z.enum(ORDERS, { message: `must be one of ${ORDERS.join(', ')}` }),
		fields: selectedFields(COMMENT_FIELDS),
	}),
	list: async function* (connection, { page, object, ...query }, limit) {
		yield* edgePages(
			await asPage(connection, page),
			{ path: path`/${object}/comments`, query },
			limit,
		);
	},
});
