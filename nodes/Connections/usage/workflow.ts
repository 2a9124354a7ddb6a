/** Which connections a workflow uses, and for what. */
import type { INodeParameters } from 'n8n-workflow';
import { z } from 'zod';

import { isObject } from '../../../operation/fields';
import type { StoredNode, Workflow } from '../api/workflows';
import { storedNode } from '../api/workflows';
import { readNode } from './catalogue';
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
	readonly disabled: boolean;
	/** Whether the node's choice of authentication leaves this slot out, so that it is not used. */
	readonly unselected: boolean;
	/** Whether it stands in a workflow that a node holds inside itself. */
	readonly inside: boolean;
	readonly versions: readonly Version[];
	readonly doing: Doing;
}

/** The ids of connections in the slots of a node. */
function slotsOf({ credentials }: StoredNode): Array<[slot: string, id: string]> {
	return Object.entries(credentials).flatMap(([slot, held]) =>
		isObject(held) && typeof held.id === 'string' && held.id !== '' ? [[slot, held.id]] : [],
	);
}

const inner = z.object({ nodes: z.array(storedNode) });

/** The nodes of the workflow that an "Execute Workflow" node holds as JSON. */
function innerNodes({ parameters }: StoredNode): StoredNode[] {
	const { workflowJson } = parameters;
	if (typeof workflowJson !== 'string' && !isObject(workflowJson)) return [];
	try {
		const held: unknown =
			typeof workflowJson === 'string' ? JSON.parse(workflowJson) : workflowJson;
		return inner.safeParse(held).data?.nodes ?? [];
	} catch {
		// An expression: what it gives is known when it runs.
		return [];
	}
}

function usesOfNode(node: StoredNode, version: Version, within = ''): Use[] {
	const slots = slotsOf(node);
	const inside = innerNodes(node).flatMap((one) =>
		usesOfNode(one, version, `${within}${node.name} → `),
	);
	if (slots.length === 0) return inside;
	const stored = { ...node, parameters: node.parameters as INodeParameters };
	const own = slots.map(([slot, credential]): Use => {
		const { doing, isTaken } = readNode(stored, slot);
		return {
			credential,
			slot,
			nodeId: node.id,
			node: `${within}${node.name}`,
			type: node.type,
			disabled: node.disabled,
			unselected: isTaken === false,
			inside: within !== '',
			versions: [version],
			doing,
		};
	});
	return [...own, ...inside];
}

/** The same use in what runs and in what the editor shows is one. */
function joined(uses: readonly Use[]): Use[] {
	const byUse = new Map<string, Use>();
	for (const use of uses) {
		const key = JSON.stringify({ ...use, versions: undefined });
		const known = byUse.get(key);
		byUse.set(key, known ? { ...known, versions: [...known.versions, ...use.versions] } : use);
	}
	return [...byUse.values()];
}

/** Every use of a connection in a workflow: in what runs, and in what the editor shows. */
export function usesOf({ nodes, activeVersion }: Pick<Workflow, 'nodes' | 'activeVersion'>): Use[] {
	const draft = nodes.flatMap((node) => usesOfNode(node, 'draft'));
	if (!activeVersion) return draft;
	return joined([
		...activeVersion.nodes.flatMap((node) => usesOfNode(node, 'published')),
		...draft,
	]);
}

/** The ID in a field for a workflow: by itself, or in a resource locator. */
function workflowIdOf({ parameters: { workflowId } }: StoredNode): string[] {
	const id = isObject(workflowId) ? workflowId.value : workflowId;
	return typeof id === 'string' && id !== '' ? [id] : [];
}

/** The ids of the workflows that a workflow calls: by its nodes, and when it fails. */
export function callsOf({ nodes, activeVersion, settings }: Workflow): string[] {
	const all = [...(activeVersion?.nodes ?? []), ...nodes].filter(({ disabled }) => !disabled);
	const called = all.flatMap(workflowIdOf);
	const { errorWorkflow } = settings ?? {};
	return [...new Set([...called, ...(errorWorkflow ? [errorWorkflow] : [])])];
}
