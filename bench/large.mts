/** A large n8n: many connections, and many workflows that use them. */
import { randomUUID } from 'node:crypto';

import type { Credential } from '../sandbox/client.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { node } from '../test/host/workflows.mts';
import { progress } from './measure.mts';
import { atOnce } from './script.mts';

/** How many are made at the same time. */
const AT_ONCE = 8;

/** Does a job so many times, some at the same time. */
const repeat = async (count: number, job: (index: number) => Promise<void>): Promise<void> =>
	await atOnce(
		AT_ONCE,
		Array.from({ length: count }, (_, index) => async () => await job(index)),
	);

/** Makes connections until there are so many. */
export async function makeConnections(
	{ client, mailchimp }: Sandbox,
	made: Credential[],
	count: number,
) {
	progress(`making ${count - made.length} connections`);
	await repeat(count - made.length, async () => {
		const name = `Newsletter ${randomUUID()}`;
		const data = { apiKey: mailchimp.apiKey };
		made.push(await client.api.createCredential({ name, type: 'mailchimpConnectionApi', data }));
	});
}

/** Makes workflows of five nodes, each of which uses a connection in two of them. */
export async function makeWorkflows(
	{ client }: Sandbox,
	used: readonly Credential[],
	count: number,
) {
	progress(`making ${count} workflows`);
	await repeat(count, async (index) => {
		if (index > 0 && index % 1000 === 0) progress(`${index} of ${count} workflows`);
		const credential = used[index % used.length];
		if (!credential) throw new Error('There is no connection');
		const credentials = { [credential.type]: { id: credential.id, name: credential.name } };
		const members = (name: string) =>
			node(
				name,
				'n8n-nodes-connections.mailchimp',
				1,
				{ authentication: 'apiKey' },
				{ credentials },
			);
		await client.api.createWorkflow({
			name: `Workflow ${index}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				members('A'),
				members('B'),
				node('C', 'n8n-nodes-base.noOp', 1, {}),
				node('D', 'n8n-nodes-base.noOp', 1, {}),
			],
			connections: {},
			settings: {},
		});
	});
}
