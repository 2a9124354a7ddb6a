import { z } from 'zod';

import { record } from '../../../../operation/fields';
import { selectedFields, selectField } from '../../fields';
import { edgePages } from '../../graph';
import { operation } from '../../operation';
import { PAGE_DEFAULTS, PAGE_FIELDS } from './fields';

/** What a person may do on a page, which only this list tells. */
const OFFERED = { ...PAGE_FIELDS, tasks: 'Tasks' } as const;

/** `GET /me/accounts`: their tokens are not asked for. A page's own token has one page: itself. */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many pages',
	description: 'Get the pages that the connection may work with',
	requires: ['readPosts'],
	fields: [selectField(OFFERED, [...PAGE_DEFAULTS, 'tasks'])],
	input: z.object({ fields: selectedFields(OFFERED) }),
	list: async function* (connection, { fields }, limit) {
		if (connection.variant === 'oauth2') {
			yield* edgePages(connection, { path: '/me/accounts', query: { fields } }, limit);
			return;
		}
		const query = { fields: fields.replace(/,tasks\b/, '') };
		yield [await connection.request({ method: 'GET', path: '/me', query }, record)];
	},
});
