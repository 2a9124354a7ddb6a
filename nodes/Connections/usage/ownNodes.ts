/** What the nodes of this folder do with a connection. */
import { LOOKING_INTO, MANAGED, managing, WATCHING } from '../declared';
import type { Doing, Reading, StoredNode } from './reading';

const NODE = 'connections';
const TRIGGER = 'connectionsTrigger';

/** The connection with which these nodes themselves work. */
const OWN_SLOT = 'n8nConnectionApi';

/** A connection that is looked into is asked what every connection may ask. */
const LOOKED_INTO: Doing = { operation: 'Looked into', requires: [] };

/** A parameter, or n8n's default where it is not stored. */
const parameter = ({ parameters }: StoredNode, name: string, otherwise: string) =>
	String(parameters[name] ?? otherwise);

const operationOf = (node: StoredNode) => {
	const [first = ''] = Object.keys(managing);
	return parameter(node, 'operation', first);
};

const isManaging = (node: StoredNode) => parameter(node, 'resource', MANAGED) === MANAGED;

/** What the node does with its own connection. */
function doingOf(node: StoredNode): Doing {
	if (!isManaging(node)) return { operation: parameter(node, 'resource', MANAGED), requires: [] };
	const operation = operationOf(node);
	const declared = Object.entries(managing).find(([name]) => name === operation)?.[1];
	if (!declared) return { unknown: `the operation ${operation} is not one of this version` };
	return { operation: `Connection: ${declared.name}`, requires: declared.requires };
}

/** Reads a node of this folder; `undefined` of any other. */
export function readOwnNode(name: string, node: StoredNode, slot: string): Reading | undefined {
	const { openedType, openedTypes = [] } = node.parameters;
	if (name === TRIGGER) {
		if (slot === OWN_SLOT)
			return { doing: { operation: 'Trigger', requires: WATCHING }, isTaken: true };
		const isTaken = Array.isArray(openedTypes) ? [...openedTypes].includes(slot) : undefined;
		return { doing: LOOKED_INTO, isTaken };
	}
	if (name !== NODE) return undefined;
	if (slot === OWN_SLOT) return { doing: doingOf(node), isTaken: true };
	const looks = isManaging(node) && LOOKING_INTO.includes(operationOf(node));
	return { doing: LOOKED_INTO, isTaken: looks && openedType === slot };
}
