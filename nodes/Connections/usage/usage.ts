/** Which workflows of an n8n use which connections. n8n itself does not say it: it is read from all workflows. */
import type { Connection } from '../../../connection/connection';
import { createExecutionMemory } from '../../../connection/executionMemory';
import type { Host } from '../../../operation/host';
import type { Workflow } from '../api/workflows';
import { hasDraft, workflowPages } from '../api/workflows';
import type { Use } from './workflow';
import { callsOf, usesOf } from './workflow';

/** How a workflow can come to run. */
export type State = 'active' | 'called' | 'inactive' | 'archived';

/** A workflow that uses a connection. */
export interface UsingWorkflow {
	readonly id: string;
	readonly name: string;
	/** Whether it is published, and the editor shows something else than what runs. */
	readonly hasDraft: boolean;
	/**
	 * `active`: it is published. `called`: an active workflow calls it, itself or over others. `archived` and `inactive`
	 * workflows do not run by themselves.
	 */
	readonly state: State;
	/** Names of the active workflows that call it. */
	readonly calledBy: readonly string[];
	readonly uses: readonly Use[];
}

/** Everything that was read. */
export interface Usage {
	/** How many workflows there are. */
	readonly workflows: number;
	/** The workflows that use a connection, each with its uses of it; none where nothing does. */
	of(credential: string): readonly UsingWorkflow[];
	/** Tells one state of all uses from another. */
	readonly fingerprint: string;
}

/** What is kept of a workflow while all are read: its nodes are not. */
interface Kept {
	readonly id: string;
	readonly name: string;
	readonly active: boolean;
	readonly archived: boolean;
	readonly versionId: string | undefined;
	readonly hasDraft: boolean;
	readonly calls: readonly string[];
	readonly uses: readonly Use[];
}

const keep = (workflow: Workflow): Kept => ({
	id: workflow.id,
	name: workflow.name,
	active: workflow.active,
	archived: workflow.isArchived,
	versionId: workflow.versionId ?? undefined,
	hasDraft: hasDraft(workflow),
	calls: callsOf(workflow),
	uses: usesOf(workflow),
});

/** By each called workflow, the active ones from which a call can reach it. */
function activeCallers(all: ReadonlyMap<string, Kept>): Map<string, Set<string>> {
	const callers = new Map<string, Set<string>>();
	for (const { id: origin, active, archived } of all.values()) {
		if (!active || archived) continue;
		const waiting = [origin];
		const reached = new Set(waiting);
		for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
			for (const called of all.get(id)?.calls ?? []) {
				if (reached.has(called)) continue;
				reached.add(called);
				waiting.push(called);
				callers.set(called, (callers.get(called) ?? new Set()).add(origin));
			}
		}
	}
	return callers;
}

function stateOf({ active, archived }: Kept, isCalled: boolean): State {
	if (archived) return 'archived';
	if (active) return 'active';
	return isCalled ? 'called' : 'inactive';
}

function summarize(all: ReadonlyMap<string, Kept>): Usage {
	const callers = activeCallers(all);
	const byCredential = new Map<string, UsingWorkflow[]>();
	for (const kept of all.values()) {
		const calling = [...(callers.get(kept.id) ?? [])];
		for (const credential of new Set(kept.uses.map((use) => use.credential))) {
			const using = {
				id: kept.id,
				name: kept.name,
				hasDraft: kept.hasDraft,
				state: stateOf(kept, calling.length > 0),
				calledBy: calling.map((id) => all.get(id)?.name ?? id),
				uses: kept.uses.filter((use) => use.credential === credential),
			};
			byCredential.set(credential, [...(byCredential.get(credential) ?? []), using]);
		}
	}
	return {
		workflows: all.size,
		of: (credential) => byCredential.get(credential) ?? [],
		fingerprint: JSON.stringify(
			[...all.values()].map(({ id, versionId }) => [id, versionId]).sort(),
		),
	};
}

/** Milliseconds between two lines of progress in the log. */
const PROGRESS_INTERVAL = 5_000;

/** Reads all workflows, page by page; of each page only what names connections is kept. */
async function readUsage(connection: Connection, host: Host): Promise<Usage> {
	const all = new Map<string, Kept>();
	let told = Date.now();
	for await (const page of workflowPages(connection)) {
		for (const workflow of page) all.set(workflow.id, keep(workflow));
		if (Date.now() - told < PROGRESS_INTERVAL) continue;
		told = Date.now();
		host.log(`${all.size} workflows read`);
	}
	return summarize(all);
}

const usages = createExecutionMemory<Usage>();

/** The uses of all connections, read once for all items of a node. For what only looks. */
export const usageOf = async (connection: Connection, host: Host): Promise<Usage> =>
	await host.once(
		usages,
		`${connection.id}/${host.nodeId}`,
		async () => await readUsage(connection, host),
	);

/** How often all workflows are read before one gives up to find them at rest. */
const READINGS = 4;

/**
 * The uses of all connections as they are now, for what cannot be taken back. n8n's pages are cut by numbers, so that
 * a workflow can slip through them while others are deleted: it counts what two readings in a row agree on.
 * @param last the reading before, where there was one
 * @returns `undefined` when the workflows changed between all readings
 */
export async function settledUsage(
	connection: Connection,
	host: Host,
	last?: Usage,
): Promise<Usage | undefined> {
	let before = last ?? (await readUsage(connection, host));
	for (let reading = 2; reading <= READINGS; reading += 1) {
		const now = await readUsage(connection, host);
		if (now.fingerprint === before.fingerprint) return now;
		before = now;
	}
	return undefined;
}
