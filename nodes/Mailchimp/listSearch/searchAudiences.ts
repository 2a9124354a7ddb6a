import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import { searchRecords } from './searchRecords';

const lists = z.object({
	lists: z.array(z.object({ id: z.string(), name: z.string() })),
	total_items: z.number(),
});

/** The audiences of the account for the list in the editor, a page at a time. */
export async function searchAudiences(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(this, { filter, paginationToken }, async (connection, page) => {
		const answer = await connection.request(
			{
				method: 'GET',
				path: '/lists',
				query: { ...page, fields: 'lists.id,lists.name,total_items' },
			},
			lists,
		);
		return {
			total: answer.total_items,
			records: answer.lists.map(({ id, name }) => ({ name, value: id })),
		};
	});
}
