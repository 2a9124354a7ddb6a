import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AddressError } from '../connection/model/address';
import type { Connection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure/failure';
import type { FailureKind } from '../connection/model/service';
import type { Files } from './files';
import type { Host } from './host';
import type {
	BatchOperation,
	ListOperation,
	Operation,
	Outcome,
	SingleOperation,
} from './operation';
import { FileResult } from './operation';
import { explainRefusal } from './permission';
import { chunks } from './schedule';

/** What became of one item: the records that it gave, or why it failed. */
export type Result =
	| { readonly records: readonly IDataObject[]; readonly binary?: IBinaryKeyData }
	| { readonly failure: ConnectionFailure };

/** An item whose input is valid. */
export interface Task {
	readonly index: number;
	readonly input: unknown;
	/** How many records the item wants of a list. */
	readonly limit: number;
	/** Reads the files that the item sends. */
	readonly files: () => Promise<Files>;
	readonly host: Host;
}

/**
 * Everything that can go wrong with an item, as its failure. What n8n's helpers throw, such as for a binary file
 * that an item does not have, is about the item's input; anything else is a fault of this package, of which
 * nobody can say what it left behind.
 */
export function asFailure(
	error: unknown,
	advice = 'Nothing was sent. Correct it and run it again.',
): ConnectionFailure {
	if (error instanceof ConnectionFailure) return error;
	if (error instanceof AddressError || error instanceof NodeOperationError) {
		return new ConnectionFailure(error.message, { kind: 'input', advice });
	}
	return new ConnectionFailure(`This node failed by a fault of its own: ${String(error)}`, {
		kind: 'outcomeUnknown',
		advice:
			'Check in the service whether the request took effect before running the item again, and please report the fault.',
	});
}

/**
 * The same once an operation has changed something: what leads to a wrong address then is not the item's input, and it
 * is not true that nothing was sent.
 */
export function asLateFailure(error: unknown, { service }: Connection): ConnectionFailure {
	if (!(error instanceof AddressError)) return asFailure(error);
	return new ConnectionFailure(error.message, {
		kind: 'outcomeUnknown',
		advice: `Check in ${service.displayName} what took effect before running it again.`,
	});
}

/** The records of a list, up to the limit. No page is asked for that is not needed. */
async function collect(
	operation: ListOperation<string, unknown>,
	connection: Connection,
	{ input, limit, host }: Task,
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for await (const page of operation.list(connection, input, limit, host)) {
		for (const record of page.slice(0, limit - records.length)) records.push(record);
		if (records.length >= limit) break;
	}
	return records;
}

/** Runs one item on its own. */
async function runSingle(
	operation: SingleOperation<string, unknown> | ListOperation<string, unknown>,
	connection: Connection,
	task: Task,
): Promise<Result> {
	try {
		if ('list' in operation) return { records: await collect(operation, connection, task) };
		const { input, files, host } = task;
		const result = await operation.run(connection, input, await files(), host);
		if (result instanceof FileResult) return { records: [result.json], binary: result.binary };
		return { records: [result].flat() };
	} catch (error) {
		return { failure: asFailure(error) };
	}
}

/** What one record of a batch became. One that the operation says nothing of is not passed over in silence. */
function resultOf({ service }: Connection, outcome: Outcome | undefined): Result {
	if (outcome) return 'data' in outcome ? { records: [outcome.data] } : outcome;
	return {
		failure: new ConnectionFailure(
			`The answer of ${service.displayName} says nothing of this item`,
			{
				kind: 'outcomeUnknown',
				advice: `Check in ${service.displayName} whether the request took effect before running it again.`,
			},
		),
	};
}

/** The one refusal of a request that the service has not read (RFC 9110, section 15.5.14: content too large). */
const CONTENT_TOO_LARGE = 413;

/** What a service may say of a whole request that it refuses for one record in it. */
const FOR_ONE_RECORD: readonly FailureKind[] = ['input', 'notFound'];

/** Whether the service answered that it refuses the request for what is in it. */
function isRefusedForContent({ kind, status = 0 }: ConnectionFailure): boolean {
	return FOR_ONE_RECORD.includes(kind) && status >= 400 && status < 500;
}

/** A list that was refused, of which nobody knows whether a part was carried out before. */
function inDoubt(
	{ service: { displayName } }: Connection,
	count: number,
	{ message, status, error }: ConnectionFailure,
): ConnectionFailure {
	return new ConnectionFailure(
		`It is not known whether ${displayName} carried out some of the ${count} records of this request before it refused it: ${message}`,
		{
			kind: 'outcomeUnknown',
			status,
			advice: `Check in ${displayName} which of them are there, correct what is named above, and run only the others again. The request was not retried, to avoid duplicates.`,
			error,
		},
	);
}

/** Runs the items of one request, and those of each half of them by themselves when all are refused for one. */
async function runInHalves(
	operation: BatchOperation<string, unknown>,
	connection: Connection,
	tasks: readonly Task[],
): Promise<Result[]> {
	const middle = Math.ceil(tasks.length / 2);
	const first = await runBatch(operation, connection, tasks.slice(0, middle));
	return [...first, ...(await runBatch(operation, connection, tasks.slice(middle)))];
}

/**
 * Runs the items of one request together. A service that refuses a whole request for one record in it is asked
 * again with each half, until only the record itself is refused: where that can do nothing twice.
 */
async function runBatch(
	operation: BatchOperation<string, unknown>,
	connection: Connection,
	tasks: readonly Task[],
): Promise<Result[]> {
	const { batch } = operation;
	const inputs = tasks.map(({ input }) => input);
	try {
		const outcomes = await batch.run(connection, inputs);
		return tasks.map((_task, position) => resultOf(connection, outcomes[position]));
	} catch (error) {
		const failure = asFailure(error);
		if (tasks.length < 2 || !isRefusedForContent(failure)) return tasks.map(() => ({ failure }));
		const nothingTwice =
			failure.status === CONTENT_TOO_LARGE || batch.mayBeSentInParts?.(inputs) === true;
		if (nothingTwice && failure.kind === 'input') {
			return await runInHalves(operation, connection, tasks);
		}
		const told = nothingTwice ? failure : inDoubt(connection, tasks.length, failure);
		return tasks.map(() => ({ failure: told }));
	}
}

/** The fewest items for which one more request is worth while. */
const WORTH_A_REQUEST = 50;

/**
 * The items that go to the service together: one by one, or shared out evenly over the requests that may be under way at
 * once, none of which is larger than it may be.
 */
export function groupsOf(
	operation: Operation,
	{ requestsAtOnce }: Pick<Connection, 'requestsAtOnce'>,
	tasks: readonly Task[],
): Task[][] {
	if (!('batch' in operation)) return tasks.map((task) => [task]);
	const { size, key } = operation.batch;
	const rounds = Math.ceil(tasks.length / (size * requestsAtOnce));
	const share = Math.ceil(tasks.length / (rounds * requestsAtOnce));
	const together = Math.min(size, Math.max(share, WORTH_A_REQUEST));
	return chunks(tasks, together, ({ input }) => key(input));
}

/** A result whose refusal for a missing right says which permission the operation needs. */
async function explained(
	operation: Operation,
	connection: Connection,
	result: Result,
): Promise<Result> {
	if ('records' in result) return result;
	return { failure: await explainRefusal(connection, operation, result.failure) };
}

/** Runs the items of one group and gives what became of each, in their order. */
export async function runGroup(
	operation: Operation,
	connection: Connection,
	group: readonly Task[],
): Promise<Result[]> {
	const results =
		'batch' in operation
			? await runBatch(operation, connection, group)
			: await Promise.all(group.map(async (task) => await runSingle(operation, connection, task)));
	return await Promise.all(
		results.map(async (result) => await explained(operation, connection, result)),
	);
}
