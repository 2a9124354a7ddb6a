import { z } from 'zod';

import { path } from '../../../../connection/address';
import { photoField, photoId, pageField, pageId, selectedFields, selectField } from '../../fields';
import { BATCH_SIZE, readTogether, record } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { PHOTO_DEFAULTS, PHOTO_FIELDS } from './fields';

/** `GET /{photo-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a photo',
	description: 'Get a photo of a page',
	requires: ['readPosts'],
	fields: [pageField, photoField, selectField(PHOTO_FIELDS, PHOTO_DEFAULTS)],
	input: z.object({ page: pageId, photo: photoId, fields: selectedFields(PHOTO_FIELDS) }),
	batch: {
		size: BATCH_SIZE,
		key: ({ page }) => page,
		run: async (connection, inputs) =>
			await readTogether(
				await asPage(connection, inputs[0]?.page ?? ''),
				inputs.map(({ photo, fields }) => ({
					method: 'GET',
					path: path`/${photo}`,
					query: { fields },
				})),
				record,
			),
	},
});
