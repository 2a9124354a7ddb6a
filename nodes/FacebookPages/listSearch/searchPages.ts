import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../../connection/connection';
import { toNodeError } from '../../../operation/nodeError';
import { facebookPages } from '../../../services/facebookPages';

const pages = z.object({
	data: z.array(z.object({ id: z.string(), name: z.string() })),
	paging: z
		.object({
			cursors: z.object({ after: z.string().optional() }).optional(),
			next: z.string().optional(),
		})
		.optional(),
});

/** The one page of a page's own token. */
const onlyPage = ({ id, name }: { id: string; name: string }) => ({
	data: [{ id, name }],
	paging: undefined,
});

/** The pages of the connection for the list in the editor. Facebook cannot search them by name: that is done here. */
export async function searchPages(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	try {
		const connection = await openConnection(this, facebookPages);
		for (let after = paginationToken; ; ) {
			const { data, paging } =
				connection.variant === 'apiKey'
					? onlyPage(await connection.account())
					: await connection.request(
							{
								method: 'GET',
								path: '/me/accounts',
								query: { fields: 'id,name', limit: 100, ...(after ? { after } : {}) },
							},
							pages,
						);
			const results = data
				.filter(({ name }) => name.toLowerCase().includes(wanted))
				.map(({ id, name }) => ({ name, value: id }));
			const next = paging?.next ? paging.cursors?.after : undefined;
			if (next === undefined || next === after) return { results };
			if (results.length > 0) return { results, paginationToken: next };
			after = next;
		}
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
