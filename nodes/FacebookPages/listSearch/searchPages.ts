import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { definedOnly } from '../../../operation/fields';
import { toNodeError } from '../../../operation/nodeError';
import { facebookPages } from '../../../services/facebookPages';
import { edgePage } from '../graph';

const pages = edgePage(z.object({ id: z.string(), name: z.string() }));

type Pages = z.infer<typeof pages>;

/** One page of the list; a page's own token has only that page. */
async function pagesFrom(connection: Connection, after: string | undefined): Promise<Pages> {
	if (connection.variant === 'apiKey') {
		const { id, name } = await connection.account();
		return { records: [{ id, name }], next: undefined };
	}
	const { pageSize: limit } = connection.service.limits;
	const query = definedOnly({ fields: 'id,name', limit, after });
	return await connection.request({ method: 'GET', path: '/me/accounts', query }, pages);
}

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
			const { records, next } = await pagesFrom(connection, after);
			const results = records
				.filter(({ name }) => name.toLowerCase().includes(wanted))
				.map(({ id, name }) => ({ name, value: id }));
			if (next === undefined || next === after) return { results };
			if (results.length > 0) return { results, paginationToken: next };
			after = next;
		}
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
