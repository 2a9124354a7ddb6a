import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { pageField, pageId, selectedFields, selectField } from '../../fields';
import { edgePages } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { PHOTO_DEFAULTS, PHOTO_FIELDS } from './fields';

/** `GET /{page-id}/photos` with `type=uploaded` (https://developers.facebook.com/docs/graph-api/reference/page/photos) */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many photos',
	description: 'Get the photos that a page has uploaded',
	requires: ['readPosts'],
	fields: [pageField, selectField(PHOTO_FIELDS, PHOTO_DEFAULTS)],
	input: z.object({ page: pageId, fields: selectedFields(PHOTO_FIELDS) }),
	list: async function* (connection, { page, fields }, limit) {
		yield* edgePages(
			await asPage(connection, page),
			{ path: path`/${page}/photos`, query: { fields, type: 'uploaded' } },
			limit,
		);
	},
});
