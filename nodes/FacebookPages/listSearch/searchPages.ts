import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import { definedOnly } from '../../../operation/fields';
import { searchRecords } from '../../../operation/listSearch';
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

/** The pages of the connection for the list in the editor. */
export async function searchPages(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(
		this,
		facebookPages,
		{ filter, paginationToken },
		async (connection, after) => {
			const { records, next } = await pagesFrom(connection, after);
			return { records: records.map(({ id, name }) => ({ name, value: id })), next };
		},
	);
}
