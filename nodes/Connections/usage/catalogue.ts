/** What is known of the operations of this package's own nodes: which permissions each of them needs. */
import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { Service, Variant } from '../../../connection/service';
import { credentialTypeOf, variantsOf } from '../../../connection/service';
import { ownOf } from '../../../operation/fields';
import type { Resources } from '../../../operation/operation';
import { services } from '../../../services';
import { Boostspace } from '../../Boostspace/Boostspace.node';
import { BoostspaceTrigger } from '../../Boostspace/BoostspaceTrigger.node';
import { resources as ofBoostspace } from '../../Boostspace/resources';
import { BoostspaceIntegrator } from '../../BoostspaceIntegrator/BoostspaceIntegrator.node';
import { resources as ofBoostspaceIntegrator } from '../../BoostspaceIntegrator/resources';
import { FacebookPages } from '../../FacebookPages/FacebookPages.node';
import { FacebookPagesTrigger } from '../../FacebookPages/FacebookPagesTrigger.node';
import { events as ofFacebookPages } from '../../FacebookPages/polling/events';
import { resources as ofFacebook } from '../../FacebookPages/resources';
import { Mailchimp } from '../../Mailchimp/Mailchimp.node';
import { MailchimpTrigger } from '../../Mailchimp/MailchimpTrigger.node';
import { resources as ofMailchimp } from '../../Mailchimp/resources';
import { readOwnNode } from './ownNodes';
import type { Doing, Reading, StoredNode } from './reading';

/** A node of this package. */
interface Known {
	readonly description: INodeTypeDescription;
	/** What the node does, once its parameters have their defaults. */
	readonly doing: (parameters: INodeParameters) => Doing;
}

/** The package under whose name n8n loads these nodes. */
const PACKAGE = 'n8n-nodes-connections';

const notKnown = (what: string): Doing => ({ unknown: `${what} is not one of this version` });

/** What a node with resources and operations does. */
const ofResources =
	(resources: Resources) =>
	({ resource, operation }: INodeParameters): Doing => {
		const group = ownOf(resources, String(resource));
		const declared = group && ownOf(group.operations, String(operation));
		if (!declared) return notKnown(`the operation ${String(resource)} ${String(operation)}`);
		return { operation: `${group.name}: ${declared.name}`, requires: declared.requires };
	};

/** What a trigger needs that tells nothing but what the service sends: no permission of its own. */
const ofWebhook = (): Doing => ({ operation: 'Trigger', requires: [] });

type Events = Readonly<
	Record<string, { readonly name: string; readonly requires: readonly string[] }>
>;

/** What a trigger with events does. */
const ofEvents =
	(events: Events) =>
	({ event }: INodeParameters): Doing => {
		const declared = ownOf(events, String(event));
		if (!declared) return notKnown(`the event ${String(event)}`);
		return { operation: declared.name, requires: declared.requires };
	};

const nodes: readonly Known[] = [
	{
		description: new Boostspace().description,
		doing: ofResources(ofBoostspace),
	},
	{ description: new BoostspaceTrigger().description, doing: ofWebhook },
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
		doing: ofEvents(ofFacebookPages),
	},
	{
		description: new Mailchimp().description,
		doing: ofResources(ofMailchimp),
	},
	{ description: new MailchimpTrigger().description, doing: ofWebhook },
];

const byType = new Map(nodes.map((node) => [`${PACKAGE}.${node.description.name}`, node]));

/** The names of the parameters that decide what a node does. */
const DECIDING = ['resource', 'operation', 'event'];

/** The names of the parameters that decide which slots it has. */
const OF_SLOTS = ['authentication'];

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** The deciding parameters as n8n reads them: what equals its default is not stored. */
function decidingParameters(
	{ properties }: INodeTypeDescription,
	{ typeVersion, parameters }: StoredNode,
): INodeParameters {
	const names = [...DECIDING, ...OF_SLOTS];
	const deciding = properties.filter(({ name }: INodeProperties) => names.includes(name));
	return (
		NodeHelpers.getNodeParameters(deciding, parameters, true, false, { typeVersion }, null) ?? {}
	);
}

/** The versions that a node type has. */
const versionsOf = ({ version }: INodeTypeDescription) => [version].flat();

/** The expressions among some parameters. */
const expressionsOf = ({ parameters }: StoredNode, names: readonly string[]) =>
	names.filter((name) => isExpression(parameters[name]));

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

/** Reads what a node of a workflow does with the connection of a slot, as n8n would. What cannot be known is never guessed. */
export function readNode(node: StoredNode, slot: string): Reading {
	const { typeVersion } = node;
	// An AI agent's tool is the same node with a longer name.
	const name = node.type.replace(/Tool$/, '');
	const own = readOwnNode(name.slice(`${PACKAGE}.`.length), node, slot);
	if (own && name.startsWith(`${PACKAGE}.`)) return own;
	const known = byType.get(node.type) ?? byType.get(name);
	if (!known) return { doing: { unknown: 'a node of another package' }, isTaken: undefined };
	const { description, doing } = known;
	if (!versionsOf(description).includes(typeVersion)) {
		const unknown = `version ${typeVersion} of the node is not known`;
		return { doing: { unknown }, isTaken: undefined };
	}
	const parameters = decidingParameters(description, node);
	const mayBeAny = expressionsOf(node, OF_SLOTS).length > 0;
	const isTaken = mayBeAny ? undefined : isShown(description, slot, parameters, node);
	const computed = expressionsOf(node, DECIDING);
	if (computed.length > 0) {
		return { doing: { unknown: `${computed.join(', ')} is an expression` }, isTaken };
	}
	return { doing: doing(parameters), isTaken };
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
