/** Verify on many connections, beside n8n's own tests and beside nothing but the requests. */
import type { Credential } from '../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { startBuiltin } from '../sandbox/services/builtin/index.mts';
import type { OneNode } from '../test/host/workflows.mts';
import { outputOf } from '../test/host/workflows.mts';
import { createHeap, type Heap } from './heap.mts';
import { builtinKinds, type Kind, ofBuiltinTypes, ownKinds } from './inspected.mts';
import { faster, LONGEST, progress, timeInNode, within } from './measure.mts';
import { atOnce, createScript, timed } from './script.mts';
import type { Row } from './table.mts';

/** Milliseconds until a service answers. */
const LATENCY = 100;

/** How many of n8n's tests are made: one after the other all of them would take minutes in each round. */
const SAMPLE = 100;

/** Milliseconds between two looks at the heap, which is large: each stops n8n for a while. */
const HEAP_INTERVAL = 2_000;

/** How many groups of connections are inspected at once: by default, and at most. */
const GROUPS = [5, 20] as const;

/** Verify on all connections of some types. */
const verifying = (itself: Credential, kinds: readonly Kind[], groups: number): OneNode => ({
	credential: itself,
	type: 'n8n-nodes-connections.connections',
	resource: 'managedConnection',
	operation: 'verify',
	parameters: {
		filters: { types: kinds.map(({ credential: { type } }) => type).join(', ') },
		atOnce: groups,
	},
	timeout: LONGEST,
});

/** The necessary requests alone, by a program that does nothing else. */
async function requesting(
	sandbox: Sandbox,
	kinds: readonly Kind[],
	{ count, groups }: { count: number; groups: number },
): Promise<number> {
	const { send, stop } = createScript(sandbox, {});
	const jobs = Array.from({ length: count }, (_, index) => async () => {
		for (const { method, url, body, headers } of kinds[index % kinds.length]?.requests ?? []) {
			await send(method, url, body, headers);
		}
	});
	try {
		return await timed(async () => await atOnce(groups, jobs));
	} finally {
		await stop();
	}
}

/** n8n's own tests of some of the connections one after the other, and what all would take, in milliseconds. */
async function testing({ client }: Sandbox, made: readonly Credential[]): Promise<number> {
	const sample = made.slice(0, SAMPLE);
	const took = await timed(async () => {
		for (const { id, name } of sample) {
			const { status, message } = await client.api.testCredential(id);
			if (status !== 'OK') throw new Error(`n8n's test of ${name} fails: ${message}`);
		}
	});
	return (took * made.length) / sample.length;
}

/** Makes connections until there are so many, the kinds in turn. */
async function make(
	{ client }: Sandbox,
	kinds: readonly Kind[],
	made: Credential[],
	count: number,
): Promise<void> {
	progress(`making ${count - made.length} connections`);
	for (let index = made.length; index < count; index += 1) {
		const kind = kinds[index % kinds.length];
		if (!kind) throw new Error('There is no kind of connection');
		const { name, ...credential } = kind.credential;
		made.push(await client.rest.createCredential({ ...credential, name: `${name} ${index}` }));
	}
}

/** Fails where Verify did not really ask, so that its time would say nothing. */
async function assertWorking(sandbox: Sandbox, wanted: OneNode, count: number): Promise<void> {
	const rows = await outputOf(sandbox.client, wanted);
	const working = rows.filter(({ status }) => status === 'working');
	if (working.length === count) return;
	const [other] = rows.filter((row) => !working.includes(row));
	throw new Error(`${working.length} of ${count} work: ${JSON.stringify(other)}`);
}

/** What the sides of a comparison share. */
interface Scene {
	readonly sandbox: Sandbox;
	readonly itself: Credential;
	readonly heap: Heap;
	readonly rounds: number;
	/** How many connections there are in the end; a tenth of it is the smallest. */
	readonly count: number;
}

/** Compares for connections of some types. */
async function compareKinds(
	{ sandbox, itself, heap, rounds, count }: Scene,
	what: string,
	kinds: readonly Kind[],
): Promise<Row[]> {
	const rows: Row[] = [];
	const made: Credential[] = [];
	const held: number[] = [];
	for (const size of [count / 10, count]) {
		await make(sandbox, kinds, made, size);
		const wanted = verifying(itself, kinds, GROUPS[0]);
		await assertWorking(sandbox, wanted, size);
		progress(`${what}: the heap with ${size} connections`);
		const running = async () => await timeInNode(sandbox.client, wanted);
		held.push(await heap.peakOf(running, HEAP_INTERVAL));
	}
	const [small = Number.NaN, large = Number.NaN] = held;
	for (const groups of GROUPS) {
		progress(`${what}: ${groups} at once`);
		const wanted = verifying(itself, kinds, groups);
		const ours: number[] = [];
		const bare: number[] = [];
		const tests: number[] = [];
		for (let round = 1; round <= rounds; round += 1) {
			bare.push(await requesting(sandbox, kinds, { count, groups }));
			ours.push(await timeInNode(sandbox.client, wanted));
			tests.push(await testing(sandbox, made));
			const took = [bare, ours, tests].map((side) => side.at(-1)?.toFixed(0)).join(' / ');
			progress(`round ${round} of ${rounds}, requests / ours / n8n's tests: ${took} ms`);
		}
		const label = `verify ${count} ${what}, ${groups} at once`;
		rows.push(within(`${label}; the requests alone`, { ours, beside: bare }, 1.5));
		rows.push(faster(`${label}; n8n's own tests, one by one`, { ours, beside: tests }, 5));
	}
	rows.push({
		what: `${count} ${what}: the most that the heap holds`,
		ours: `${large.toFixed(0)} MiB`,
		beside: `${count / 10} of them: ${small.toFixed(0)} MiB`,
		reached: `${(((large - small) * 1024) / (count * 0.9)).toFixed(1)} KiB more for each`,
	});
	return rows;
}

/**
 * Compares Verify, for types of n8n itself and for types of this package.
 * @param count how many connections there are
 */
export async function compareInspection(rounds: number, count: number): Promise<Row[]> {
	await using running = new AsyncDisposableStack();
	const heap = await createHeap();
	const builtin = running.adopt(await startBuiltin(), (one) => one.stop());
	const sandbox = running.adopt(
		await startSandbox({ standIns: [ofBuiltinTypes(builtin)], n8n: { env: heap.env } }),
		(one) => one.stop(),
	);
	const { client, derived } = sandbox;
	const itself = await client.api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey: client.apiKey },
	});
	builtin.latency = LATENCY;
	derived.latency = LATENCY;
	const scene = { sandbox, itself, heap, rounds, count };
	return [
		...(await compareKinds(scene, "connections of 20 of n8n's types", builtinKinds())),
		...(await compareKinds(scene, "connections of 20 of the pack's types", ownKinds(sandbox))),
	];
}
