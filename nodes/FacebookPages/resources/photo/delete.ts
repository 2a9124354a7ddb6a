import { z } from 'zod';

import { photoField, photoId, pageField, pageId } from '../../fields';
import { operation } from '../../operation';
import { remove } from '../../remove';

/** `DELETE /{photo-id}` */
export const deleteOperation = operation({
	name: 'Delete',
	action: 'Delete a photo',
	description: 'Delete a photo of a page. This cannot be undone.',
	requires: ['publishPosts'],
	fields: [pageField, photoField],
	input: z.object({ page: pageId, photo: photoId }),
	target: ({ photo }) => [photo],
	run: async (connection, { page, photo }) => await remove(connection, page, photo),
});
