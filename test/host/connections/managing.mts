/** A real n8n with connections of this pack and of n8n itself side by side, and the Connections node that manages them. */
import { randomUUID } from 'node:crypto';

import type { Credential, WorkflowDefinition } from '../../../sandbox/client.mts';
import { errorOf } from '../../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.mts';
import { connectFacebook } from '../connections.mts';
import { type OneNode, outputOf, runOneNode } from '../workflows.mts';

export type Json = Record<string, unknown>;
export type Nodes = WorkflowDefinition['nodes'];

/** The n8n whose connections are managed. */
export interface Managing {
	readonly sandbox: Sandbox;
	/** The connection to n8n itself, whose address is left empty. */
	readonly itself: Credential;
	/** "Newsletter", which works. */
	readonly good: Credential;
	/** "Old newsletter", whose key Mailchimp refuses. */
	readonly bad: Credential;
	/** "Flowers page", a connection to Facebook by OAuth 2.0. */
	readonly facebook: Credential;
	create(name: string, type: string, data: Json): Promise<Credential>;
	/** Stores a workflow, which is still to be published. */
	store(name: string, nodes: Nodes, connections?: Json): Promise<Stored>;
	/** What an operation on connections puts out. */
	managed(operation: string, parameters?: Json, more?: Partial<OneNode>): Promise<Json[]>;
	/** The message and the advice of an operation that fails. */
	refusal(operation: string, parameters: Json, more?: Partial<OneNode>): Promise<string>;
	/** Deletes all workflows, and checks that the API key is in none of their executions and not in the log. */
	clear(): Promise<void>;
	stop(): Promise<void>;
}

type Stored = Awaited<ReturnType<Sandbox['client']['api']['createWorkflow']>>;

/** A node of a workflow, with connections in its slots. */
export const node = (
	type: string,
	parameters: Json,
	used: readonly Credential[],
	more: Json = {},
) => ({
	id: randomUUID(),
	name: `${type.split('.').at(-1)} ${randomUUID().slice(0, 8)}`,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	credentials: Object.fromEntries(used.map(({ type: slot, id, name }) => [slot, { id, name }])),
	...more,
});

/** The first node, and then the second. */
export const after = (first: { readonly name: string }, second: { readonly name: string }) => ({
	[first.name]: { main: [[{ node: second.name, type: 'main', index: 0 }]] },
});

/** What a sub-workflow's trigger is set to that takes any items. */
export const PASSED_THROUGH = { inputSource: 'passthrough' };

/** A Mailchimp node that uses a connection. */
export const members = (credential: Credential, more: Json = {}) =>
	node('n8n-nodes-connections.mailchimp', { authentication: 'apiKey', ...more }, [credential]);

/** A node of Facebook Pages that uses a connection. */
export const facebookNode = (credential: Credential, parameters: Json) =>
	node('n8n-nodes-connections.facebookPages', parameters, [credential]);

/** The row of the connection with this name. */
export const named = (items: readonly Json[], name: string): Json => {
	const found = items.find((item) => item['name'] === name);
	if (!found) throw new Error(`No item is named ${name}: ${JSON.stringify(items)}`);
	return found;
};

/** An operation of the Connections node on connections. */
export const managing = (credential: Credential, operation: string, parameters: Json): OneNode => ({
	credential,
	type: 'n8n-nodes-connections.connections',
	resource: 'managedConnection',
	operation,
	parameters,
});

async function clear({ client, n8n }: Sandbox): Promise<void> {
	const { api, apiKey, deactivate, rest } = client;
	for (const { id, active } of await api.workflows()) {
		for (const run of await rest.executionIds(id)) {
			expect(JSON.stringify(await rest.waitForExecution(run))).not.toContain(apiKey);
		}
		if (active) await deactivate(id);
		await api.deleteWorkflow(id);
	}
	expect(n8n.log()).not.toContain(apiKey);
}

/** Starts an n8n with seven connections. */
export async function startManaging(): Promise<Managing> {
	const sandbox = await startSandbox();
	const { client, mailchimp } = sandbox;
	const create = async (name: string, type: string, data: Json) =>
		await client.api.createCredential({ name, type, data });

	const itself = await create('This n8n', 'n8nConnectionApi', { apiKey: client.apiKey });
	const good = await create('Newsletter', 'mailchimpConnectionApi', { apiKey: mailchimp.apiKey });
	const bad = await create('Old newsletter', 'mailchimpConnectionApi', {
		apiKey: `${'0'.repeat(32)}-us6`,
	});
	await create('Forgotten', 'mailchimpConnectionApi', { apiKey: mailchimp.apiKey });
	await create('Team chat', 'slackOAuth2Api', {
		clientId: 'a',
		clientSecret: 'b',
		oauthTokenData: { access_token: 'never valid' },
	});
	await create('Printer', 'httpBasicAuth', { user: 'a', password: 'b' });
	const facebook = await connectFacebook(sandbox, {
		name: 'Flowers page',
		permissions: ['readPosts', 'publishPosts', 'readComments'],
	});

	return {
		sandbox,
		itself,
		good,
		bad,
		facebook,
		create,
		store: async (name, nodes, connections = {}) =>
			await client.api.createWorkflow({
				name,
				nodes,
				connections,
				settings: { executionOrder: 'v1' },
			}),
		managed: async (operation, parameters = {}, more = {}) =>
			await outputOf(client, { ...managing(itself, operation, parameters), ...more }),
		refusal: async (operation, parameters, more = {}) => {
			const execution = await runOneNode(client, {
				...managing(itself, operation, parameters),
				...more,
			});
			const error = errorOf(execution);
			return `${error?.message} ${error?.description ?? ''}`;
		},
		clear: async () => await clear(sandbox),
		stop: async () => await sandbox.stop(),
	};
}
