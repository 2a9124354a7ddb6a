/** What is known of the operations of this package's own nodes: which permissions each of them needs. */
import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { Service, Variant } from '../../../connection/service';
import { credentialTypeOf, variantsOf } from '../../../connection/service';
import type { Resources } from '../../../operation/operation';
import { services } from '../../../services';
import { boostspace } from '../../../services/boostspace';
import { boostspaceIntegrator } from '../../../services/boostspaceIntegrator';
import { facebookPages } from '../../../services/facebookPages';
import { mailchimp } from '../../../services/mailchimp';
import { n8n } from '../../../services/n8n';
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
import { Connections } from '../Connections.node';
import { ConnectionsTrigger } from '../ConnectionsTrigger.node';
import { REQUIRES as ofConnectionsTrigger } from '../polling/properties';
import { resources as ofN8n } from '../resources';

/** What a node does, as far as its parameters tell. */
export type Doing =
	| {
			/** "Post: Create" */
			readonly operation: string;
			/** Names of permissions. */
			readonly requires: readonly string[];
	  }
	| { /** Why it cannot be known. */ readonly unknown: string };

/** A node of this package. */
interface Known {
	readonly service: Service;
	readonly description: INodeTypeDescription;
	/** What the node does, once its parameters have their defaults. */
	readonly doing: (parameters: INodeParameters) => Doing;
}

/** A value that is made when it is first wanted. */
function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}

/** The package under whose name n8n loads these nodes. */
const PACKAGE = 'n8n-nodes-connections';

const notKnown = (what: string): Doing => ({ unknown: `${what} is not one of this version` });

/** What the Connections node does with the connections that it looks into: it asks what every connection may. */
const LOOKED_INTO: Doing = { operation: 'Looked into', requires: [] };

/** What a node with resources and operations does. */
const ofResources =
	(resources: Resources) =>
	({ resource, operation }: INodeParameters): Doing => {
		const group = resources[String(resource)];
		const declared = group?.operations[String(operation)];
		if (!group || !declared)
			return notKnown(`the operation ${String(resource)} ${String(operation)}`);
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
		const declared = Object.hasOwn(events, String(event)) ? events[String(event)] : undefined;
		if (!declared) return notKnown(`the event ${String(event)}`);
		return { operation: declared.name, requires: declared.requires };
	};

/** Made when it is first wanted: these nodes are among those that read the catalogue. */
const catalogue = once((): ReadonlyMap<string, Known> => {
	const nodes: readonly Known[] = [
		{
			service: boostspace,
			description: new Boostspace().description,
			doing: ofResources(ofBoostspace),
		},
		{ service: boostspace, description: new BoostspaceTrigger().description, doing: ofWebhook },
		{
			service: boostspaceIntegrator,
			description: new BoostspaceIntegrator().description,
			doing: ofResources(ofBoostspaceIntegrator),
		},
		{
			service: facebookPages,
			description: new FacebookPages().description,
			doing: ofResources(ofFacebook),
		},
		{
			service: facebookPages,
			description: new FacebookPagesTrigger().description,
			doing: ofEvents(ofFacebookPages),
		},
		{
			service: mailchimp,
			description: new Mailchimp().description,
			doing: ofResources(ofMailchimp),
		},
		{ service: mailchimp, description: new MailchimpTrigger().description, doing: ofWebhook },
		{ service: n8n, description: new Connections().description, doing: ofResources(ofN8n) },
		{
			service: n8n,
			description: new ConnectionsTrigger().description,
			doing: () => ({ operation: 'Trigger', requires: ofConnectionsTrigger }),
		},
	];
	return new Map(nodes.map((node) => [`${PACKAGE}.${node.description.name}`, node]));
});

/** The names of the parameters that decide what a node does. */
const DECIDING = ['resource', 'operation', 'event'];

/** The names of the parameters that decide which slots it has. */
const OF_SLOTS = ['authentication', 'openedType', 'openedTypes'];

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** A node as a workflow holds it. */
interface StoredNode {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
}

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

/** What is known of a slot of a node. */
export interface Reading {
	readonly doing: Doing;
	/** Whether the node takes the connection of this slot; `undefined` where that cannot be known. */
	readonly isTaken: boolean | undefined;
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
	const { type, typeVersion } = node;
	// An AI agent's tool is the same node with a longer name.
	const known = catalogue().get(type) ?? catalogue().get(type.replace(/Tool$/, ''));
	if (!known) return { doing: { unknown: 'a node of another package' }, isTaken: undefined };
	const { description, service, doing } = known;
	if (!versionsOf(description).includes(typeVersion)) {
		const unknown = `version ${typeVersion} of the node is not known`;
		return { doing: { unknown }, isTaken: undefined };
	}
	const parameters = decidingParameters(description, node);
	const mayBeAny = expressionsOf(node, OF_SLOTS).length > 0;
	const isTaken = mayBeAny ? undefined : isShown(description, slot, parameters, node);
	if (kindOf(slot)?.service !== service) return { doing: LOOKED_INTO, isTaken };
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
