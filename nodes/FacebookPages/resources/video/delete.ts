import { z } from 'zod';

import { videoField, videoId, pageField, pageId } from '../../fields';
import { operation } from '../../operation';
import { remove } from '../../remove';

/** `DELETE /{video-id}` */
export const deleteOperation = operation({
	name: 'Delete',
	action: 'Delete a video',
	description: 'Delete a video of a page. This cannot be undone.',
	requires: ['publishPosts'],
	fields: [pageField, videoField],
	input: z.object({ page: pageId, video: videoId }),
	target: ({ video }) => [video],
	run: async (connection, { page, video }) => await remove(connection, page, video),
});
