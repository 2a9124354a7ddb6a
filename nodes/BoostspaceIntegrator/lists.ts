/** How Integrator gives records and lists. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../connection/connection';
import { numericId, record } from '../../operation/fields';
import type { PlainList } from '../../operation/pages';
import { plainPages } from '../../operation/pages';

/** A record that Integrator made, changed or gave: what has no ID is none, whatever the status of the answer says. */
const identified = record.refine(({ id }) => numericId('record').safeParse(id).success, {
	path: ['id'],
});

/** A record, which an answer holds under the name of its kind. */
export const oneOf = (kind: string) =>
	z.object({ [kind]: identified }).transform((answer): IDataObject => answer[kind] ?? {});

/** Records, which an answer holds under the name of their kind. */
export const manyOf = <T>(kind: string, one: z.ZodType<T, z.ZodTypeDef, unknown>) =>
	z.object({ [kind]: z.array(one) }).transform((answer): T[] => answer[kind] ?? []);

/** https://developers.make.com/api-documentation/pagination-sorting-filtering/pagination-and-sorting */
const PARAMETERS = { limit: 'pg[limit]', offset: 'pg[offset]' } as const;

/**
 * The records of a list, page by page.
 * @param kind the name under which a page holds them
 * @param limit how many are wanted at most
 * @throws ConnectionFailure when a page is refused or is not a page
 */
export const pagesOf = (
	connection: Connection,
	list: Pick<PlainList, 'path' | 'query'>,
	kind: string,
	limit: number,
): AsyncGenerator<IDataObject[]> =>
	plainPages(connection, { ...list, parameters: PARAMETERS }, limit, manyOf(kind, record));

/** A number as ID, which the editor keeps as text. */
export const named = z.object({ id: z.number().transform(String), name: z.string() });
