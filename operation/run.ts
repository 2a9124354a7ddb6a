import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AddressError } from '../connection/address';
import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure';
import { labelsOf, withIncluded } from '../connection/permissions';
import type { Service } from '../connection/service';
import { checkInput, readFields } from './input';
import type {
	BatchOperation,
	ListOperation,
	Operation,
	Resources,
	SingleOperation,
} from './operation';
import { chunks, forEachConcurrently, waves } from './schedule';

/** What became of one item: the records that it gave, or why it failed. */
type Result =
	| { readonly records: readonly IDataObject[] }
	| { readonly failure: ConnectionFailure };

/** An item whose input is valid. */
interface Task {
	readonly index: number;
	readonly input: unknown;
	/** How many records the item wants of a list. */
	readonly limit: number;
}

/** Milliseconds between two lines of progress in the log. */
const PROGRESS_INTERVAL = 5_000;

/** Everything that can go wrong in an operation, as a failure; what is not one is a fault of ours and is not caught. */
function asFailure(error: unknown): ConnectionFailure {
	if (error instanceof ConnectionFailure) return error;
	if (error instanceof AddressError) {
		return new ConnectionFailure(error.message, {
			kind: 'input',
			advice: 'Nothing was sent. Correct it and run it again.',
		});
	}
	throw error;
}

/** A failure as n8n shows it: what happened, and under it what to do. */
function asNodeError(
	context: IExecuteFunctions,
	failure: ConnectionFailure,
	itemIndex: number,
	done = '',
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), failure.message, {
		description: `${failure.advice}${done}`,
		itemIndex,
	});
	// n8n replaces messages that hold a network error's code by its own, which do not name the connection.
	error.message = `${failure.message} [item ${itemIndex}]`;
	return error;
}

/**
 * The check before any request: a permission that the connection is known not to have.
 * @throws ConnectionFailure naming it, what the connection was authorized for, and what to do
 */
function checkPermissions(connection: Connection, { requires }: Operation): void {
	const { service, name, permissions, dialogUrl } = connection;
	const lacking = connection.missing(requires);
	if (lacking.length === 0) return;
	const held = withIncluded(service, permissions.granted ?? permissions.requested ?? []);
	throw new ConnectionFailure(
		`"${name}" may not: ${labelsOf(service, lacking)}. It was authorized for: ${labelsOf(service, held) || 'nothing'}.`,
		{
			kind: 'permission',
			advice: `Open the connection (${dialogUrl}), tick "${labelsOf(service, lacking)}" under Permissions and reconnect. Nothing was sent.`,
		},
	);
}

/** The records of a list, up to the limit. No page is asked for that is not needed. */
async function collect(
	operation: ListOperation<string, unknown>,
	connection: Connection,
	{ input, limit }: Task,
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for await (const page of operation.list(connection, input, limit)) {
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
		return { records: [await operation.run(connection, task.input)].flat() };
	} catch (error) {
		return { failure: asFailure(error) };
	}
}

/** Runs the items of one request together. */
async function runBatch(
	{ batch }: BatchOperation<string, unknown>,
	connection: Connection,
	tasks: readonly Task[],
): Promise<Result[]> {
	try {
		const outcomes = await batch.run(
			connection,
			tasks.map(({ input }) => input),
		);
		return outcomes.map((outcome) => ('data' in outcome ? { records: [outcome.data] } : outcome));
	} catch (error) {
		const failure = asFailure(error);
		return tasks.map(() => ({ failure }));
	}
}

/** The items that go to the service together: as many as one request may hold, else one by one. */
function groupsOf(operation: Operation, tasks: readonly Task[]): Task[][] {
	if (!('batch' in operation)) return tasks.map((task) => [task]);
	const { size, key } = operation.batch;
	return chunks(tasks, size, ({ input }) => key(input));
}

/** Runs the items of one group and gives what became of each, in their order. */
async function runGroup(
	operation: Operation,
	connection: Connection,
	group: readonly Task[],
): Promise<Result[]> {
	if ('batch' in operation) return await runBatch(operation, connection, group);
	return await Promise.all(group.map(async (task) => await runSingle(operation, connection, task)));
}

/** Reads and checks the input of every item, before anything is sent. */
function prepare(
	context: IExecuteFunctions,
	operation: Operation,
	results: Result[],
	itemCount: number,
): Task[] {
	const tasks: Task[] = [];
	for (let index = 0; index < itemCount; index += 1) {
		try {
			const input = checkInput(
				operation.input,
				operation.fields,
				readFields(context, operation.fields, index),
			);
			tasks.push({ index, input, limit: limitOf(context, operation, index) });
		} catch (error) {
			results[index] = { failure: asFailure(error) };
		}
	}
	return tasks;
}

/** How many records an item wants of a list. */
function limitOf(context: IExecuteFunctions, operation: Operation, index: number): number {
	if (!('list' in operation) || context.getNodeParameter('returnAll', index) === true)
		return Infinity;
	const limit = context.getNodeParameter('limit', index);
	if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1) return limit;
	throw new ConnectionFailure('"Limit" must be a whole number of at least 1', {
		kind: 'input',
		advice: 'Give how many results are wanted, or turn on "Return All".',
	});
}

/** Tells the log how far a long run is. */
function createProgress(context: IExecuteFunctions, service: Service, total: number) {
	let done = 0;
	let told = Date.now();
	return (count: number) => {
		done += count;
		if (Date.now() - told < PROGRESS_INTERVAL) return;
		told = Date.now();
		context.logger.info(`${service.displayName}: ${done} of ${total} items done`);
	};
}

/**
 * Runs the operation that the node is set to over all its items: every input is checked, then the
 * permissions, then the items are sent, in batches where the service takes them and several at once. Each
 * result or failure goes back to its own item.
 * @throws NodeOperationError for the first item that failed, unless the node continues on fail
 */
export async function runOperation(
	context: IExecuteFunctions,
	service: Service,
	resources: Resources,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const resource = context.getNodeParameter('resource', 0) as string;
	const name = context.getNodeParameter('operation', 0) as string;
	const operation = resources[resource]?.operations[name];
	if (!operation) {
		throw new NodeOperationError(context.getNode(), `"${name}" of "${resource}" is not known`);
	}
	const results: Result[] = [];
	const tasks = prepare(context, operation, results, items.length);
	const continues = context.continueOnFail();
	if (continues || results.length === 0) {
		await send(context, service, operation, tasks, results);
	}
	return [toItems(context, results, items.length)];
}

/** Sends the checked items and puts what became of them into `results`, each at its own index. */
async function send(
	context: IExecuteFunctions,
	service: Service,
	operation: Operation,
	tasks: readonly Task[],
	results: Result[],
): Promise<void> {
	if (tasks.length === 0) return;
	let connection: Connection;
	try {
		connection = await openConnection(context, service);
		checkPermissions(connection, operation);
	} catch (error) {
		if (!(error instanceof ConnectionFailure || error instanceof AddressError)) {
			throw new NodeOperationError(context.getNode(), error as Error);
		}
		const failure = asFailure(error);
		for (const { index } of tasks) results[index] = { failure };
		return;
	}
	const progress = createProgress(context, service, tasks.length);
	const continues = context.continueOnFail();
	let failed = false;
	const goOn = () => (continues || !failed) && !context.getExecutionCancelSignal()?.aborted;
	const settle = (index: number, result: Result) => {
		results[index] = result;
		failed ||= 'failure' in result;
	};
	for (const wave of waves(tasks, ({ input }) => operation.target?.(input))) {
		const groups = groupsOf(operation, wave);
		await forEachConcurrently(groups.length, service.limits.concurrency, goOn, async (at) => {
			const group = groups[at] ?? [];
			const outcomes = await runGroup(operation, connection, group);
			group.forEach(({ index }, position) => {
				const outcome = outcomes[position];
				if (outcome) settle(index, outcome);
			});
			progress(group.length);
		});
	}
}

/** The node's output: each record paired with its item; failures as error items, or thrown. */
function toItems(
	context: IExecuteFunctions,
	results: readonly Result[],
	itemCount: number,
): INodeExecutionData[] {
	const output: INodeExecutionData[] = [];
	const continues = context.continueOnFail();
	for (let item = 0; item < itemCount; item += 1) {
		const result = results[item];
		if (!result) continue;
		if ('records' in result) {
			for (const json of result.records) output.push({ json, pairedItem: { item } });
			continue;
		}
		const done = results.filter((other) => other && 'records' in other).length;
		const summary =
			itemCount > 1 && done > 0 ? ` ${done} of ${itemCount} items were carried out.` : '';
		const error = asNodeError(context, result.failure, item, summary);
		if (!continues) throw error;
		output.push({
			json: { error: error.message, advice: result.failure.advice },
			error,
			pairedItem: { item },
		});
	}
	return output;
}
