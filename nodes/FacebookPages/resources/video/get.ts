import { z } from 'zod';

import { videoField, videoId, pageField, pageId, selectedFields, selectField } from '../../fields';
import { operation } from '../../operation';
import { objectsOfPage } from '../../read';
import { VIDEO_DEFAULTS, VIDEO_FIELDS } from './fields';

/** `GET /{video-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a video',
	description: 'Get a video of a page',
	requires: ['readPosts'],
	fields: [pageField, videoField, selectField(VIDEO_FIELDS, VIDEO_DEFAULTS)],
	input: z.object({ page: pageId, video: videoId, fields: selectedFields(VIDEO_FIELDS) }),
	batch: objectsOfPage('video'),
});
