import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { checkInput } from '../../../operation/input';
import { toNodeError } from '../../../operation/nodeError';
import { checkPermissions, explainRefusal } from '../../../operation/permission';
import { deadlineOf } from '../../../operation/polling';
import { facebookPages } from '../../../services/facebookPages';
import { pageField } from '../fields';
import { asPage } from '../page';
import type { EventInput, TriggerEvent } from './event';
import { events, isEventName } from './events';
import type { Dated, Memory } from './memory';
import { blank, isNew, memorySchema, oldestFirst, remember } from './memory';

/**
 * The triggers whose connection was found to have its permissions. Facebook counts the request that asks for them:
 * it is made when a trigger starts, and again after a failure.
 */
const checked = new Set<string>();

const nodeKey = (context: IPollFunctions, { dialogUrl }: Connection) =>
	`${context.getWorkflow().id ?? ''}/${context.getNode().id}/${dialogUrl}`;

/** What the person set for an event. */
function readInput<I extends EventInput>(context: IPollFunctions, event: TriggerEvent<I>): I {
	const fields = [pageField, ...event.fields];
	const values = fields.map(({ name, type }) => [
		name,
		context.getNodeParameter(name, undefined, { extractValue: type === 'resourceLocator' }),
	]);
	return checkInput(event.input, fields, Object.fromEntries(values));
}

/** What is remembered of this event on this page. */
function memoryOf(stored: IDataObject, watched: string): Memory | undefined {
	const known = memorySchema.safeParse(stored);
	return known.success && known.data.watched === watched ? known.data : undefined;
}

/**
 * Does a job with the connection acting as the page, once it is known to have what the event needs.
 * @throws NodeOperationError that names the permission where one is missing
 */
async function actAs(
	context: IPollFunctions,
	{ requires }: Pick<TriggerEvent, 'requires'>,
	page: string,
	job: (acting: Connection) => Promise<INodeExecutionData[][] | null>,
) {
	const connection = await openConnection(context, facebookPages);
	const key = nodeKey(context, connection);
	try {
		if (!checked.has(key)) await checkPermissions(connection, { requires });
		checked.add(key);
		return await job(await asPage(connection, page));
	} catch (error) {
		checked.delete(key);
		const isRefusal = error instanceof ConnectionFailure;
		const told = isRefusal ? await explainRefusal(connection, { requires }, error) : error;
		throw toNodeError(context.getNode(), told);
	}
}

const toOutput = (records: readonly Dated[]): INodeExecutionData[][] => [
	records.map(({ json }) => ({ json })),
];

/** The newest record, for a person who tries the trigger out; nothing is remembered of it. */
async function sample<I extends EventInput>(
	context: IPollFunctions,
	event: TriggerEvent<I>,
	input: I,
	acting: Connection,
) {
	const occasion = { memory: undefined, now: Date.now(), deadline: deadlineOf(context) };
	const { records } = await event.read(acting, input, occasion);
	const newest = oldestFirst(records.filter((record) => event.isWanted(record, input))).at(-1);
	if (newest) return toOutput([newest]);
	throw new NodeOperationError(context.getNode(), 'There is nothing yet to show as an example', {
		description: `Facebook gives nothing for "${event.name}" on this page. Make something there, or publish the workflow: it starts with what comes.`,
	});
}

/** Reads what came since the last poll, and remembers it. The first poll only remembers what is there. */
async function readNew<I extends EventInput>(
	context: IPollFunctions,
	event: TriggerEvent<I>,
	input: I,
	{ acting, watched }: { acting: Connection; watched: string },
) {
	const stored = context.getWorkflowStaticData('node');
	const occasion = {
		memory: memoryOf(stored, watched),
		now: Date.now(),
		deadline: deadlineOf(context),
	};
	const { records, isComplete } = await event.read(acting, input, occasion);
	// Another poll may have ended while this one was reading: what counts is what is remembered now.
	const memory = memoryOf(stored, watched);
	Object.assign(stored, remember(memory ?? blank(watched), records, isComplete || !memory));
	if (!memory) return null;
	const fresh = records.filter((record) => isNew(memory, record) && event.isWanted(record, input));
	return fresh.length > 0 ? toOutput(oldestFirst(fresh)) : null;
}

/** One poll of the event that the node is set to. */
async function pollEvent<I extends EventInput>(
	context: IPollFunctions,
	name: string,
	event: TriggerEvent<I>,
) {
	const input = readInput(context, event);
	const { page } = input;
	return await actAs(context, event, page, async (acting) =>
		context.getMode() === 'manual'
			? await sample(context, event, input, acting)
			: await readNew(context, event, input, { acting, watched: `${name} ${page}` }),
	);
}

/**
 * One poll of the trigger.
 * @returns what is new, oldest first; `null` when nothing is
 * @throws NodeOperationError saying what is wrong, and what to do
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const name = context.getNodeParameter('event');
		if (!isEventName(name)) {
			throw new NodeOperationError(context.getNode(), `"${String(name)}" is no event of this node`);
		}
		return name === 'newPost'
			? await pollEvent(context, name, events.newPost)
			: await pollEvent(context, name, events.newComment);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
