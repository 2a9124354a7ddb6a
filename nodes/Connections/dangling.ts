/** Nodes that point to a connection that they cannot use: deleted, of another type, or not shared with their project. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { forEachConcurrently } from '../../operation/schedule';
import { mayUseAll } from './access';
import type { Credential } from './api/credentials';
import { accessTo } from './api/credentials';
import type { InProject } from './api/workflows';
import { projectsOf } from './api/workflows';
import { serviceOf } from './kinds';
import { runs, takers } from './usage/needs';
import type { Usage, UsingWorkflow } from './usage/usage';

/** Why a node cannot use the connection that it holds. */
type Problem = 'deleted' | 'otherType' | 'notShared';

const REMEDIES: Readonly<Record<Problem, string>> = {
	deleted: 'Choose another connection in the node.',
	otherType: 'Choose a connection of the right type in the node.',
	notShared: 'Share the connection with the project of the workflow.',
};

/** A node with a connection that it cannot use. */
export interface Dangling {
	readonly problem: Problem;
	readonly message: string;
	readonly credential: string;
	/** `undefined` where n8n does not have it. */
	readonly name: string | undefined;
	readonly slot: string;
	readonly node: string;
	readonly workflow: Pick<UsingWorkflow, 'id' | 'name' | 'state'>;
	/** Whether a published workflow fails for it. */
	readonly isActive: boolean;
}

/** How many workflows are asked for at once. */
const AT_ONCE = 5;

/** Each node of these workflows, with a problem. */
const withProblem = (
	using: readonly UsingWorkflow[],
	problem: Problem,
	{ credential, name }: Pick<Dangling, 'credential' | 'name'>,
	message: (slot: string) => string,
): Dangling[] =>
	using.flatMap((workflow) =>
		workflow.uses
			.filter(({ disabled }) => !disabled)
			.map(({ node, slot }) => ({
				problem,
				message: message(slot),
				credential,
				name,
				slot,
				node,
				workflow: { id: workflow.id, name: workflow.name, state: workflow.state },
				isActive: runs(workflow),
			})),
	);

/** The uses of a connection in a slot of another type. */
const inOtherSlots = (using: readonly UsingWorkflow[], type: string) =>
	using
		.map((workflow) => ({
			...workflow,
			uses: workflow.uses.filter(({ slot, inside }) => slot !== type && !inside),
		}))
		.filter(({ uses }) => uses.length > 0);

/** Whether the runs of a workflow get a connection, as n8n decides it. */
async function isAllowed(
	connection: Connection,
	projects: readonly InProject[],
	{ id, shared }: Credential,
): Promise<boolean> {
	const mayUse = (projectId: string) => shared.some((share) => share.id === projectId);
	if (projects.length === 0 || projects.some(({ projectId }) => mayUse(projectId))) return true;
	const home = projects.find(({ role }) => role === 'workflow:owner');
	// Where it cannot be known, nothing is called dangling.
	if ((await mayUseAll(connection, home)) !== false) return true;
	return (await accessTo(connection, id)) === 'all';
}

async function notShared(
	connection: Connection,
	usage: Usage,
	credential: Credential,
	projects: Map<string, InProject[]>,
): Promise<Dangling[]> {
	const using = takers(usage.of(credential.id));
	const found: Dangling[] = [];
	for (const workflow of using) {
		const known = projects.get(workflow.id) ?? (await projectsOf(connection, workflow.id));
		projects.set(workflow.id, known);
		if (await isAllowed(connection, known, credential)) continue;
		const home = known[0]?.project.name ?? 'its project';
		found.push(
			...withProblem(
				[workflow],
				'notShared',
				{ credential: credential.id, name: credential.name },
				() => `"${credential.name}" is not shared with "${home}": runs of the workflow fail`,
			),
		);
	}
	return found;
}

/**
 * Finds nodes that point to a connection that they cannot use.
 * @param all every connection of the n8n
 */
export async function danglingIn(
	connection: Connection,
	all: readonly Credential[],
	usage: Usage,
): Promise<Dangling[]> {
	const byId = new Map(all.map((credential) => [credential.id, credential]));
	const deleted = usage.held
		.filter((id) => !byId.has(id))
		.flatMap((id) =>
			withProblem(
				takers(usage.of(id)),
				'deleted',
				{ credential: id, name: undefined },
				(slot) => `Its ${serviceOf(slot)} connection was deleted`,
			),
		);
	const otherType = all.flatMap(({ id, name, type }) =>
		withProblem(
			inOtherSlots(takers(usage.of(id)), type),
			'otherType',
			{ credential: id, name },
			(slot) => `"${name}" is of the type ${type}, but the node takes ${slot}`,
		),
	);
	const projects = new Map<string, InProject[]>();
	const unshared: Dangling[] = [];
	await forEachConcurrently(
		all,
		AT_ONCE,
		() => true,
		async (credential) => {
			unshared.push(...(await notShared(connection, usage, credential, projects)));
		},
	);
	return [...deleted, ...otherType, ...unshared];
}

/** A dangling reference as a row. */
export const shownDangling = ({ name, workflow, isActive, ...one }: Dangling): IDataObject => ({
	workflow: workflow.name,
	node: one.node,
	service: serviceOf(one.slot),
	connection: name ?? 'deleted',
	problem: one.problem,
	message: one.message,
	remedy: REMEDIES[one.problem],
	workflowState: workflow.state,
	affectsActiveWorkflows: isActive,
	workflowId: workflow.id,
	connectionId: one.credential,
	slot: one.slot,
});
