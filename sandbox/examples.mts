import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { Client, Credential, WorkflowDefinition } from './client.mts';
import { workflowDefinitionSchema } from './client/publicApi.mts';
import { root } from './places.mts';

/** Where the examples lie. */
const folder = join(root, 'examples');

/** An example workflow that is stored in n8n. */
export interface StoredExample {
	readonly id: string;
	readonly name: string;
	/** Its nodes' names, in the order of the file; the trigger is the first. */
	readonly nodeNames: readonly [trigger: string, ...others: string[]];
	/** The path of the page that it opens in the browser. Such a one is published, and not run. */
	readonly page: string | undefined;
}

/**
 * Stores every workflow of `examples/*.json` in n8n. One whose name is there already stays as it is,
 * because the user may have changed it.
 *
 * @param client the owner
 * @returns the workflows, in the order of their files' names
 * @throws Error when a file is no workflow, or names a connection that n8n does not have
 */
export async function importExamples(client: Client): Promise<StoredExample[]> {
	const stored = new Map((await client.api.workflows()).map(({ name, id }) => [name, id]));
	const credentials = await client.api.credentials();
	const examples: StoredExample[] = [];
	for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
		const workflow = await readExample(file);
		const id =
			stored.get(workflow.name) ??
			(await client.rest.createWorkflow(connect(workflow, credentials))).id;
		const [trigger, ...others] = workflow.nodes.map(({ name }) => name);
		if (trigger === undefined) throw new Error(`${file} has no nodes.`);
		const page = pageOf(workflow);
		if (page !== undefined) await client.activate(id);
		examples.push({
			id,
			name: workflow.name,
			nodeNames: [trigger, ...others],
			page,
		});
	}
	return examples;
}

const pageParameters = z.object({ path: z.string() });

/** The path of the page that a workflow opens, below the address of n8n. */
function pageOf({ nodes }: WorkflowDefinition): string | undefined {
	const node = nodes.find(({ type }) => type.endsWith('.connectionsPage'));
	return node && `webhook/${pageParameters.parse(node.parameters).path}`;
}

async function readExample(file: string): Promise<WorkflowDefinition> {
	return workflowDefinitionSchema.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
}

/** A file names the connections; n8n knows them by their ids. */
function connect(workflow: WorkflowDefinition, known: readonly Credential[]): WorkflowDefinition {
	const find = ([type, { name }]: [string, { name: string }]) => {
		const found = known.find((one) => one.type === type && one.name === name);
		if (!found) throw new Error(`"${workflow.name}" uses "${name}" (${type}), which is not there.`);
		return [type, { id: found.id, name }];
	};
	const nodes = workflow.nodes.map((node) => {
		if (!node.credentials) return node;
		return { ...node, credentials: Object.fromEntries(Object.entries(node.credentials).map(find)) };
	});
	return { ...workflow, nodes };
}
