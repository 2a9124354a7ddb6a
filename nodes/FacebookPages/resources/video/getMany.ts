import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { pageField, pageId, selectedFields, selectField } from '../../fields';
import { edgePages } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { VIDEO_DEFAULTS, VIDEO_FIELDS } from './fields';

/** `GET /{page-id}/videos` with `type=uploaded` (https://developers.facebook.com/docs/graph-api/reference/page/videos) */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many videos',
	description: 'Get the videos that a page has uploaded',
	requires: ['readPosts'],
	fields: [pageField, selectField(VIDEO_FIELDS, VIDEO_DEFAULTS)],
	input: z.object({ page: pageId, fields: selectedFields(VIDEO_FIELDS) }),
	list: async function* (connection, { page, fields }, limit) {
		yield* edgePages(
			await asPage(connection, page),
			{ path: path`/${page}/videos`, query: { fields, type: 'uploaded' } },
			limit,
		);
	},
});
