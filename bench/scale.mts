/** How the Connections node bears a large n8n: many connections, and many workflows that use them. */
import { randomUUID } from 'node:crypto';

import { type Credential, errorOf, type Execution } from '../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { NODE, runOneNode } from '../test/host/workflows.mts';
import { median, type Row } from './table.mts';

/** Milliseconds that a run may take. */
const LONGEST = 20 * 60_000;

/** How many are made at the same time. */
const AT_ONCE = 8;

/** Does a job so many times, some at the same time. */
async function repeat(count: number, job: (index: number) => Promise<void>): Promise<void> {
	let next = 0;
	const worker = async () => {
		for (let index = next++; index < count; index = next++) await job(index);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Makes connections until there are so many. */
async function makeConnections({ client, mailchimp }: Sandbox, made: Credential[], count: number) {
	await repeat(count - made.length, async () => {
		const name = `Newsletter ${randomUUID()}`;
		const data = { apiKey: mailchimp.apiKey };
		made.push(await client.api.createCredential({ name, type: 'mailchimpConnectionApi', data }));
	});
}

/** Makes workflows of five nodes, each of which uses a connection in two of them. */
async function makeWorkflows({ client }: Sandbox, used: readonly Credential[], count: number) {
	await repeat(count, async (index) => {
		const credential = used[index % used.length];
		if (!credential) throw new Error('There is no connection');
		const credentials = { [credential.type]: { id: credential.id, name: credential.name } };
		const node = (name: string, type: string, more: object = {}) => ({
			id: randomUUID(),
			name,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...more,
		});
		const members = { parameters: { authentication: 'apiKey' }, credentials };
		await client.api.createWorkflow({
			name: `Workflow ${index}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('A', 'n8n-nodes-connections.mailchimp', members),
				node('B', 'n8n-nodes-connections.mailchimp', members),
				node('C', 'n8n-nodes-base.noOp'),
				node('D', 'n8n-nodes-base.noOp'),
			],
			connections: {},
			settings: {},
		});
	});
}

/** What paging alone takes in the same n8n, by its HTTP Request node, in milliseconds. */
async function paging(
	{ n8n, client }: Sandbox,
	itself: Credential,
	paths: readonly string[],
): Promise<number> {
	const next = '={{ $response.body.nextCursor }}';
	let took = 0;
	for (const path of paths) {
		const execution = await runOneNode(client, {
			credential: itself,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			resource: '',
			operation: '',
			parameters: {
				authentication: 'none',
				url: `${n8n.url}/api/v1/${path}`,
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'X-N8N-API-KEY', value: client.apiKey }] },
				options: {
					pagination: {
						pagination: {
							paginationMode: 'updateAParameterInEachRequest',
							parameters: { parameters: [{ type: 'qs', name: 'cursor', value: next }] },
							paginationCompleteWhen: 'other',
							completeExpression: '={{ $response.body.nextCursor === null }}',
						},
					},
				},
			},
			timeout: LONGEST,
		});
		took += timeOf(execution);
	}
	return took;
}

/** What a run's node took, in milliseconds. */
function timeOf(execution: Execution): number {
	const error = errorOf(execution);
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return execution.data.resultData.runData[NODE]?.at(-1)?.executionTime ?? Number.NaN;
}

async function bareTests({ client }: Sandbox, connections: readonly Credential[]): Promise<number> {
	const begun = performance.now();
	for (const { id } of connections) await client.api.testCredential(id);
	return performance.now() - begun;
}

/** What an operation took inside the node, in milliseconds. */
async function inNode({ client }: Sandbox, itself: Credential, operation: string): Promise<number> {
	const execution = await runOneNode(client, {
		credential: itself,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation,
		parameters: { returnAll: true },
		timeout: LONGEST,
	});
	return timeOf(execution);
}

const LISTS = ['workflows?limit=250&excludePinnedData=true', 'credentials?limit=250'];

const ratio = (one: readonly number[], other: readonly number[]) =>
	median(one.map((value, index) => value / (other[index] ?? Number.NaN)));

/** Both sides in turn, for an operation. */
async function compare(
	rounds: number,
	ours: () => Promise<number>,
	beside: () => Promise<number>,
): Promise<{ ours: number[]; beside: number[] }> {
	const measured = { ours: [] as number[], beside: [] as number[] };
	for (let round = 0; round < rounds; round += 1) {
		measured.beside.push(await beside());
		measured.ours.push(await ours());
	}
	return measured;
}

/**
 * Compares the operations on all connections with the bare requests that they need.
 * @param sizes how many workflows there are, in growing order
 * @param connections how many connections there are
 */
export async function compareScale(
	rounds: number,
	{ sizes, connections }: { sizes: readonly number[]; connections: number },
): Promise<Row[]> {
	const sandbox = await startSandbox();
	try {
		const { client } = sandbox;
		const itself = await client.api.createCredential({
			name: 'This n8n',
			type: 'n8nConnectionApi',
			data: { apiKey: client.apiKey },
		});
		const made: Credential[] = [];
		await makeConnections(sandbox, made, connections);
		const rows: Row[] = [];
		const smallest: Record<string, number> = {};
		let workflows = 0;
		for (const size of sizes) {
			await makeWorkflows(sandbox, made, size - workflows);
			workflows = size;
			for (const operation of ['getMany', 'accessReport']) {
				const { ours, beside } = await compare(
					rounds,
					async () => await inNode(sandbox, itself, operation),
					async () => await paging(sandbox, itself, LISTS),
				);
				smallest[operation] ??= median(ours);
				const growth = median(ours) / smallest[operation];
				rows.push({
					what: `${operation}: ${connections} connections, ${size} workflows`,
					ours: `${median(ours).toFixed(0)} ms, ${growth.toFixed(1)} × the smallest`,
					beside: `paging alone: ${median(beside).toFixed(0)} ms`,
					reached: `${ratio(ours, beside).toFixed(2)} × (wanted: at most 1.2 ×)`,
				});
			}
		}
		const tested = await compare(
			rounds,
			async () => await inNode(sandbox, itself, 'verify'),
			async () => (await bareTests(sandbox, made)) + (await paging(sandbox, itself, LISTS)),
		);
		rows.push({
			what: `verify: ${connections} connections, ${workflows} workflows`,
			ours: `${median(tested.ours).toFixed(0)} ms`,
			beside: `tests and paging alone: ${median(tested.beside).toFixed(0)} ms`,
			reached: `${ratio(tested.ours, tested.beside).toFixed(2)} × (wanted: at most 1.2 ×)`,
		});
		return rows;
	} finally {
		await sandbox.stop();
	}
}
