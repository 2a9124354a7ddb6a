import { readFile } from 'node:fs/promises';

import { startN8n } from '../sandbox/n8n.mts';
import { buildPack, type PackedPack } from '../sandbox/pack.mts';
import { type Proxy, startProxy } from '../sandbox/proxy.mts';
import { median, type Row, spread } from './table.mts';

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
	const n8n = await startN8n({ proxy, say, packs: pack ? [pack] : [] });
	try {
		return { time: performance.now() - started, memory: await residentMemory(n8n.pid) };
	} finally {
		await n8n.stop();
	}
}

/**
 * Starts n8n with and without the pack, in turn, each in a fresh folder.
 * @param rounds how often
 */
export async function compareStart(rounds: number): Promise<Row[]> {
	const pack = await buildPack();
	const proxy = await startProxy({ standIns: [], packs: [pack] });
	try {
		const measured: Array<{ ours: Measured; none: Measured }> = [];
		for (let index = 0; index < rounds; index += 1) {
			measured.push({ ours: await measure(proxy, pack), none: await measure(proxy, undefined) });
		}
		const row = (what: string, unit: string, of: (one: Measured) => number): Row => {
			const ours = measured.map((one) => of(one.ours));
			const none = measured.map((one) => of(one.none));
			const ratios = measured.map((one) => of(one.ours) / of(one.none));
			return {
				what: `${what} (least / median / most)`,
				ours: spread(ours, unit),
				beside: spread(none, unit),
				reached: `${median(ratios).toFixed(3)} × (median of the pairs)`,
			};
		};
		return [
			row('time until ready', 'ms', ({ time }) => time),
			row('resident memory', 'MiB', ({ memory }) => memory),
		];
	} finally {
		await proxy.stop();
	}
}
