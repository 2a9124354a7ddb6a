import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import { record } from '../../../operation/fields';
import type { CursorList } from '../../../operation/pages';
import { edgePages } from '../graph';
import type { Dated } from './memory';

/** A time as the Graph API writes it: `2026-10-01T10:00:00+0000`. */
export const graphTime = z
	.string()
	.transform((text) => Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) / 1000)
	.refine((seconds) => !Number.isNaN(seconds));

const identity = z.object({ id: z.string(), created_time: graphTime });

/** A record with its ID and time, which every request here asks for. */
export const dated = record.transform((json, context): Dated => {
	const parsed = identity.safeParse(json);
	if (parsed.success) {
		const { id, created_time } = parsed.data;
		return { id, time: created_time, json };
	}
	parsed.error.issues.forEach(context.addIssue);
	return z.NEVER;
});

/** The chosen fields with those that a trigger needs itself. */
export const withFields = (chosen: string, ...needed: readonly string[]) =>
	[...new Set([...chosen.split(','), ...needed])].join(',');

/**
 * A record of an edge in the form that a trigger needs.
 * @throws ConnectionFailure naming the place in it that has another form
 */
function read<T>(
	connection: Connection,
	path: string,
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	value: unknown,
): T {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const place = parsed.error.issues[0]?.path.join('.') ?? '';
	const what = `${connection.service.displayName} answered something else than it documents, at ${place}`;
	throw connection.failure({ method: 'GET', path }, what);
}

/**
 * The records of an edge that lists the newest first, up to the first page that ends before the horizon.
 * @param horizon in seconds since 1970; may be asked after each page
 */
export async function collect<T extends { readonly time: number }>(
	connection: Connection,
	edge: Pick<CursorList, 'path' | 'query'>,
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	horizon: (records: readonly T[]) => number,
): Promise<T[]> {
	const records: T[] = [];
	for await (const page of edgePages(connection, edge, Infinity)) {
		for (const one of page) records.push(read(connection, edge.path, schema, one));
		const last = records.at(-1);
		if (last && last.time < horizon(records)) break;
	}
	return records;
}
