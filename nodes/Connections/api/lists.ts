/** How n8n's public API gives lists (n8n (npm): dist/public-api/v1/openapi.yml). */
import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import type { CursorList } from '../../../operation/pages';
import { cursorPages } from '../../../operation/pages';

/** The form of n8n's ids: letters, digits, "_" and "-" (n8n (npm): dist/public-api/v1/openapi.yml). */
export const ID = '[a-zA-Z0-9_-]{1,36}';

/** An id in an answer. It becomes a part of paths, in which nothing else has a place. */
export const idOfAnswer = z.string().regex(new RegExp(`^${ID}$`));

/** A page of a list, and where the next one begins. */
const pageOf = <T>(one: z.ZodType<T, z.ZodTypeDef, unknown>) =>
	z
		.object({ data: z.array(one), nextCursor: z.string().nullable() })
		.transform(({ data, nextCursor }) => ({ records: data, next: nextCursor ?? undefined }));

/**
 * The records of a list, page by page, each once: what is created while a list is read moves others to the next page.
 * @throws ConnectionFailure when a page is refused or is not a page
 */
export async function* pagesOf<T extends { readonly id: string }>(
	connection: Connection,
	list: Pick<CursorList<T>, 'path' | 'query'>,
	one: z.ZodType<T, z.ZodTypeDef, unknown>,
): AsyncGenerator<T[]> {
	const seen = new Set<string>();
	const pages = cursorPages<T>(
		connection,
		{ ...list, size: 'limit', cursor: 'cursor', page: pageOf(one) },
		Infinity,
	);
	for await (const records of pages) {
		const fresh = records.filter(({ id }) => !seen.has(id));
		for (const { id } of fresh) seen.add(id);
		yield fresh;
	}
}
