/** The workflow that a node holds inside itself as JSON: "Execute Workflow", and an AI agent's tool that is a workflow. */
import { isObject } from '../../../operation/fields';
import type { StoredNode } from '../api/workflows';
import { storedNode } from '../api/workflows';

/** What a node holds inside itself. */
export interface Held {
	readonly nodes: readonly StoredNode[];
	/** The text of what cannot be read as nodes. */
	readonly unreadable: readonly string[];
}

const NOTHING: Held = { nodes: [], unreadable: [] };

/** The nodes in the JSON of a workflow; `undefined` where it is none. */
function nodesIn(text: string): unknown[] | undefined {
	try {
		const held: unknown = JSON.parse(text);
		return isObject(held) && Array.isArray(held.nodes) ? held.nodes : undefined;
	} catch {
		// An expression: what it gives is known when it runs.
		return undefined;
	}
}

/** Reads what a node holds inside itself, node by node: one that is odd does not hide the others. */
export function heldBy({ parameters: { workflowJson = '' } }: StoredNode): Held {
	const text = typeof workflowJson === 'string' ? workflowJson : JSON.stringify(workflowJson);
	if (text === '') return NOTHING;
	const nodes = nodesIn(text);
	if (!nodes) return { nodes: [], unreadable: [text] };
	const read = nodes.map((one) => ({ one, node: storedNode.safeParse(one).data }));
	return {
		nodes: read.flatMap(({ node }) => node ?? []),
		unreadable: read.flatMap(({ one, node }) => (node ? [] : JSON.stringify(one))),
	};
}

/** Where the slots of a node begin, quoted in whichever way. */
const SLOTS = /\bcredentials["'`\\]*\s*:\s*\{/g;

/** An id, and the name of the slot in which it stands, if it has one that can be read. */
const ID =
	/(?:([\w-]{1,100})["'`\\]*\s*:\s*\{[^{}]{0,1000}?)?\bid["'`\\]*\s*:\s*["'`\\]+([\w-]+)["'`\\]/g;

/** The text up to the brace that closes the one before it; to its end where none does. */
function closed(text: string): string {
	let depth = 1;
	for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
		depth += brace === '{' ? 1 : -1;
		if (depth === 0) return text.slice(0, index);
	}
	return text;
}

/** The text of all slots, each once, so that a text with many openings is not searched again for each of them. */
function slotsIn(text: string): string[] {
	const slots: string[] = [];
	let end = 0;
	for (const { 0: opening, index } of text.matchAll(SLOTS)) {
		if (index < end) continue;
		const inside = closed(text.slice(index + opening.length));
		slots.push(inside);
		end = index + opening.length + inside.length;
	}
	return slots;
}

/** The connections that a text names, which may be an expression: whatever stands as an id in the slots of a node. */
export const namedIn = (text: string): Array<[slot: string, id: string]> =>
	slotsIn(text).flatMap((inside) =>
		[...inside.matchAll(ID)].map(([, slot = '', id = '']): [string, string] => [slot, id]),
	);
