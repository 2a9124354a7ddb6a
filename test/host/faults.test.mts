/**
 * Every operation of every node while its service misbehaves. Whatever happens: as many items come out as went in, each
 * with its result or its error; the run ends; the error names the service, what happened and what to do; and of what the
 * items were to write, the service holds exactly what they say was written, once. Where nobody can know, the item says
 * so, and was not sent again.
 *
 * Some operations with a fault each: the same ones on every run, others with another TEST_SEED (see test/seed.ts). With
 * FAULTS=all, every operation with every fault. Some operations also meet a fault that lasts, two of them with more items than
 * go in one request, of which one request meets it: FAULTS=lasting tries all of these. FAULTS_OF=n8n leaves out all services but that one.
 */
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { seed } from '../seed.ts';
import type { Row } from './everyOperation.mts';
import { type Apart, startApart } from './faults/apart.mts';
import { connectAll } from './faults/connected.mts';
import { fill, lists } from './faults/lists.mts';
import { draw, drawLasting } from './faults/misbehaviours.mts';
import { Runner } from './faults/run.mts';

/** Operations that the short form tries. */
const SHORT = 36;

/** Lasting faults that it tries. */
const SHORT_LASTING = 2;

/** The short form tries one list in so many. */
const SHARE_OF_LISTS = 7;

const isAll = process.env.FAULTS === 'all';

const isWanted = ({ row }: { readonly row: Row }) =>
	!process.env.FAULTS_OF || process.env.FAULTS_OF === row.service;

const isLasting = process.env.FAULTS === 'lasting';

const draws = [
	...(isLasting ? [] : draw(seed, isAll ? 'all' : SHORT)),
	...drawLasting(seed, isAll || isLasting ? 'all' : SHORT_LASTING),
].filter(isWanted);

const ofPages = lists()
	.filter(
		(_one, index) => !isLasting && (isAll || index % SHARE_OF_LISTS === seed % SHARE_OF_LISTS),
	)
	.filter(isWanted);

const isN8n = ({ row }: { readonly row: Row }) => row.service === 'n8n';

const checks = new Map<string, Promise<void>>();

let sandbox: Sandbox;

/** The n8n apart, once it is needed, and what runs in it. */
let starting: Promise<Apart> | undefined;
let runnerOfN8n: Runner | undefined;

/** How often the proxy has refused a request by mistake. */
let refusedByMistake = 0;

/** Checks that were repeated because of such a mistake. */
const repeated: string[] = [];

/** How often a check is tried when the proxy makes that mistake. */
const TRIES = 3;

const { error: originalError } = console;

/**
 * The proxy's library writes to the console about each connection that breaks; here they are meant to. It also takes a
 * client for itself, and answers with HTTP 500, when the client's port is that of one of its own connections to a stand-in.
 */
function listenToProxy(): void {
	console.error = (...words: unknown[]) => {
		const text = String(words[0]);
		if (text.includes('Passthrough loop detected')) refusedByMistake += 1;
		if (!text.startsWith('Failed to handle request')) originalError(...words);
	};
}

/** Repeats a check that fails while the proxy makes that mistake, and keeps count. */
async function withoutMistakes(title: string, check: () => Promise<void>): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		const before = refusedByMistake;
		try {
			await check();
			return;
		} catch (error) {
			if (refusedByMistake === before || attempt === TRIES) throw error;
			repeated.push(title);
		}
	}
}

/** Starts every check: those of a service one after another, those of several services at the same time. */
function start(runnerOf: (row: Row) => Promise<Runner>): void {
	const last = new Map<string, Promise<void>>();
	const then = ({ service }: Row, title: string, check: () => Promise<void>) => {
		const done = (last.get(service) ?? Promise.resolve()).then(() => withoutMistakes(title, check));
		// Whether it holds, its own test says.
		last.set(
			service,
			done.catch(() => undefined),
		);
		checks.set(title, done);
	};
	for (const one of draws)
		then(one.row, one.title, async () => (await runnerOf(one.row)).check(one));
	for (const { row, title, fault } of ofPages) {
		then(row, title, async () => (await runnerOf(row)).checkPages(row, fault));
	}
}

beforeAll(async () => {
	listenToProxy();
	sandbox = await startSandbox();
	fill(sandbox);
	const runner = new Runner(sandbox, await connectAll(sandbox));
	// Only its own checks wait for the second n8n: two of them take long to start.
	const ofN8n = async () => {
		const apart = await (starting ??= startApart(sandbox));
		return (runnerOfN8n ??= new Runner(apart.sandbox, { n8n: apart.connected }));
	};
	start(async (row) => (isN8n({ row }) ? await ofN8n() : await Promise.resolve(runner)));
});

afterAll(async () => {
	const apart = await starting?.catch(() => undefined);
	await apart?.sandbox.stop();
	await sandbox.stop();
	console.error = originalError;
	if (repeated.length > 0) console.log(`Repeated after a mistake of the proxy: ${repeated}`);
});

it.each([...draws, ...ofPages])('$title', async ({ title }) => {
	await checks.get(title);
});

it('n8n has met nothing that nobody handles, and still runs', async () => {
	const apart = await starting;
	for (const { n8n } of apart ? [sandbox, apart.sandbox] : [sandbox]) {
		expect(n8n.log()).not.toContain('Nobody handled this');
		expect((await fetch(`${n8n.url}/healthz`)).status).toBe(200);
	}
});
