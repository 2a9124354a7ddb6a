/** What the nodes of this folder do with a connection. */
import type { INodeParameters } from 'n8n-workflow';

import { ownOf } from '../../../operation/fields';
import { besides } from '../besides';
import { ADMITTING, MANAGED, managing, WATCHING } from '../declared';
import type { KnowingNode, NeedingResources, Reading, StoredNode } from './reading';
import { computed, expressionsOf, ofOtherVersion, ofResources } from './reading';

const NODE = 'connections';
const TRIGGER = 'connectionsTrigger';
const PAGE = 'connectionsPage';

/** The version that these nodes have. */
const VERSION = 1;

/** The connection with which these nodes themselves work. */
const OWN_SLOT = 'n8nConnectionApi';

/** What the node can do, as far as it says what is needed. */
const resources: NeedingResources = {
	[MANAGED]: { name: 'Connection', operations: managing },
	...besides,
};

/** The parameters that decide what the node does; n8n does not store what is the first of its choices. */
function chosen({ parameters }: StoredNode): INodeParameters {
	const { resource = MANAGED } = parameters;
	const [first = ''] = Object.keys(ownOf(resources, resource)?.operations ?? {});
	const { operation = first } = parameters;
	return { ...parameters, resource, operation };
}

/** A slot that the nodes do not have. */
const NO_SLOT: Reading = { doing: { operation: 'Nothing', requires: [] }, isTaken: false };

function readNode(node: StoredNode): Reading {
	const expressions = expressionsOf(node, ['resource', 'operation']);
	if (expressions.length > 0) return { doing: computed(expressions), isTaken: true };
	return { doing: ofResources(resources)(chosen(node)), isTaken: true };
}

const TRIGGERING: Reading = { doing: { operation: 'Trigger', requires: WATCHING }, isTaken: true };

const RECEIVING: Reading = { doing: { operation: 'Page', requires: ADMITTING }, isTaken: true };

const READINGS: Readonly<Record<string, (node: StoredNode) => Reading>> = {
	[NODE]: readNode,
	[TRIGGER]: () => TRIGGERING,
	[PAGE]: () => RECEIVING,
};

/** The node that knows connections to an n8n; `undefined` for any other type. */
export const knowingOwn = (type: string): KnowingNode | undefined =>
	type === OWN_SLOT ? { name: NODE, typeVersion: VERSION, parameters: {} } : undefined;

/** Reads a node of this folder; `undefined` of any other. */
export function readOwnNode(name: string, node: StoredNode, slot: string): Reading | undefined {
	const read = ownOf(READINGS, name);
	if (!read) return undefined;
	if (node.typeVersion !== VERSION) return ofOtherVersion(node);
	if (slot !== OWN_SLOT) return NO_SLOT;
	return read(node);
}
