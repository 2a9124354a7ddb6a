import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { optionalText } from '../../../../operation/fields';
import { binaryOf, pageField, pageId, sourceFields, sourceShape } from '../../fields';
import { created } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { mediaOf, uploadOf } from '../../upload';

/**
 * `POST /{page-id}/photos` (https://developers.facebook.com/docs/graph-api/reference/page/photos). Photos of a page
 * appear in the order of the items.
 */
export const upload = operation({
	name: 'Upload',
	action: 'Upload a photo',
	description: 'Upload a photo to a page, and publish it there or keep it unpublished',
	requires: ['publishPosts'],
	fields: [
		pageField,
		...sourceFields('photo', 'https://example.com/roses.jpg'),
		{
			displayName: 'Caption',
			name: 'caption',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			description: 'The text beside the photo',
		},
		{
			displayName: 'Published',
			name: 'published',
			type: 'boolean',
			default: true,
			description: 'Whether people see the photo; an unpublished one can be shown by a post later',
		},
	],
	input: z.object({
		page: pageId,
		...sourceShape,
		caption: optionalText,
		published: z.boolean({ message: 'must be true or false' }),
	}),
	files: binaryOf,
	target: ({ page }) => [page],
	run: async (connection, input, files) => {
		const acting = await asPage(connection, input.page);
		const content = uploadOf(mediaOf(input, files), 'url', {
			published: String(input.published),
			...(input.caption ? { caption: input.caption } : {}),
		});
		return await acting.request(
			{ method: 'POST', path: path`/${input.page}/photos`, ...content },
			created,
		);
	},
});
