import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure/failure';
import type { Service, Variant } from '../connection/model/service';
import { LIMIT, RETURN_ALL } from './describe';
import { ownOf } from './fields';
import { filesOf } from './files';
import type { Result, Task } from './group';
import { asFailure, groupsOf, runGroup } from './group';
import { hostOf } from './host';
import { checkInput, fieldReader, readField, shown } from './input';
import { errorItem, toNodeError } from './nodeError';
import type { Operation, Resources } from './operation';
import { requiredFor } from './operation';
import { checkPermissions } from './permission';
import { forEachConcurrently, waves } from './schedule';

/** Milliseconds between two lines of progress in the log. */
const PROGRESS_INTERVAL = 5_000;

/** The failure of an item before anything is sent. One stops all items, unless the node goes on. */
function notSent(error: unknown, scope: string): ConnectionFailure {
	const failure = asFailure(error, 'Correct it and run it again.');
	const { message, kind, status, cause, error: said } = failure;
	if (kind !== 'input') return failure;
	const advice = `Nothing was sent ${scope}. ${failure.advice}`;
	return new ConnectionFailure(message, { kind, status, cause, advice, error: said });
}

/** Reads and checks the input of every item, before anything is sent. */
function prepare(
	context: IExecuteFunctions,
	operation: Operation,
	results: Result[],
	itemCount: number,
): Task[] {
	const scope =
		context.continueOnFail() || itemCount === 1 ? 'for this item' : `for any of ${itemCount} items`;
	const tasks: Task[] = [];
	const host = hostOf(context);
	const read = fieldReader(context, operation.fields);
	for (let index = 0; index < itemCount; index += 1) {
		try {
			const input = checkInput(operation.input, operation.fields, read(index));
			const names = 'run' in operation ? (operation.files?.(input) ?? []) : [];
			tasks.push({
				index,
				input,
				limit: limitOf(context, operation, index),
				files: filesOf(context, index, names),
				host,
			});
		} catch (error) {
			results[index] = { failure: notSent(error, scope) };
		}
	}
	return tasks;
}

/** How many records an item wants of a list. */
function limitOf(context: IExecuteFunctions, operation: Operation, index: number): number {
	if (!('list' in operation) || readField(context, RETURN_ALL, index) === true) return Infinity;
	const limit = readField(context, LIMIT, index);
	if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1) return limit;
	throw new ConnectionFailure(`"Limit" must be a whole number of at least 1, not ${shown(limit)}`, {
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

/** The operation that the node is set to. A workflow that was written elsewhere can say anything. */
function chosenOperation(context: IExecuteFunctions, resources: Resources): Operation {
	const resource = String(context.getNodeParameter('resource', 0, ''));
	const name = String(context.getNodeParameter('operation', 0, ''));
	const operation = ownOf(ownOf(resources, resource)?.operations ?? {}, name);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `"${name}" of "${resource}" is not known`, {
		description: 'Choose the resource and the operation of this node from their lists.',
	});
}

/**
 * Runs the operation that the node is set to over all its items: every input is checked, then the
 * permissions, then the items are sent, in batches where the service takes them and several at once. Each
 * result or failure goes back to its own item.
 * @param variant which of the service's variants the connection is of, where it is not the node's choice of authentication
 * @throws NodeOperationError for the first item that failed, unless the node continues on fail
 */
export async function runOperation(
	context: IExecuteFunctions,
	service: Service,
	resources: Resources,
	variant?: Variant,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const operation = chosenOperation(context, resources);
	const results: Result[] = [];
	const tasks = prepare(context, operation, results, items.length);
	const mayStart = context.continueOnFail() || results.length === 0;
	if (mayStart && tasks.length > 0) {
		const asked = { requires: neededBy(operation, tasks) };
		const open = async () => await openFor(context, service, asked, variant);
		await send(context, service, operation, open, tasks, results);
	}
	return [toItems(context, results, items.length)];
}

/** The permissions that an operation needs for its inputs. */
const neededBy = (operation: Operation, tasks: readonly Task[]): string[] => [
	...new Set(tasks.flatMap(({ input }) => requiredFor(operation, input))),
];

/** Opens the connection and checks its permissions. */
async function openFor(
	context: IExecuteFunctions,
	service: Service,
	operation: Pick<Operation, 'requires'>,
	variant: Variant | undefined,
): Promise<Connection | ConnectionFailure> {
	try {
		const connection = await openConnection(context, service, variant);
		await checkPermissions(connection, operation);
		return connection;
	} catch (error) {
		context.getExecutionCancelSignal()?.throwIfAborted();
		if (error instanceof ConnectionFailure) return error;
		throw toNodeError(context.getNode(), error);
	}
}

/** Sends the checked items and puts what became of them into `results`, each at its own index. */
async function send(
	context: IExecuteFunctions,
	service: Service,
	operation: Operation,
	open: () => Promise<Connection | ConnectionFailure>,
	tasks: readonly Task[],
	results: Result[],
): Promise<void> {
	const connection = await open();
	if (connection instanceof ConnectionFailure) {
		for (const { index } of tasks) results[index] = { failure: connection };
		return;
	}
	const progress = createProgress(context, service, tasks.length);
	const continues = context.continueOnFail();
	const stopped = context.getExecutionCancelSignal();
	let failed = false;
	const goOn = () => continues || !failed;
	for (const wave of waves(tasks, ({ input }) => operation.target?.(input) ?? [])) {
		const groups = groupsOf(operation, connection, wave);
		await forEachConcurrently(groups, connection.requestsAtOnce, goOn, async (group) => {
			stopped?.throwIfAborted();
			const outcomes = await runGroup(operation, connection, group);
			stopped?.throwIfAborted();
			group.forEach(({ index }, position) => {
				const outcome = outcomes[position];
				if (!outcome) return;
				results[index] = outcome;
				failed ||= 'failure' in outcome;
			});
			progress(group.length);
		});
	}
}

/** What the person is told beside the first failure, when other items were carried out already. */
function summaryOf(results: readonly Result[], itemCount: number): string {
	const done = results.filter((result) => result && 'records' in result).length;
	return done > 0 ? ` ${done} of ${itemCount} items were carried out.` : '';
}

/** The node's output: each record paired with its item; failures as error items, or thrown. */
function toItems(
	context: IExecuteFunctions,
	results: readonly Result[],
	itemCount: number,
): INodeExecutionData[] {
	const continues = context.continueOnFail();
	return results.flatMap((result, item): INodeExecutionData[] => {
		if ('records' in result) {
			const { records, binary } = result;
			return records.map((json) => ({
				json,
				...(binary ? { binary } : {}),
				pairedItem: { item },
			}));
		}
		const { failure } = result;
		if (continues) return [errorItem(context, failure, item)];
		const note = summaryOf(results, itemCount);
		throw toNodeError(context.getNode(), failure, { itemIndex: item, note });
	});
}
