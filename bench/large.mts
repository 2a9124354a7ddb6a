/** A large n8n: many connections, and many workflows that use them. */
import { randomUUID } from 'node:crypto';

import type { Credential } from '../sandbox/client.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { node } from '../test/host/workflows.mts';
import { oauth2Data } from './inspected.mts';
import { progress } from './measure.mts';
import { atOnce } from './script.mts';

/** A type of connection of a large n8n: what a connection holds, and the node that uses it. */
interface Kind {
	readonly data: (sandbox: Sandbox) => Readonly<Record<string, unknown>>;
	readonly node: readonly [type: string, version: number, parameters: object];
}

const KINDS = {
	mailchimpConnectionApi: {
		data: ({ mailchimp }) => ({ apiKey: mailchimp.apiKey }),
		node: ['n8n-nodes-connections.mailchimp', 1, { authentication: 'apiKey' }],
	},
	gmailOAuth2: {
		data: () => oauth2Data,
		node: ['n8n-nodes-base.gmail', 2.1, { sendTo: 'ada@example.com', subject: 'Tulips' }],
	},
} satisfies Readonly<Record<string, Kind>>;

export type LargeType = keyof typeof KINDS;

const isLargeType = (type: string): type is LargeType => type in KINDS;

/** How many are made at the same time. */
const AT_ONCE = 8;

/** Does a job so many times, some at the same time. */
const repeat = async (count: number, job: (index: number) => Promise<void>): Promise<void> =>
	await atOnce(
		AT_ONCE,
		Array.from({ length: count }, (_, index) => async () => await job(index)),
	);

/** Makes connections until there are so many, the types in turn. */
export async function makeConnections(
	sandbox: Sandbox,
	made: Credential[],
	count: number,
	types: readonly LargeType[] = ['mailchimpConnectionApi'],
) {
	await repeat(count - made.length, async (index) => {
		const name = `Newsletter ${randomUUID()}`;
		const type = types[index % types.length];
		if (!type) throw new Error('There is no type of connection');
		const data = KINDS[type].data(sandbox);
		made.push(await sandbox.client.rest.createCredential({ name, type, data }));
	});
}

/** Makes workflows of five nodes, each of which uses a connection in two of them. */
export async function makeWorkflows(
	{ client }: Sandbox,
	used: readonly Credential[],
	count: number,
) {
	await repeat(count, async (index) => {
		if (index > 0 && index % 1000 === 0) progress(`${index} of ${count} workflows made`);
		const credential = used[index % used.length];
		if (!credential) throw new Error('There is no connection');
		const { id, name, type } = credential;
		if (!isLargeType(type)) throw new Error(`No node uses ${type}`);
		const [nodeType, version, parameters] = KINDS[type].node;
		const using = (label: string) =>
			node(label, nodeType, version, parameters, { credentials: { [type]: { id, name } } });
		await client.api.createWorkflow({
			name: `Workflow ${index}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				using('A'),
				using('B'),
				node('C', 'n8n-nodes-base.noOp', 1, {}),
				node('D', 'n8n-nodes-base.noOp', 1, {}),
			],
			connections: {},
			settings: {},
		});
	});
}
