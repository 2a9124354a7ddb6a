import { z } from 'zod';

import { photoField, photoId, pageField, pageId, selectedFields, selectField } from '../../fields';
import { operation } from '../../operation';
import { objectsOfPage } from '../../read';
import { PHOTO_DEFAULTS, PHOTO_FIELDS } from './fields';

/** `GET /{photo-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a photo',
	description: 'Get a photo of a page',
	requires: ['readPosts'],
	fields: [pageField, photoField, selectField(PHOTO_FIELDS, PHOTO_DEFAULTS)],
	input: z.object({ page: pageId, photo: photoId, fields: selectedFields(PHOTO_FIELDS) }),
	batch: objectsOfPage('photo'),
});
