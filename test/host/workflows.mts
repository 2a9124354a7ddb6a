import { randomUUID } from 'node:crypto';

import type { Client, Credential, Execution, WorkflowDefinition } from '../../sandbox/client.mts';
import { isOverOrWaiting, itemsOf } from '../../sandbox/client.mts';

/** The name of the node under test in every workflow built here. */
export const NODE = 'Node';

/** The name of the trigger. */
export const TRIGGER = 'Start';

/** The node that a connection is for: it has the name with which the connection's type begins, but for n8n's own. */
function nodeTypeOf({ type }: Credential): string {
	const service = type.replace(/Connection.*$/, '');
	return `n8n-nodes-connections.${service === 'n8n' ? 'connections' : service}`;
}

/** What a workflow with one node of this pack is made of. */
export interface OneNode {
	/** The connection that the node uses. */
	readonly credential: Credential;
	/** More connections of the node, in slots of their own. */
	readonly also?: readonly Credential[];
	readonly resource: string;
	readonly operation: string;
	/** The other parameters; an expression reads the item that comes in: `={{ $json.email }}`. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** The items that come in; one empty item when left out. */
	readonly items?: ReadonlyArray<Record<string, unknown>>;
	/** The field of the items whose text comes in as a file. */
	readonly file?: string;
	/** What the node does when an item fails. */
	readonly onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** Another node type than ours, for comparison. */
	readonly type?: string;
	/** How long it may take, in milliseconds; as long as a run may when left out. */
	readonly timeout?: number;
	/** Whether it is run only until it waits for somebody. */
	readonly waits?: true;
	/** The node's version: 1 for ours. */
	readonly typeVersion?: number;
}

/** A resource locator that names an id. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/**
 * What a resource mapper holds, as the editor stores it.
 * @param values by the columns' names
 * @param types of the columns that are no texts
 */
export const mapped = (
	values: Readonly<Record<string, unknown>>,
	types: Readonly<Record<string, string>> = {},
) => ({
	mappingMode: 'defineBelow',
	value: values,
	matchingColumns: [],
	schema: Object.keys(values).map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: false,
		display: true,
		type: types[id] ?? 'string',
	})),
});

const authenticationOf = ({ type }: Credential) => (type.includes('OAuth2') ? 'oauth2' : 'apiKey');

/** A node between others, with an id and a place of its own. */
export const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Readonly<Record<string, unknown>>,
	more: Record<string, unknown> = {},
) => ({ id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters, ...more });

/** n8n's HTTP Request node, signing with a connection. */
export const httpRequest = (
	credential: Credential,
	url: string,
	options: object = {},
): OneNode => ({
	credential,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	resource: '',
	operation: '',
	parameters: {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credential.type,
		url,
		options,
	},
});

/** Makes a file of a field. */
const toFile = (field: string) =>
	node('File', 'n8n-nodes-base.convertToFile', 1.1, { operation: 'toText', sourceProperty: field });

/** A workflow: start, as many items as wanted, and the node. */
export function oneNodeWorkflow(wanted: OneNode): WorkflowDefinition {
	const { credential, also = [], resource, operation, parameters, items = [{}], onError } = wanted;
	const { file } = wanted;
	const nodes = [
		node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Items', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ items }),
			options: {},
		}),
		node('Split', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
		...(file === undefined ? [] : [toFile(file)]),
		node(
			NODE,
			wanted.type ?? nodeTypeOf(credential),
			wanted.typeVersion ?? 1,
			{ authentication: authenticationOf(credential), resource, operation, ...parameters },
			{
				credentials: Object.fromEntries(
					[credential, ...also].map(({ type, id, name }) => [type, { id, name }]),
				),
				...(onError ? { onError } : {}),
			},
		),
	];
	const names = nodes.map(({ name }) => name);
	const connections = Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);
	return {
		name: `${resource} ${operation}`,
		nodes,
		connections,
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	};
}

/** Runs a workflow with one node of this pack, as "Execute workflow" does. */
export async function runOneNode(client: Client, wanted: OneNode): Promise<Execution> {
	const workflow = await client.api.createWorkflow(oneNodeWorkflow(wanted));
	const isDone = wanted.waits ? isOverOrWaiting : undefined;
	return await client.rest.runWorkflow(workflow.id, TRIGGER, wanted.timeout, isDone);
}

/** What the node put out, as plain data; throws the run's own error when it failed. */
export async function outputOf(
	client: Client,
	wanted: OneNode,
): Promise<Array<Record<string, unknown>>> {
	const execution = await runOneNode(client, wanted);
	const failure = execution.data.resultData.error;
	if (failure) throw new Error(`${failure.message} ${failure.description ?? ''}`);
	return itemsOf(execution, NODE).map(({ json }) => json);
}
