import { z } from 'zod';

import { path } from '../../../../connection/address';
import { videoField, videoId, pageField, pageId, selectedFields, selectField } from '../../fields';
import { BATCH_SIZE, readTogether, record } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { VIDEO_DEFAULTS, VIDEO_FIELDS } from './fields';

/** `GET /{video-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a video',
	description: 'Get a video of a page',
	requires: ['readPosts'],
	fields: [pageField, videoField, selectField(VIDEO_FIELDS, VIDEO_DEFAULTS)],
	input: z.object({ page: pageId, video: videoId, fields: selectedFields(VIDEO_FIELDS) }),
	batch: {
		size: BATCH_SIZE,
		key: ({ page }) => page,
		run: async (connection, inputs) =>
			await readTogether(
				await asPage(connection, inputs[0]?.page ?? ''),
				inputs.map(({ video, fields }) => ({
					method: 'GET',
					path: path`/${video}`,
					query: { fields },
				})),
				record,
			),
	},
});
