import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure';
import { hostOf } from '../../../operation/host';
import type { Host } from '../../../operation/host';
import { checkInput } from '../../../operation/input';
import { toNodeError } from '../../../operation/nodeError';
import { checkPermissions, explainRefusal } from '../../../operation/permission';
import { deadlineOf } from '../../../operation/polling';
import { forEachConcurrently } from '../../../operation/schedule';
import { n8n } from '../../../services/n8n';
import type { Credential } from '../api/credentials';
import { allCredentials } from '../api/credentials';
import { WATCHING } from '../declared';
import { isMeant } from '../filters';
import { openChosen } from '../opened';
import { takers } from '../usage/needs';
import type { Usage } from '../usage/usage';
import { usageOf } from '../usage/usage';
import type { Verdict } from '../verify';
import { verify } from '../verify';
import type { Change } from './event';
import { shownChange } from './event';
import { judge, judgeUse } from './judge';
import { lookInto } from './lookInto';
import type { Known, LookedInto, Memory } from './memory';
import { memorySchema } from './memory';
import type { Input } from './properties';
import { fields, input } from './properties';

/** Milliseconds before a connection that failed is looked at again. */
const SECOND_LOOK = 5_000;

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

/** What the person set. */
function readInput(context: IPollFunctions): Input {
	const values = fields
		.filter(({ type }) => type !== 'notice')
		// n8n throws for a field that is not shown, unless it is given something to fall back on.
		.map(({ name }) => [name, context.getNodeParameter(name, null) ?? undefined]);
	return checkInput(input, fields, Object.fromEntries(values));
}

async function begin(
	context: IPollFunctions,
	connection: Connection,
	memory: Memory | undefined,
): Promise<Poll> {
	const chosen = readInput(context);
	const host = hostOf(context);
	const deadline = deadlineOf(context);
	const usage = await usageOf(connection, host);
	const all = await allCredentials(connection);
	const meant = all.filter((credential) => isMeant(credential, chosen.filters, usage));
	return { connection, host, chosen, all, meant, usage, memory, deadline };
}

/** Tests connections until the time is over; those that were tested longest ago first. */
async function testAll(
	{ connection, chosen, deadline, memory, host }: Poll,
	credentials: readonly Credential[],
): Promise<Map<Credential, Verdict>> {
	const tested = ({ id }: Credential) => memory?.connections[id]?.tested ?? '';
	const inTurn = [...credentials].sort((a, b) => tested(a).localeCompare(tested(b)));
	const verdicts = new Map<Credential, Verdict>();
	await forEachConcurrently(
		inTurn,
		chosen.testsAtOnce,
		() => Date.now() < deadline,
		async (credential) => {
			verdicts.set(credential, await verify(connection, credential, chosen.timeLimit * 1000));
		},
	);
	const rest = inTurn.length - verdicts.size;
	if (rest > 0)
		host.log(`no time to test ${rest} of ${inTurn.length} connections: the next poll does`);
	return verdicts;
}

/** Tests what is meant, and what fails and was not known to a second time. */
async function testTwice(poll: Poll): Promise<Map<Credential, Verdict>> {
	const verdicts = await testAll(poll, poll.meant);
	const doubtful = [...verdicts]
		.filter(
			([{ id }, { status }]) =>
				status === 'broken' && poll.memory?.connections[id]?.status !== 'broken',
		)
		.map(([credential]) => credential);
	if (doubtful.length === 0) return verdicts;
	await sleep(SECOND_LOOK);
	const again = await testAll(poll, doubtful);
	// One for whose second look there was no time waits for the next poll.
	for (const credential of doubtful) verdicts.delete(credential);
	return new Map([...verdicts, ...again]);
}

/** Looks into the connections that the node is also set to, and into its own. */
async function lookAround(
	{ connection, host, chosen, all, memory }: Poll,
	now: number,
): Promise<{ lookedInto: Record<string, LookedInto>; changes: Change[] }> {
	const lookedInto: Record<string, LookedInto> = {};
	const changes: Change[] = [];
	const openers = [
		async () => await Promise.resolve(connection),
		...chosen.openedTypes.map((type) => async () => await openChosen(host, type)),
	];
	for (const open of openers) {
		const opened = await open();
		const credential = all.find(({ id }) => id === opened?.id);
		// A connection of another n8n, or one that was deleted.
		if (!opened || !credential) continue;
		const before = memory?.lookedInto[credential.id];
		const days = chosen.days;
		const look = await lookInto(opened, { credential, before, days, now }).catch(
			(error: unknown) => {
				if (!(error instanceof ConnectionFailure) || opened === connection) throw error;
				// Whether it works is for the test to say.
				host.log(`could not look into "${credential.name}": ${error.message}`);
				return { lookedInto: before, changes: [] };
			},
		);
		if (look.lookedInto) lookedInto[credential.id] = look.lookedInto;
		changes.push(...look.changes);
	}
	return { lookedInto, changes };
}

/** What changed since the last poll, and what is to be remembered. */
async function observe(poll: Poll): Promise<{ memory: Memory; changes: Change[] }> {
	const verdicts = await testTwice(poll);
	const now = Date.now();
	const moment = new Date(now).toISOString();
	const around = await lookAround(poll, now);
	const connections: Record<string, Known> = {};
	const changes: Change[] = [];
	for (const credential of poll.meant) {
		const before = poll.memory?.connections[credential.id];
		const verdict = verdicts.get(credential);
		const judged = verdict && judge({ credential, before, verdict, now: moment });
		const known = judged?.known ?? before;
		if (!known) continue;
		const isUsed = takers(poll.usage.of(credential.id)).length > 0;
		connections[credential.id] = { ...known, isUsed };
		changes.push(...(judged?.changes ?? []), ...judgeUse(credential, before, isUsed, moment));
	}
	return {
		memory: { connections, lookedInto: around.lookedInto },
		changes: [...changes, ...around.changes],
	};
}

const toOutput = (items: readonly IDataObject[]): INodeExecutionData[][] => [
	items.map((json) => ({ json })),
];

/** What is broken now, for a person who tries the trigger out; nothing of it is remembered. */
async function sample(context: IPollFunctions, connection: Connection) {
	const poll = await begin(context, connection, undefined);
	const verdicts = await testAll(poll, poll.meant);
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

/** What changed since the last poll; at the first one, what is broken. */
async function changesOf(context: IPollFunctions, connection: Connection) {
	const stored = context.getWorkflowStaticData('node');
	const remembered = memorySchema.safeParse(stored).data;
	const poll = await begin(context, connection, remembered);
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
		const isTrial = context.getMode() === 'manual';
		const work = isTrial ? sample : changesOf;
		return await work(context, connection).catch(explained);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
