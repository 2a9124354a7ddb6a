/** What is known of the operations of this package's own nodes: which permissions each of them needs. */
import type { INodeParameters } from 'n8n-workflow';

import type { Service, Variant } from '../../../connection/model/service';
import { credentialTypeOf, variantsOf } from '../../../connection/model/service';
import { narrowest } from '../../../builtin/nodes/model';
import { readBuiltin } from '../../../builtin/nodes/read';
import { isSlotTaken } from '../../../builtin/slots';
import { ownOf } from '../../../operation/fields';
import type { TriggerNeeds } from '../../../operation/trigger';
import { services } from '../../../services';
import { ownNodes } from './ownNodes';
import type { Doing, KnowingNode, OwnNode, Reading, ShownFor, StoredNode } from './reading';
import { computed, expressionsOf, notKnown, ofOtherVersion, ofResources } from './reading';
import { ofRequest } from './requests';

/** The package under whose name n8n loads these nodes. */
const OURS = 'n8n-nodes-connections.';

/** What a trigger does: it starts the workflow, always or for one of its events. */
const ofTrigger =
	(needs: TriggerNeeds) =>
	({ event }: INodeParameters): Doing => {
		if ('requires' in needs) return { operation: 'Trigger', requires: needs.requires };
		const declared = ownOf(needs.events, String(event));
		if (!declared) return notKnown(`the event ${String(event)}`);
		return { operation: declared.name, requires: declared.requires };
	};

/** What a node does, once its parameters have their defaults. */
function doingOf({ name, needs }: OwnNode): (parameters: INodeParameters) => Doing {
	if (!('resources' in needs)) return ofTrigger(needs);
	return name === 'serviceRequest' ? ofRequest : ofResources(needs.resources);
}

const byType = new Map(
	ownNodes.map((node) => [`${OURS}${node.name}`, { ...node, doing: doingOf(node) }]),
);

/** The names of the parameters that decide which slot a node has. */
const decidingSlots = ({ slots }: OwnNode) =>
	slots.flatMap(({ shownFor = {} }) => Object.keys(shownFor));

const isShown = (shownFor: ShownFor = {}, parameters: INodeParameters) =>
	Object.entries(shownFor).every(([name, values]) =>
		values.some((one) => one === parameters[name]),
	);

/** The parameters as n8n reads them: what equals its default is not stored. */
function withDefaults({ deciding }: OwnNode, stored: INodeParameters): INodeParameters {
	const parameters = { ...stored };
	for (const { parameter, preset, shownFor } of deciding) {
		if (isShown(shownFor, parameters)) parameters[parameter] ??= preset;
	}
	return parameters;
}

/** What a node of n8n itself does, or one of a package of which nothing is known. */
function doingOfOther(node: StoredNode, slot: string): Doing {
	const reading = readBuiltin(node, slot);
	if (!reading) return { unknown: 'a node of another package' };
	if ('unknown' in reading) return reading;
	const { operation, runs, edits } = reading;
	return { operation, requires: narrowest(runs), scopes: { runs, edits } };
}

/** Reads what a node of a workflow does with the connection of a slot, as n8n would. What cannot be known is never guessed. */
export function readNode(node: StoredNode, slot: string): Reading {
	// An AI agent's tool is the same node with a longer name.
	const name = node.type.replace(/Tool$/, '');
	const known = byType.get(node.type) ?? byType.get(name);
	if (!known) {
		return { doing: doingOfOther(node, slot), isTaken: isSlotTaken(node, slot) };
	}
	const { versions, slots, decidedBy, doing } = known;
	if (!versions.includes(node.typeVersion)) return ofOtherVersion(node);
	const parameters = withDefaults(known, node.parameters);
	const isTakenSlot = slots.some(
		({ type, shownFor }) => type === slot && isShown(shownFor, parameters),
	);
	const mayBeAny = expressionsOf(node, decidingSlots(known)).length > 0;
	const isTaken = mayBeAny ? undefined : isTakenSlot;
	const expressions = expressionsOf(node, decidedBy);
	return {
		doing: expressions.length > 0 ? computed(expressions) : doing(parameters),
		isTaken,
	};
}

/** The slot of a node for connections of a type, where the node has a resource for the connection itself. */
const knowingSlot = ({ slots, needs }: OwnNode, wanted: string) =>
	'resources' in needs && 'connection' in needs.resources
		? slots.find(({ type }) => type === wanted)
		: undefined;

/** The node of this package that knows a type of connection: its service's own, or the one for any service. */
export function nodeOf(type: string): KnowingNode | undefined {
	const [found] = ownNodes
		.flatMap((node) => {
			const slot = knowingSlot(node, type);
			return slot ? [{ ...node, slot }] : [];
		})
		.sort((one, other) => one.slots.length - other.slots.length);
	if (!found) return undefined;
	const { name, versions, slot } = found;
	const selecting = Object.entries(slot.shownFor ?? {});
	return {
		name,
		typeVersion: Math.max(...versions),
		parameters: Object.fromEntries(selecting.map(([parameter, [value]]) => [parameter, value])),
	};
}

/** A variant of a service. */
export interface CredentialKind {
	readonly service: Service;
	readonly variant: Variant;
}

const kinds: ReadonlyMap<string, CredentialKind> = new Map(
	services.flatMap((service) =>
		variantsOf(service).map((variant) => [
			credentialTypeOf(service, variant),
			{ service, variant },
		]),
	),
);

/** Of which service and variant a type of connection is; `undefined` of one of another package. */
export const kindOf = (type: string): CredentialKind | undefined => kinds.get(type);
