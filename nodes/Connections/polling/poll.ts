import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { hostOf } from '../../../operation/host';
import type { Host } from '../../../operation/host';
import { checkInput } from '../../../operation/input';
import { toNodeError } from '../../../operation/nodeError';
import { checkPermissions, explainRefusal } from '../../../operation/permission';
import { deadlineOf } from '../../../operation/polling';
import { n8n } from '../../../services/n8n';
import type { Credential } from '../api/credentials';
import { allCredentials } from '../api/credentials';
import { isMeant, isOfThese } from '../filters';
import { takers } from '../usage/needs';
import type { Usage } from '../usage/usage';
import { settledUsage, usageOf } from '../usage/usage';
import { verify } from '../verify';
import { alone } from './alone';
import type { Change } from './event';
import { shownChange } from './event';
import { judge, newlyUnused } from './judge';
import type { Known, Memory } from './memory';
import { memorySchema } from './memory';
import { keyEndsSoon } from './ownKey';
import type { Input } from './properties';
import { fields, input } from './properties';
import type { Testing } from './testing';
import { testOnce, testTwice } from './testing';

/** The permissions that each poll needs. */
export const WATCHING = ['listCredentials', 'readCredentials', 'listWorkflows'] as const;

/** What one poll works with. */
interface Poll {
	readonly connection: Connection;
	readonly host: Host;
	readonly chosen: Input;
	readonly all: readonly Credential[];
	readonly meant: readonly Credential[];
	readonly usage: Usage;
	/** `undefined` at the first poll. */
	readonly memory: Memory | undefined;
	/** Milliseconds since 1970. */
	readonly deadline: number;
}

/** Milliseconds that the first poll works at most: whoever publishes the workflow waits for it. */
const FIRST_BUDGET = 30_000;

/** What the person set. */
function readInput(context: IPollFunctions): Input {
	const values = fields
		// n8n throws for a field that is not shown, unless it is given something to fall back on.
		.map(({ name }) => [name, context.getNodeParameter(name, null) ?? undefined]);
	return checkInput(input, fields, Object.fromEntries(values));
}

/** All connections. Where one is missing that was there before, they are read twice: one can slip through a page's end. */
async function listAll(connection: Connection, memory: Memory | undefined): Promise<Credential[]> {
	const all = await allCredentials(connection);
	const seen = new Set(all.map(({ id }) => id));
	if (Object.keys(memory?.connections ?? {}).every((id) => seen.has(id))) return all;
	const again = await allCredentials(connection);
	return [...all, ...again.filter(({ id }) => !seen.has(id))];
}

async function begin(
	context: IPollFunctions,
	connection: Connection,
	{ memory, deadline }: Pick<Poll, 'memory' | 'deadline'>,
): Promise<Poll> {
	const chosen = readInput(context);
	const host = hostOf(context);
	const usage = await usageOf(connection, host);
	const all = await listAll(connection, memory);
	const meant = all.filter((credential) => isMeant(credential, chosen.filters, usage));
	return { connection, host, chosen, all, meant, usage, memory, deadline };
}

/** How this poll tests. */
const testingOf = ({ connection, chosen, deadline, memory, host }: Poll): Testing => ({
	atOnce: chosen.testsAtOnce,
	timeLimit: chosen.timeLimit * 1000,
	deadline,
	memory,
	test: async (credential, timeLimit) => await verify(connection, credential, timeLimit),
	log: host.log,
});

/**
 * The connections that were used, by those of this poll that are to be watched, and are no longer. All workflows are read
 * until two readings agree, since one can slip through while others are deleted.
 */
async function leftBehind({ connection, host, chosen, all, usage, memory }: Poll) {
	const isUsedIn = (read: Usage) => (id: string) => takers(read.of(id)).length > 0;
	const candidates = all.filter(
		(credential) =>
			isOfThese(credential, chosen.filters) &&
			memory?.connections[credential.id]?.isUsed &&
			!isUsedIn(usage)(credential.id),
	);
	if (candidates.length === 0) return [];
	// Where nobody is to be told, one reading will do.
	const isTold = chosen.events.includes('newlyUnused');
	const settled = isTold ? (await settledUsage(connection, host))?.usage : usage;
	return settled ? candidates.filter(({ id }) => !isUsedIn(settled)(id)) : [];
}

/** The ending of the trigger's own key, which is not reported at the first poll. */
const ownEnding = async ({ connection, all, memory, chosen }: Poll, now: number) =>
	memory && chosen.events.includes('keyEndsSoon')
		? await keyEndsSoon(connection, {
				all,
				reported: memory.reportedEnding,
				days: chosen.days,
				now,
			})
		: undefined;

/** What changed since the last poll, and what is to be remembered. */
async function observe(poll: Poll): Promise<{ memory: Memory; changes: Change[] }> {
	const verdicts = await testTwice(testingOf(poll), poll.meant);
	const unused = await leftBehind(poll);
	const now = Date.now();
	const moment = new Date(now).toISOString();
	const ending = await ownEnding(poll, now);
	const connections: Record<string, Known> = {};
	const changes: Change[] = [];
	for (const credential of poll.all) {
		const before = poll.memory?.connections[credential.id];
		const verdict = verdicts.get(credential);
		const judged = verdict && judge({ credential, before, verdict, now: moment });
		// What a filter leaves out today is not forgotten.
		const known = judged?.known ?? before;
		if (!known) continue;
		const isLeft = unused.includes(credential);
		const wasUsed = before?.isUsed === true && !isLeft;
		const isUsed = wasUsed || takers(poll.usage.of(credential.id)).length > 0;
		connections[credential.id] = { ...known, isUsed };
		changes.push(...(judged?.changes ?? []), ...(isLeft ? [newlyUnused(credential, moment)] : []));
	}
	const reportedEnding = String(ending?.details?.ends ?? poll.memory?.reportedEnding ?? '');
	return {
		memory: { connections, ...(reportedEnding ? { reportedEnding } : {}) },
		changes: [...changes, ...(ending ? [ending] : [])],
	};
}

const toOutput = (items: readonly IDataObject[]): INodeExecutionData[][] => [
	items.map((json) => ({ json })),
];

/** What is broken now, for a person who tries the trigger out; nothing of it is remembered. */
async function sample(context: IPollFunctions, connection: Connection) {
	const deadline = deadlineOf(context);
	const poll = await begin(context, connection, { memory: undefined, deadline });
	const verdicts = await testOnce(testingOf(poll), poll.meant);
	const since = new Date().toISOString();
	const broken = [...verdicts].filter(([, { status }]) => status === 'broken');
	if (broken.length > 0) {
		return toOutput(
			broken.map(([credential, { message }]) =>
				shownChange(connection, { event: 'broke', credential, since, message }, poll.usage),
			),
		);
	}
	throw new NodeOperationError(context.getNode(), 'There is nothing to show as an example', {
		description: `None of ${verdicts.size} connections is broken now. Publish the workflow: it starts when one breaks.`,
	});
}

/** Until when the first poll may work: what it does not test, the next one tests first. */
const firstDeadlineOf = (context: IPollFunctions) =>
	Math.min(deadlineOf(context), Date.now() + FIRST_BUDGET);

/** What changed since the last poll; at the first one, what is broken. */
async function changesOf(context: IPollFunctions, connection: Connection) {
	const stored = context.getWorkflowStaticData('node');
	const remembered = memorySchema.safeParse(stored).data;
	const deadline = remembered ? deadlineOf(context) : firstDeadlineOf(context);
	const poll = await begin(context, connection, { memory: remembered, deadline });
	const { memory, changes } = await observe(poll);
	Object.assign(stored, memory);
	const told = changes.filter(({ event }) => poll.chosen.events.includes(event));
	if (told.length === 0) return null;
	return toOutput(told.map((change) => shownChange(connection, change, poll.usage)));
}

/**
 * One poll of the trigger.
 * @returns what changed; `null` when nothing did
 * @throws NodeOperationError when n8n itself does not answer: that says nothing of the connections
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const connection = await openConnection(context, n8n);
		const explained = async (error: unknown): Promise<never> => {
			if (!(error instanceof ConnectionFailure)) throw error;
			throw await explainRefusal(connection, { requires: WATCHING }, error);
		};
		await checkPermissions(connection, { requires: WATCHING });
		if (context.getMode() === 'manual') return await sample(context, connection).catch(explained);
		return await alone(
			hostOf(context),
			async () => await changesOf(context, connection).catch(explained),
		);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
