/** Which connections a workflow uses, and for what. */
import type { INodeParameters } from 'n8n-workflow';

import { isObject } from '../../../operation/fields';
import type { StoredNode, Workflow } from '../api/workflows';
import { readNode } from './catalogue';
import { heldBy, namedIn } from './inner';
import type { Doing } from './reading';

/** Where a workflow's node stands: in what runs, in what the editor shows, or in both. */
export type Version = 'published' | 'draft';

/** A node that names a connection. */
export interface Use {
	/** The connection's id. */
	readonly credential: string;
	/** The type of connection that the slot takes. */
	readonly slot: string;
	readonly nodeId: string;
	readonly node: string;
	readonly type: string;
	/** Whether it is disabled, or the node inside which it stands: n8n leaves it out. */
	readonly disabled: boolean;
	/** Whether the node's choice of authentication leaves this slot out, so that it is not used. */
	readonly unselected: boolean;
	/** Whether it stands in a workflow that a node holds inside itself. */
	readonly inside: boolean;
	readonly versions: readonly Version[];
	readonly doing: Doing;
}

/** A node, and where it stands. */
interface Placed {
	readonly node: StoredNode;
	/** The names of the nodes inside which it stands. */
	readonly within: readonly string[];
	/** What the node holds inside itself that cannot be read as nodes. */
	readonly unreadable: readonly string[];
}

/** A node, and all nodes inside it. Of a disabled one, those inside are disabled too. */
function placed(node: StoredNode, within: readonly string[] = []): Placed[] {
	const { nodes, unreadable } = heldBy(node);
	const disabled = (inner: StoredNode) => node.disabled || inner.disabled;
	return [
		{ node, within, unreadable },
		...nodes.flatMap((inner) =>
			placed({ ...inner, disabled: disabled(inner) }, [...within, node.name]),
		),
	];
}

/** The ids of connections in the slots of a node. */
function slotsOf({ credentials }: StoredNode): Array<[slot: string, id: string]> {
	return Object.entries(credentials).flatMap(([slot, held]) =>
		isObject(held) && typeof held.id === 'string' && held.id !== '' ? [[slot, held.id]] : [],
	);
}

const UNREADABLE: Doing = {
	unknown: 'the workflow that the node holds inside itself cannot be read before it runs',
};

function usesOfNode({ node, within, unreadable }: Placed, versions: readonly Version[]): Use[] {
	const { id: nodeId, type, disabled } = node;
	const place = { nodeId, node: [...within, node.name].join(' → '), type, disabled, versions };
	const stored = { ...node, parameters: node.parameters as INodeParameters };
	const own = slotsOf(node).map(([slot, credential]): Use => {
		const { doing, isTaken } = readNode(stored, slot);
		const inside = within.length > 0;
		return { ...place, credential, slot, doing, unselected: isTaken === false, inside };
	});
	const named = unreadable.flatMap(namedIn).map(
		([slot, credential]): Use => ({
			...place,
			credential,
			slot,
			doing: UNREADABLE,
			unselected: false,
			inside: true,
		}),
	);
	return [...own, ...named];
}

/** The same use in what runs and in what the editor shows is one. */
function joined(uses: readonly Use[]): Use[] {
	const byUse = new Map<string, Use>();
	for (const use of uses) {
		const key = JSON.stringify({ ...use, versions: undefined });
		const versions = new Set([...(byUse.get(key)?.versions ?? []), ...use.versions]);
		byUse.set(key, { ...use, versions: [...versions] });
	}
	return [...byUse.values()];
}

type Versioned = Pick<Workflow, 'nodes' | 'active' | 'activeVersion'>;

/**
 * The nodes of what runs. An answer may leave the published version out: then the workflow counts as published as the
 * editor shows it.
 */
const runningNodes = ({ nodes, active, activeVersion }: Versioned) =>
	activeVersion?.nodes ?? (active ? nodes : []);

const allPlaced = (nodes: readonly StoredNode[]) => nodes.flatMap((node) => placed(node));

/** Every use of a connection in a workflow: in what runs, and in what the editor shows. */
export function usesOf(workflow: Versioned): Use[] {
	const published = allPlaced(runningNodes(workflow));
	const draft = allPlaced(workflow.nodes);
	return joined([
		...published.flatMap((node) => usesOfNode(node, ['published'])),
		...draft.flatMap((node) => usesOfNode(node, ['draft'])),
	]);
}

/** The ID in a field for a workflow: by itself, or in a resource locator. */
function workflowIdOf({ parameters: { workflowId } }: StoredNode): string[] {
	const id = isObject(workflowId) ? workflowId.value : workflowId;
	return typeof id === 'string' && id !== '' ? [id] : [];
}

/** The ids of the workflows that a workflow calls when it runs by itself: by its nodes, and when it fails. */
export function callsOf(workflow: Versioned & Pick<Workflow, 'settings'>): string[] {
	const running = allPlaced(runningNodes(workflow)).filter(({ node }) => !node.disabled);
	const called = running.flatMap(({ node }) => workflowIdOf(node));
	const { errorWorkflow } = workflow.settings ?? {};
	return [...new Set([...called, ...(workflow.active && errorWorkflow ? [errorWorkflow] : [])])];
}
