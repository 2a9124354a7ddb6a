/** What is known of the operations of this package's own nodes: which permissions each of them needs. */
import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { Service, Variant } from '../../../connection/model/service';
import { credentialTypeOf, variantsOf } from '../../../connection/model/service';
import { narrowest } from '../../../builtin/nodes/model';
import { readBuiltin } from '../../../builtin/nodes/read';
import { isSlotTaken } from '../../../builtin/slots';
import { ownOf } from '../../../operation/fields';
import type { TriggerNeeds } from '../../../operation/trigger';
import { services } from '../../../services';
import { Boostspace } from '../../Boostspace/Boostspace.node';
import { BoostspaceTrigger } from '../../Boostspace/BoostspaceTrigger.node';
import { resources as ofBoostspace } from '../../Boostspace/resources';
import { trigger as boostspaceTrigger } from '../../Boostspace/webhook/trigger';
import { BoostspaceIntegrator } from '../../BoostspaceIntegrator/BoostspaceIntegrator.node';
import { resources as ofBoostspaceIntegrator } from '../../BoostspaceIntegrator/resources';
import { FacebookPages } from '../../FacebookPages/FacebookPages.node';
import { FacebookPagesTrigger } from '../../FacebookPages/FacebookPagesTrigger.node';
import { trigger as facebookPagesTrigger } from '../../FacebookPages/polling/trigger';
import { resources as ofFacebook } from '../../FacebookPages/resources';
import { Mailchimp } from '../../Mailchimp/Mailchimp.node';
import { MailchimpTrigger } from '../../Mailchimp/MailchimpTrigger.node';
import { resources as ofMailchimp } from '../../Mailchimp/resources';
import { trigger as mailchimpTrigger } from '../../Mailchimp/webhook/trigger';
import { connectionTypeOf } from '../../ServiceRequest/connectionTypes';
import { ServiceRequest } from '../../ServiceRequest/ServiceRequest.node';
import { knowingOwn, readOwnNode } from './ownNodes';
import type { Doing, KnowingNode, Reading, StoredNode } from './reading';
import { computed, expressionsOf, notKnown, ofOtherVersion, ofResources } from './reading';
import { OF_REQUEST, ofRequest } from './requests';

/** A node of this package. */
interface Known {
	readonly description: INodeTypeDescription;
	/** What the node does, once its parameters have their defaults. */
	readonly doing: (parameters: INodeParameters) => Doing;
	/** More parameters that decide it than resource, operation and event. */
	readonly decidedBy?: readonly string[];
}

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

const nodes: readonly Known[] = [
	{
		description: new Boostspace().description,
		doing: ofResources(ofBoostspace),
	},
	{ description: new BoostspaceTrigger().description, doing: ofTrigger(boostspaceTrigger) },
	{
		description: new BoostspaceIntegrator().description,
		doing: ofResources(ofBoostspaceIntegrator),
	},
	{
		description: new FacebookPages().description,
		doing: ofResources(ofFacebook),
	},
	{
		description: new FacebookPagesTrigger().description,
		doing: ofTrigger(facebookPagesTrigger),
	},
	{
		description: new Mailchimp().description,
		doing: ofResources(ofMailchimp),
	},
	{ description: new MailchimpTrigger().description, doing: ofTrigger(mailchimpTrigger) },
	{
		description: new ServiceRequest().description,
		doing: ofRequest,
		decidedBy: OF_REQUEST,
	},
];

/** The names of the parameters that decide what a node does. */
const DECIDING = ['resource', 'operation', 'event'];

/** The names of the parameters that decide which slots it has. */
const OF_SLOTS = ['authentication', 'connectionType'];

/** The parameters of a node type that decide something. */
const decidingOf = ({ description, decidedBy = [] }: Known) =>
	description.properties.filter(({ name }) =>
		[...DECIDING, ...OF_SLOTS, ...decidedBy].includes(name),
	);

const byType = new Map(
	nodes.map((node) => [`${OURS}${node.description.name}`, { ...node, deciding: decidingOf(node) }]),
);

/** The deciding parameters as n8n reads them: what equals its default is not stored. */
function decidingParameters(
	deciding: INodeProperties[],
	{ typeVersion, parameters }: StoredNode,
): INodeParameters {
	return (
		NodeHelpers.getNodeParameters(deciding, parameters, true, false, { typeVersion }, null) ?? {}
	);
}

/** The versions that a node type has. */
const versionsOf = ({ version }: INodeTypeDescription) => [version].flat();

/** Whether a slot is shown for these parameters. */
const isShown = (
	{ credentials = [] }: INodeTypeDescription,
	slot: string,
	parameters: INodeParameters,
	node: StoredNode,
) =>
	credentials.some(
		(one) => one.name === slot && NodeHelpers.displayParameter(parameters, one, node, null),
	);

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
	const own = name.startsWith(OURS) && readOwnNode(name.slice(OURS.length), node, slot);
	if (own) return own;
	const known = byType.get(node.type) ?? byType.get(name);
	if (!known) {
		return { doing: doingOfOther(node, slot), isTaken: isSlotTaken(node, slot) };
	}
	const { description, doing, deciding, decidedBy = [] } = known;
	if (!versionsOf(description).includes(node.typeVersion)) return ofOtherVersion(node);
	const parameters = decidingParameters(deciding, node);
	const mayBeAny = expressionsOf(node, OF_SLOTS).length > 0;
	const isTaken = mayBeAny ? undefined : isShown(description, slot, parameters, node);
	const expressions = expressionsOf(node, [...DECIDING, ...decidedBy]);
	return { doing: expressions.length > 0 ? computed(expressions) : doing(parameters), isTaken };
}

/** Whether a node has a resource for the connection itself. */
const knowsConnection = ({ properties }: INodeTypeDescription) =>
	properties.some(
		({ name, options = [] }) =>
			name === 'resource' &&
			options.some((option) => 'value' in option && option.value === 'connection'),
	);

/** The node of this package that knows a type of connection: its service's own, or the one for any service. */
export function nodeOf(type: string): KnowingNode | undefined {
	const own = knowingOwn(type);
	if (own) return own;
	const knowing = nodes
		.map(({ description }) => description)
		.filter(
			(description) =>
				description.credentials?.some(({ name }) => name === type) && knowsConnection(description),
		);
	const [found] = knowing;
	if (!found) return undefined;
	const { name, version } = found;
	const variant = kindOf(type)?.variant ?? '';
	const isForAny =
		connectionTypeOf(type) !== undefined && name === new ServiceRequest().description.name;
	return {
		name,
		typeVersion: Math.max(...[version].flat()),
		parameters: isForAny ? { connectionType: type } : { authentication: variant },
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
