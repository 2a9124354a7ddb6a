/** What the nodes of this folder do with a connection. */
import { ownOf } from '../../../operation/fields';
import { besides } from '../besides';
import { LOOKING_INTO, MANAGED, managing, WATCHING } from '../declared';
import type { Doing, NeedingResources, Reading, StoredNode } from './reading';
import { computed, expressionsOf, ofOtherVersion, ofResources } from './reading';

const NODE = 'connections';
const TRIGGER = 'connectionsTrigger';

/** The versions that both nodes have. */
const VERSIONS = [1];

/** The connection with which these nodes themselves work. */
const OWN_SLOT = 'n8nConnectionApi';

/** A connection that is looked into is asked what every connection may ask. */
const LOOKED_INTO: Doing = { operation: 'Looked into', requires: [] };

/** What the node can do, as far as it says what is needed. */
const resources: NeedingResources = {
	[MANAGED]: { name: 'Connection', operations: managing },
	...besides,
};

/** The parameters that decide what the node does; n8n does not store what is the first of its choices. */
function chosen({ parameters }: StoredNode) {
	const { resource = MANAGED } = parameters;
	const [first = ''] = Object.keys(ownOf(resources, resource)?.operations ?? {});
	const { operation = first } = parameters;
	return { resource, operation };
}

/** Reads a slot of the node, which it has for its own connection, and for one of a type to look into. */
function readNode(node: StoredNode, slot: string): Reading {
	const isOwn = slot === OWN_SLOT;
	const expressions = expressionsOf(node, ['resource', 'operation']);
	if (expressions.length > 0) {
		return { doing: computed(expressions), isTaken: isOwn ? true : undefined };
	}
	const { resource, operation } = chosen(node);
	if (isOwn) return { doing: ofResources(resources)({ resource, operation }), isTaken: true };
	const looks = resource === MANAGED && LOOKING_INTO.includes(String(operation));
	if (!looks) return { doing: LOOKED_INTO, isTaken: false };
	const types = expressionsOf(node, ['openedType']);
	if (types.length > 0) return { doing: computed(types), isTaken: undefined };
	return { doing: LOOKED_INTO, isTaken: node.parameters.openedType === slot };
}

/** Reads a slot of the trigger, which it has for its own connection, and for those of the types to look into. */
function readTrigger(node: StoredNode, slot: string): Reading {
	if (slot === OWN_SLOT) {
		return { doing: { operation: 'Trigger', requires: WATCHING }, isTaken: true };
	}
	const { openedTypes = [] } = node.parameters;
	if (!Array.isArray(openedTypes)) return { doing: computed(['openedTypes']), isTaken: undefined };
	return { doing: LOOKED_INTO, isTaken: [...openedTypes].includes(slot) };
}

/** Reads a node of this folder; `undefined` of any other. */
export function readOwnNode(name: string, node: StoredNode, slot: string): Reading | undefined {
	if (name !== NODE && name !== TRIGGER) return undefined;
	if (!VERSIONS.includes(node.typeVersion)) return ofOtherVersion(node);
	return name === NODE ? readNode(node, slot) : readTrigger(node, slot);
}
