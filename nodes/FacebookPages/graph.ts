/** How the Graph API gives records, lists and batches. */
import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import type { AnswerSchema, Connection } from '../../connection/connection';
import type { ConnectionFailure } from '../../connection/failure/failure';
import { isGone } from '../../connection/failure/failure';
import type { ServiceRequest } from '../../connection/request/request';
import { record } from '../../operation/fields';
import { asFailure } from '../../operation/group';
import type { CursorList } from '../../operation/pages';
import { cursorPages } from '../../operation/pages';

/** The answer of a change. */
export const success = z.object({ success: z.literal(true) });

/** The ID of something that exists: digits, in some cases of two objects with an underscore between them, and never 0. */
const ID = /^[1-9]\d*(?:_[1-9]\d*)?$/;

/**
 * The answer of a creation, which names what was created. An answer without that, such as `{}` or `{"id": "0"}`, says
 * nothing of whether something was.
 */
export const created = z
	.object({ id: z.string().regex(ID) })
	.catchall(z.unknown())
	.transform((answer) => answer as IDataObject & { readonly id: string });

/** Throws a failure on, unless it is of a kind. */
function throwUnless(isOfKind: (error: unknown) => boolean, error: unknown): void {
	if (!isOfKind(error)) throw error;
}

/** Milliseconds after which something that was created just before is looked for again. */
const SETTLING = [1_000, 3_000];

/**
 * Does a job that needs something that was created just before, again while that is not found yet.
 * @param isNotFoundYet whether a failure says so
 */
export async function onceFound<T>(
	job: () => Promise<T>,
	isNotFoundYet: (error: unknown) => boolean = isGone,
): Promise<T> {
	for (const wait of SETTLING) {
		try {
			return await job();
		} catch (error) {
			throwUnless(isNotFoundYet, error);
			await sleep(wait);
		}
	}
	return await job();
}

/**
 * One page of an edge. There is a next one only where `paging.next` says so
 * (https://developers.facebook.com/docs/graph-api/results); that address holds the token, so that only the cursor
 * is taken. A page that says that there is more, and not behind which cursor, is none: the list would end there.
 */
export const edgePage = <T>(of: z.ZodType<T, z.ZodTypeDef, unknown>) =>
	z
		.object({
			data: z.array(of),
			paging: z
				.object({
					cursors: z.object({ after: z.string().optional() }).optional(),
					next: z.string().optional(),
				})
				.refine(({ cursors, next }) => next === undefined || cursors?.after, {
					path: ['cursors', 'after'],
				})
				.optional(),
		})
		.transform(({ data, paging }) => ({
			records: data,
			next: paging?.next === undefined ? undefined : paging.cursors?.after,
		}));

/**
 * The records of an edge, page by page.
 * @param limit how many are wanted at most
 * @throws ConnectionFailure when a page is refused or is not a page
 */
export function edgePages(
	connection: Connection,
	edge: Pick<CursorList, 'path' | 'query'>,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	return cursorPages(
		connection,
		{ ...edge, size: 'limit', cursor: 'after', page: edgePage(record) },
		limit,
	);
}

/** Requests that one batch may hold (https://developers.facebook.com/docs/graph-api/batch-requests). */
export const BATCH_SIZE = 50;

/** Reads may be sent as often as one likes. */
export const changesNothing = () => true;

/** One answer for each request; `null` for one that was not finished in time. */
const batchAnswer = z.array(z.object({ code: z.number(), body: z.unknown() }).nullable());

/** What became of one read of a batch. */
export type ReadOutcome<T> = { readonly data: T } | { readonly failure: ConnectionFailure };

/** What a batch may leave undone though the request itself is right: it is sent alone, which waits and repeats. */
const WORTH_REPEATING = ['throttled', 'unavailable', 'unreadable'];

/** The outcome of a job that may fail. */
async function outcomeOf<T>(job: () => T | Promise<T>): Promise<ReadOutcome<T>> {
	try {
		return { data: await job() };
	} catch (error) {
		return { failure: asFailure(error) };
	}
}

/** A read as it stands in a batch. */
function partOf({ path, query }: ServiceRequest) {
	const search = new URLSearchParams(
		Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)])),
	).toString();
	return { method: 'GET', relative_url: `${path.slice(1)}${search && `?${search}`}` };
}

/**
 * Sends up to {@link BATCH_SIZE} reads in one request.
 * @param reads GET requests below the service's address
 * @returns what became of each, in their order
 * @throws ConnectionFailure when the batch as a whole is refused
 */
export async function readTogether<T>(
	connection: Connection,
	reads: readonly ServiceRequest[],
	answer: AnswerSchema<T>,
): Promise<Array<ReadOutcome<T>>> {
	const alone = async (read: ServiceRequest) =>
		await outcomeOf(async () => await connection.request(read, answer));
	const [first] = reads;
	if (first && reads.length === 1) return [await alone(first)];
	const parts = await connection.request(
		{
			method: 'POST',
			path: '/',
			body: { batch: JSON.stringify(reads.map(partOf)), include_headers: false },
			safe: true,
		},
		batchAnswer,
	);
	return await Promise.all(
		reads.map(async (read, index) => {
			const part = parts[index];
			if (!part) return await alone(read);
			const given = { status: part.code, text: part.body };
			const outcome = await outcomeOf(() => connection.read(read, given, answer));
			const repeats = 'failure' in outcome && WORTH_REPEATING.includes(outcome.failure.kind);
			return repeats ? await alone(read) : outcome;
		}),
	);
}
