import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { record } from '../../../../operation/fields';
import { pageField, pageId, selectedFields, selectField } from '../../fields';
import { BATCH_SIZE, changesNothing, readTogether } from '../../graph';
import { operation } from '../../operation';
import { PAGE_DEFAULTS, PAGE_FIELDS } from './fields';

/** `GET /{page-id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a page',
	description: 'Get a page with its figures',
	requires: ['readPosts'],
	fields: [pageField, selectField(PAGE_FIELDS, PAGE_DEFAULTS)],
	input: z.object({ page: pageId, fields: selectedFields(PAGE_FIELDS) }),
	batch: {
		size: BATCH_SIZE,
		key: () => '',
		mayBeSentInParts: changesNothing,
		run: async (connection, inputs) =>
			await readTogether(
				connection,
				inputs.map(({ page, fields }) => ({
					method: 'GET',
					path: path`/${page}`,
					query: { fields },
				})),
				record,
			),
	},
});
