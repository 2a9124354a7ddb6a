import { z } from 'zod';

import { record } from '../../../../operation/fields';
import { selectedFields, selectField } from '../../fields';
import { operation } from '../../operation';
import { accountPages, noPages, pagesBesides } from '../../pages';
import { PAGE_DEFAULTS, PAGE_FIELDS } from './fields';

/** What a person may do on a page, which only the list of their accounts tells. */
const OFFERED = { ...PAGE_FIELDS, tasks: 'Tasks' } as const;

/**
 * `GET /me/accounts`, and the pages that Facebook does not list there: their tokens are not asked for. A page's own token has
 * one page: itself.
 */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many pages',
	description: 'Get the pages that the connection may work with',
	requires: ['readPosts'],
	fields: [selectField(OFFERED, [...PAGE_DEFAULTS, 'tasks'])],
	input: z.object({ fields: selectedFields(OFFERED) }),
	list: async function* (connection, { fields }, limit) {
		if (connection.variant === 'apiKey') {
			const query = { fields: fields.replace(/,tasks\b/, '') };
			yield [await connection.request({ method: 'GET', path: '/me', query }, record)];
			return;
		}
		const listed = new Set<unknown>();
		for await (const pages of accountPages(connection, fields, limit)) {
			for (const { id } of pages) listed.add(id);
			yield pages;
		}
		if (listed.size >= limit) return;
		yield* pagesBesides(connection, fields, listed);
		if (listed.size === 0) throw await noPages(connection);
	},
});
