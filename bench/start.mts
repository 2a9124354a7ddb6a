import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { run } from '../sandbox/commands.mts';
import { startN8n } from '../sandbox/n8n.mts';
import { buildPack, installPacks, type PackedPack } from '../sandbox/pack.mts';
import { hostFolder, node24, root } from '../sandbox/places.mts';
import { type Proxy, startProxy } from '../sandbox/proxy.mts';
import { progress } from './measure.mts';
import { median, type Row, spread } from './table.mts';

/** What the pack may cost: milliseconds of n8n's start, and MiB of its memory. */
const WANTED = { time: 30, memory: 5 } as const;

/** How often a starting n8n is asked whether it is ready, in milliseconds: well below what the pack may cost. */
const POLL = 5;

interface Measured {
	/** Milliseconds from its process's start until n8n is ready. */
	readonly time: number;
	/** Resident memory once it is ready, in MiB. */
	readonly memory: number;
}

/** Resident memory of a process in MiB, as Linux counts it (proc(5), VmRSS). */
async function residentMemory(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function measure(proxy: Proxy, pack: PackedPack | undefined): Promise<Measured> {
	let started = 0;
	const say = (line: string) => {
		if (line.startsWith('starting')) started = performance.now();
	};
	const n8n = await startN8n({ proxy, say, packs: pack ? [pack] : [], poll: POLL });
	try {
		return { time: performance.now() - started, memory: await residentMemory(n8n.pid) };
	} finally {
		await n8n.stop();
	}
}

/** What n8n's own loader takes and keeps for an installed pack, each time in a process of its own. */
async function measureLoading(rounds: number, pack: PackedPack): Promise<Measured[]> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-connections-load-'));
	try {
		await installPacks([pack], folder);
		const installed = join(folder, 'node_modules', 'n8n-nodes-connections');
		const program = ['--expose-gc', join(root, 'bench', 'loadPack.mjs'), hostFolder(), installed];
		const schema = z.object({ time: z.number(), memory: z.number() });
		const measured: Measured[] = [];
		for (let round = 0; round < rounds; round += 1) {
			measured.push(schema.parse(JSON.parse(await run(node24, program, folder))));
		}
		return measured;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * Starts n8n with and without the pack, in turn, each in a fresh folder; and lets n8n's own loader alone read the pack.
 * @param rounds how often
 */
export async function compareStart(rounds: number): Promise<Row[]> {
	const pack = await buildPack();
	const proxy = await startProxy({ standIns: [], packs: [pack] });
	try {
		const measured: Array<{ ours: Measured; none: Measured }> = [];
		for (let round = 0; round < rounds; round += 1) {
			// What starts second finds more of n8n in the machine's memory.
			const first = round % 2 === 0 ? await measure(proxy, undefined) : undefined;
			const ours = await measure(proxy, pack);
			measured.push({ ours, none: first ?? (await measure(proxy, undefined)) });
			progress(`round ${round + 1} of ${rounds}`);
		}
		const loading = await measureLoading(rounds, pack);
		const row = (what: string, unit: string, of: (one: Measured) => number): Row => {
			const ours = measured.map((one) => of(one.ours));
			const none = measured.map((one) => of(one.none));
			const ratios = measured.map((one) => of(one.ours) / of(one.none));
			const more = measured.map((one) => of(one.ours) - of(one.none));
			return {
				what: `${what} (least / median / most)`,
				ours: spread(ours, unit),
				beside: spread(none, unit),
				reached: `${median(ratios).toFixed(3)} ×, ${median(more).toFixed(0)} ${unit} more (medians of the pairs)`,
			};
		};
		const alone = (what: string, unit: string, of: keyof Measured): Row => ({
			what,
			ours: spread(
				loading.map((one) => one[of]),
				unit,
			),
			beside: 'nothing',
			reached: `wanted: less than ${WANTED[of]} ${unit}`,
		});
		return [
			row('time until ready', 'ms', ({ time }) => time),
			row('resident memory', 'MiB', ({ memory }) => memory),
			alone("n8n's loader reads the pack: time", 'ms', 'time'),
			alone("n8n's loader reads the pack: what it keeps", 'MiB', 'memory'),
		];
	} finally {
		await proxy.stop();
	}
}
