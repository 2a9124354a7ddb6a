import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import { definedOnly } from '../../../operation/fields';
import { searchRecords } from '../../../operation/listSearch';
import { facebookPages } from '../../../services/facebookPages';
import { edgePage } from '../graph';
import { accountPages, noPages, pagesBesides } from '../pages';

const pages = edgePage(z.object({ id: z.string(), name: z.string() }));

type Pages = z.infer<typeof pages>;

const FIELDS = 'id,name';

/** The IDs of all of the person's accounts. */
async function accountIds(connection: Connection): Promise<Set<unknown>> {
	const ids = new Set<unknown>();
	for await (const some of accountPages(connection, 'id', Infinity)) {
		for (const { id } of some) ids.add(id);
	}
	return ids;
}

/** One page of the list, with the pages besides the person's accounts at its end; a page's own token has only that page. */
async function pagesFrom(connection: Connection, after: string | undefined): Promise<Pages> {
	if (connection.variant === 'apiKey') {
		const { id, name } = await connection.account();
		return { records: [{ id, name }], next: undefined };
	}
	const { pageSize: limit } = connection.service.limits;
	const query = definedOnly({ fields: FIELDS, limit, after });
	const accounts = await connection.request({ method: 'GET', path: '/me/accounts', query }, pages);
	if (accounts.next !== undefined) return accounts;
	const { records } = accounts;
	const listed: Set<unknown> =
		after === undefined ? new Set(records.map(({ id }) => id)) : await accountIds(connection);
	for await (const others of pagesBesides(connection, FIELDS, listed)) {
		records.push(...others.map(({ id, name }) => ({ id: String(id), name: String(name) })));
	}
	if (listed.size === 0) throw await noPages(connection);
	return { records, next: undefined };
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
