/** How the Connections node bears a large n8n: many connections, and many workflows that use them. */
import type { Credential } from '../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { createHeap, type Heap } from './heap.mts';
import { makeConnections, makeWorkflows } from './large.mts';
import { compare, paginated, progress, ratio, timeInNode } from './measure.mts';
import { BENCH_NODES, packBench } from './pack/pack.mts';
import { median, type Row } from './table.mts';

/** What paging alone takes in the same n8n, by its HTTP Request node, in milliseconds. */
async function paging(
	{ n8n, client }: Sandbox,
	itself: Credential,
	paths: readonly string[],
): Promise<number> {
	const next = '={{ $response.body.nextCursor }}';
	let took = 0;
	for (const path of paths) {
		took += await timeInNode(client, {
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
				options: paginated('cursor', next, '={{ $response.body.nextCursor === null }}'),
			},
		});
	}
	return took;
}

/**
 * What the tests alone take in the same n8n, one after the other as Verify asks for them, by a node that does nothing else,
 * in milliseconds. A node, since n8n is asked all the time whether its run is over, which slows down whatever it does.
 */
const bareTests = async (
	{ n8n, client }: Sandbox,
	reaching: Credential,
	connections: readonly Credential[],
): Promise<number> =>
	await timeInNode(client, {
		credential: reaching,
		type: BENCH_NODES.oneByOne,
		resource: '',
		operation: '',
		items: connections.map(({ id }) => ({ id })),
		parameters: {
			type: reaching.type,
			method: 'POST',
			url: `=${n8n.url}/api/v1/credentials/{{ $json.id }}/test`,
			body: '',
		},
	});

/** What an operation took inside the node, in milliseconds. */
const inNode = async ({ client }: Sandbox, itself: Credential, operation: string) =>
	await timeInNode(client, {
		credential: itself,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation,
		parameters: { returnAll: true },
	});

const LISTS = ['workflows?limit=250&excludePinnedData=true', 'credentials?limit=250'];

/** A line on what the heap holds while an operation runs, beside paging alone, which keeps what it reads. */
async function memoryRow(
	heap: Heap,
	what: string,
	ours: () => Promise<unknown>,
	beside: () => Promise<unknown>,
): Promise<Row> {
	const [own, other] = [await heap.peakOf(ours), await heap.peakOf(beside)];
	return {
		what: `${what}: the most that the heap holds`,
		ours: `${own.toFixed(0)} MiB`,
		beside: `paging alone: ${other.toFixed(0)} MiB`,
		reached: `${(own / other).toFixed(2)} ×`,
	};
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
	const heap = await createHeap();
	const sandbox = await startSandbox({ n8n: { env: heap.env }, packs: [await packBench()] });
	try {
		const { client } = sandbox;
		const itself = await client.api.createCredential({
			name: 'This n8n',
			type: 'n8nConnectionApi',
			data: { apiKey: client.apiKey },
		});
		// A credential type cannot know the address of the n8n that it is used in: only our node does.
		const reaching = await client.api.createCredential({
			name: 'This n8n by its address',
			type: 'n8nConnectionApi',
			data: { apiKey: client.apiKey, url: sandbox.n8n.url },
		});
		const made: Credential[] = [];
		await makeConnections(sandbox, made, connections);
		const rows: Row[] = [];
		const smallest: Record<string, number> = {};
		let workflows = 0;
		for (const size of sizes) {
			await makeWorkflows(sandbox, made, size - workflows);
			workflows = size;
			// With the first request to its public API n8n reads and compiles the API's description: that is no side's cost.
			await paging(sandbox, itself, LISTS);
			for (const operation of ['getMany', 'accessReport']) {
				const what = `${operation}: ${connections} connections, ${size} workflows`;
				const ours = async () => await inNode(sandbox, itself, operation);
				const beside = async () => await paging(sandbox, itself, LISTS);
				progress(what);
				await ours();
				const took = await compare(rounds, ours, beside);
				smallest[operation] ??= median(took.ours);
				const growth = median(took.ours) / smallest[operation];
				rows.push({
					what,
					ours: `${median(took.ours).toFixed(0)} ms, ${growth.toFixed(1)} × the smallest`,
					beside: `paging alone: ${median(took.beside).toFixed(0)} ms`,
					reached: `${ratio(took.ours, took.beside).toFixed(2)} × (wanted: at most 1.2 ×)`,
				});
				rows.push(await memoryRow(heap, what, ours, beside));
			}
		}
		progress(`verify: ${connections} connections, ${workflows} workflows`);
		const tested = await compare(
			rounds,
			async () => await inNode(sandbox, itself, 'verify'),
			async () =>
				(await bareTests(sandbox, reaching, made)) + (await paging(sandbox, itself, LISTS)),
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
