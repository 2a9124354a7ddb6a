/** Which workflows of an n8n use which connections. n8n itself does not say it: it is read from all workflows. */
import { createHash } from 'node:crypto';

import type { Connection } from '../../../connection/connection';
import { createExecutionMemory } from '../../../connection/executionMemory';
import type { Host } from '../../../operation/host';
import type { Workflow } from '../api/workflows';
import { hasDraft, workflowPages } from '../api/workflows';
import type { Doing } from './reading';
import type { Use, Version } from './workflow';
import { callsOf, usesOf } from './workflow';

/**
 * How a workflow can come to run. `active`: it is published. An `inactive` one runs by hand only: n8n calls none that
 * is not published, neither as a sub-workflow nor when another fails ("Workflow is not active and cannot be
 * executed"; n8n (npm), since 2.0: dist/workflow-execute-additional-data.js, dist/workflows/workflow-execution.service.js).
 * Older ones did, but their API lists no connections.
 */
export type State = 'active' | 'inactive' | 'archived';

/** A workflow that uses a connection. */
export interface UsingWorkflow {
	readonly id: string;
	readonly name: string;
	/** Whether it is published, and the editor shows something else than what runs. */
	readonly hasDraft: boolean;
	readonly state: State;
	/** Names of the active workflows that call it, themselves or over others; where it is not active, they fail to. */
	readonly calledBy: readonly string[];
	readonly uses: readonly Use[];
}

/** Everything that was read. */
export interface Usage {
	/** How many workflows there are. */
	readonly workflows: number;
	/** The workflows that use a connection, each with its uses of it; none where nothing does. */
	of(credential: string): readonly UsingWorkflow[];
	/** All IDs of connections that nodes hold, whether n8n has the connection or not. */
	readonly held: readonly string[];
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

type AllKept = ReadonlyMap<string, Kept>;

/** Gives the first of equal values for each of them, so that many uses hold the same few. */
function sharing<T>(): (value: T) => T {
	const known = new Map<string, T>();
	return (value) => {
		const key = typeof value === 'string' ? value : JSON.stringify(value);
		const first = known.get(key) ?? value;
		known.set(key, first);
		return first;
	};
}

/** What the uses of all workflows have in common is held once: there may be tens of thousands of them. */
function keeper(): (workflow: Workflow) => Kept {
	const text = sharing<string>();
	const doing = sharing<Doing>();
	const versions = sharing<readonly Version[]>();
	return (workflow) => ({
		id: workflow.id,
		name: workflow.name,
		active: workflow.active,
		archived: workflow.isArchived,
		versionId: workflow.versionId ?? undefined,
		hasDraft: hasDraft(workflow),
		calls: callsOf(workflow),
		uses: usesOf(workflow).map((use) => ({
			...use,
			credential: text(use.credential),
			slot: text(use.slot),
			type: text(use.type),
			versions: versions(use.versions),
			doing: doing(use.doing),
		})),
	});
}

/** What a workflow calls when it runs by itself. */
const callsOfActive = (kept: Kept | undefined) =>
	kept && stateOf(kept) === 'active' ? kept.calls : [];

/** By each called workflow, the active ones from which a call can reach it. */
function activeCallers(all: AllKept): Map<string, Set<string>> {
	const callers = new Map<string, Set<string>>();
	for (const origin of all.keys()) {
		const waiting = [origin];
		const reached = new Set(waiting);
		for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
			for (const called of callsOfActive(all.get(id))) {
				if (reached.has(called)) continue;
				reached.add(called);
				waiting.push(called);
				callers.set(called, (callers.get(called) ?? new Set()).add(origin));
			}
		}
	}
	return callers;
}

function stateOf({ active, archived }: Kept): State {
	if (archived) return 'archived';
	return active ? 'active' : 'inactive';
}

/** The workflows that use each connection, by its id. */
function usingByCredential(all: AllKept): Map<string, UsingWorkflow[]> {
	const callers = activeCallers(all);
	const byCredential = new Map<string, UsingWorkflow[]>();
	for (const kept of all.values()) {
		const calling = [...(callers.get(kept.id) ?? [])];
		const workflow = {
			id: kept.id,
			name: kept.name,
			hasDraft: kept.hasDraft,
			state: stateOf(kept),
			calledBy: calling.map((id) => all.get(id)?.name ?? id),
		};
		for (const credential of new Set(kept.uses.map((use) => use.credential))) {
			const uses = kept.uses.filter((use) => use.credential === credential);
			const known = byCredential.get(credential) ?? [];
			known.push({ ...workflow, uses });
			byCredential.set(credential, known);
		}
	}
	return byCredential;
}

/** What is remembered holds on to nothing but the uses. */
function usageIn(all: AllKept): Usage {
	const workflows = all.size;
	const byCredential = usingByCredential(all);
	return {
		workflows,
		of: (credential) => byCredential.get(credential) ?? [],
		held: [...byCredential.keys()],
	};
}

/** Tells one state of all workflows from another. */
const fingerprintOf = (all: AllKept) =>
	createHash('sha256')
		.update(JSON.stringify([...all.values()].map(({ id, versionId }) => [id, versionId]).sort()))
		.digest('hex');

/** Milliseconds between two lines of progress in the log. */
const PROGRESS_INTERVAL = 5_000;

/** Reads all workflows, page by page; of each page only what names connections is kept. */
async function readWorkflows(connection: Connection, host: Host): Promise<AllKept> {
	const all = new Map<string, Kept>();
	const keep = keeper();
	let told = Date.now();
	for await (const page of workflowPages(connection)) {
		for (const workflow of page) all.set(workflow.id, keep(workflow));
		if (Date.now() - told < PROGRESS_INTERVAL) continue;
		told = Date.now();
		host.log(`${all.size} workflows read`);
	}
	return all;
}

/**
 * One usage may take some 10 MB, and is remembered until others take its place: only as many as are likely to be at
 * work at the same time.
 */
const usages = createExecutionMemory<Usage>(2);

/** The uses of all connections, read once for all items of a node. For what only looks. */
export const usageOf = async (connection: Connection, host: Host): Promise<Usage> =>
	await host.once(usages, `${connection.id}/${host.nodeId}`, async () =>
		usageIn(await readWorkflows(connection, host)),
	);

/** How often all workflows are read before one gives up to find them at rest. */
const READINGS = 4;

/** All uses as two readings found them. */
export interface Settled {
	readonly usage: Usage;
	/** Tells this state of all workflows from another. */
	readonly fingerprint: string;
}

/**
 * The uses of all connections as they are now, for what cannot be taken back. n8n's pages are cut by numbers, so that
 * a workflow can slip through them while others are deleted: it counts what two readings in a row agree on.
 * @param last the fingerprint of the reading before, where there was one
 * @returns `undefined` when the workflows changed between all readings
 */
export async function settledUsage(
	connection: Connection,
	host: Host,
	last?: string,
): Promise<Settled | undefined> {
	let before = last ?? fingerprintOf(await readWorkflows(connection, host));
	for (let reading = 2; reading <= READINGS; reading += 1) {
		const all = await readWorkflows(connection, host);
		const fingerprint = fingerprintOf(all);
		if (fingerprint === before) return { usage: usageIn(all), fingerprint };
		before = fingerprint;
	}
	return undefined;
}
