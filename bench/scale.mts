/** How the Connections node bears a large n8n: many connections, and many workflows that use them. */
import type { Credential } from '../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { startBuiltin } from '../sandbox/services/builtin/index.mts';
import { createHeap, type Heap } from './heap.mts';
import { ofBuiltinTypes } from './inspected.mts';
import { makeConnections, makeWorkflows } from './large.mts';
import { compare, paginated, progress, ratio, timeInNode, within } from './measure.mts';
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
const inNode = async (
	{ client }: Sandbox,
	itself: Credential,
	operation: string,
	parameters: object = {},
) =>
	await timeInNode(client, {
		credential: itself,
		type: 'n8n-nodes-connections.connections',
		resource: 'managedConnection',
		operation,
		parameters: { returnAll: true, ...parameters },
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

/** What is put beside paging alone. A report on one connection reads all workflows and inspects only that connection. */
const besidePaging = (made: readonly Credential[]) =>
	[
		{ operation: 'getMany', what: 'all', parameters: {} },
		{
			operation: 'accessReport',
			what: 'one',
			parameters: { filters: { name: made.at(-1)?.name } },
		},
	] as const;

/** The report on all connections beside Verify, which inspects the same ones. */
async function reportRow(
	sandbox: Sandbox,
	itself: Credential,
	rounds: number,
	label: string,
): Promise<Row> {
	progress(`accessReport of all: ${label}`);
	const took = await compare(
		rounds,
		async () => await inNode(sandbox, itself, 'accessReport'),
		async () => await inNode(sandbox, itself, 'verify'),
	);
	return within(`accessReport of all: ${label}; Verify of them`, took, 1.2);
}

/** Verify beside the tests and paging, for connections whose test in n8n asks the service. */
async function verifyRow(
	sandbox: Sandbox,
	itself: Credential,
	{ rounds, made, label }: { rounds: number; made: readonly Credential[]; label: string },
): Promise<Row> {
	progress(`verify: ${label}`);
	// A credential type cannot know the address of the n8n that it is used in: only our node does.
	const reaching = await sandbox.client.api.createCredential({
		name: 'This n8n by its address',
		type: 'n8nConnectionApi',
		data: { apiKey: sandbox.client.apiKey, url: sandbox.n8n.url },
	});
	const type = 'mailchimpConnectionApi';
	const tested = made.filter((one) => one.type === type);
	const took = await compare(
		rounds,
		async () => await inNode(sandbox, itself, 'verify', { filters: { types: type } }),
		async () =>
			(await bareTests(sandbox, reaching, tested)) + (await paging(sandbox, itself, LISTS)),
	);
	return within(`verify of ${tested.length}: ${label}; tests and paging alone`, took, 1.2);
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
	await using running = new AsyncDisposableStack();
	const heap = await createHeap();
	const builtin = running.adopt(await startBuiltin(), (one) => one.stop());
	const sandbox = running.adopt(
		await startSandbox({
			standIns: [ofBuiltinTypes(builtin)],
			n8n: { env: heap.env },
			packs: [await packBench()],
		}),
		(one) => one.stop(),
	);
	const { client } = sandbox;
	const itself = await client.api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey: client.apiKey },
	});
	const made: Credential[] = [];
	progress('making connections');
	await makeConnections(sandbox, made, connections, ['mailchimpConnectionApi', 'gmailOAuth2']);
	const rows: Row[] = [];
	let workflows = 0;
	const smallest: Record<string, number> = {};
	for (const size of sizes) {
		await makeWorkflows(sandbox, made, size - workflows);
		workflows = size;
		// With the first request to its public API n8n reads and compiles the API's description: that is no side's cost.
		await paging(sandbox, itself, LISTS);
		for (const { operation, parameters, what } of besidePaging(made)) {
			const label = `${operation} of ${what}: ${connections} connections, ${size} workflows`;
			const ours = async () => await inNode(sandbox, itself, operation, parameters);
			const beside = async () => await paging(sandbox, itself, LISTS);
			progress(label);
			await ours();
			const took = await compare(rounds, ours, beside);
			smallest[operation] ??= median(took.ours);
			const growth = median(took.ours) / smallest[operation];
			rows.push({
				what: label,
				ours: `${median(took.ours).toFixed(0)} ms, ${growth.toFixed(1)} × the smallest`,
				beside: `paging alone: ${median(took.beside).toFixed(0)} ms`,
				reached: `${ratio(took.ours, took.beside).toFixed(2)} × (wanted: at most 1.2 ×)`,
			});
			rows.push(await memoryRow(heap, label, ours, beside));
		}
	}
	const label = `${connections} connections, ${workflows} workflows`;
	rows.push(await reportRow(sandbox, itself, rounds, label));
	rows.push(await verifyRow(sandbox, itself, { rounds, made, label }));
	return rows;
}
