/** When connections were last used, as far as n8n still has the executions of their workflows. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { createExecutionMemory } from '../../connection/executionMemory';
import type { Host } from '../../operation/host';
import { forEachConcurrently } from '../../operation/schedule';
import type { Execution } from './api/executions';
import { executionPages, failedNode } from './api/executions';
import { DAY } from './ending';
import { takers } from './usage/needs';
import type { Usage, UsingWorkflow } from './usage/usage';
import { NONE } from './words';

/** Executions that are read at most, newest first. */
const MOST = 5_000;

/** Failed executions of a workflow that are asked for their node at most, newest first. */
const ASKED = 20;

/** Failed executions that are asked for their node at the same time. */
const AT_ONCE = 5;

/** Times as ISO 8601; `undefined` where there is none among the executions that were read. */
export interface LastUse {
	/** The newest run of a workflow that uses it, whatever became of it. */
	readonly used: string | undefined;
	/** The newest run of such a workflow that succeeded. */
	readonly succeeded: string | undefined;
	/** The newest run that failed at a node with the connection. */
	readonly failed: string | undefined;
	/** The first of the failures since it last succeeded. */
	readonly failedSince: string | undefined;
	/** IDs of these failed executions that no retry has repaired, newest first: at most 20 of a workflow. */
	readonly retryable: readonly string[];
}

/** The last uses of all connections. */
export interface LastUses {
	of(credential: string): LastUse;
	/** The start of the oldest execution that was read; `undefined` where there is none. */
	readonly since: string | undefined;
}

/** A failed execution. */
interface Failure {
	readonly id: string;
	readonly at: string;
	readonly isRetried: boolean;
	/** The node at which it failed, once n8n was asked. */
	node: string | undefined;
}

/** What the executions of a workflow tell. */
interface History {
	readonly used: string;
	succeeded: string | undefined;
	/** The newest failures since it last succeeded, newest first. */
	readonly failures: Failure[];
	/** The newest failure, also one from before. */
	failed: Failure | undefined;
}

/** Takes the next older execution of a workflow. */
function note(history: History, { id, status, retrySuccessId }: Execution, at: string): void {
	if (status === 'success') history.succeeded ??= at;
	if (status !== 'error' && status !== 'crashed') return;
	const failure = { id, at, isRetried: Boolean(retrySuccessId), node: undefined };
	history.failed ??= failure;
	const isSince = history.succeeded === undefined;
	if (isSince && history.failures.length < ASKED) history.failures.push(failure);
}

/** Reads executions, newest first, as far back as the bound allows. */
async function readHistories(connection: Connection) {
	const histories = new Map<string, History>();
	let since: string | undefined;
	let count = 0;
	for await (const page of executionPages(connection)) {
		for (const execution of page) {
			const { workflowId, startedAt: at } = execution;
			if (!at) continue;
			since = at;
			const known = histories.get(workflowId) ?? {
				used: at,
				succeeded: undefined,
				failures: [],
				failed: undefined,
			};
			histories.set(workflowId, known);
			note(known, execution, at);
		}
		count += page.length;
		if (count >= MOST) break;
	}
	return { histories, since };
}

/** Whether a node, or one within it, uses the connection. */
const usesAt = ({ uses }: UsingWorkflow, node: string | undefined) =>
	node !== undefined && uses.some((use) => use.node === node || use.node.startsWith(`${node} → `));

const newest = (moments: ReadonlyArray<string | undefined>): string | undefined =>
	moments
		.flatMap((moment) => moment ?? [])
		.sort()
		.at(-1);

/** The failures whose node is asked for. */
const askedOf = ({ failures, failed }: History): readonly Failure[] =>
	failures.length > 0 || !failed ? failures : [failed];

function lastUseOf(using: readonly UsingWorkflow[], histories: ReadonlyMap<string, History>) {
	const known = using.flatMap((workflow) => {
		const history = histories.get(workflow.id);
		return history ? [{ workflow, history }] : [];
	});
	const succeeded = newest(known.map(({ history }) => history.succeeded));
	const failed = known.flatMap(({ workflow, history }) =>
		askedOf(history).filter(({ node }) => usesAt(workflow, node)),
	);
	const failures = failed
		.filter(({ at }) => succeeded === undefined || at > succeeded)
		.sort((a, b) => (a.at < b.at ? 1 : -1));
	return {
		used: newest(known.map(({ history }) => history.used)),
		succeeded,
		failed: newest(failed.map(({ at }) => at)),
		failedSince: failures.at(-1)?.at,
		retryable: failures.filter(({ isRetried }) => !isRetried).map(({ id }) => id),
	};
}

async function read(connection: Connection, usage: Usage): Promise<LastUses> {
	const { histories, since } = await readHistories(connection);
	await forEachConcurrently(
		[...histories.values()].flatMap(askedOf),
		AT_ONCE,
		() => true,
		async (failure) => {
			failure.node = await failedNode(connection, failure.id);
		},
	);
	return { of: (credential) => lastUseOf(takers(usage.of(credential)), histories), since };
}

/** The newest runs, without what became of them: it needs no permission but to list executions. */
export interface LastRuns {
	/** When a workflow with the connection last ran; `undefined` where it did not among what was read. */
	of(credential: string): string | undefined;
	/** The start of the oldest execution that was read; `undefined` where there is none. */
	readonly since: string | undefined;
}

/** When the workflows of connections last ran. */
export async function lastRunsOf(connection: Connection, usage: Usage): Promise<LastRuns> {
	const { histories, since } = await readHistories(connection);
	return {
		of: (credential) =>
			newest(takers(usage.of(credential)).map(({ id }) => histories.get(id)?.used)),
		since,
	};
}

const memory = createExecutionMemory<LastUses>(2);

/** The last uses of all connections, read once for all items of a node. */
export const lastUsesOf = async (
	connection: Connection,
	usage: Usage,
	host: Host,
): Promise<LastUses> =>
	await host.once(
		memory,
		`${connection.id}/${host.nodeId}`,
		async () => await read(connection, usage),
	);

/** Whether no workflow with the connection ran for so many days, as far as the executions tell. */
export const isUnusedFor = ({ used }: LastUse, days: number, now = Date.now()): boolean =>
	used === undefined || Date.parse(used) < now - days * DAY;

/** The last use as columns. */
export const lastUseColumns = (last: LastUse, { since }: LastUses): IDataObject => ({
	lastUsed: last.used ?? NONE,
	lastSucceeded: last.succeeded ?? NONE,
	lastFailed: last.failed ?? NONE,
	failedSince: last.failedSince ?? NONE,
	retryable: [...last.retryable],
	executionsSince: since ?? NONE,
});
