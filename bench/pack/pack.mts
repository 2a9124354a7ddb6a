/** The nodes that the benchmarks compare the pack with, and that measure its runner, as a pack of their own. */
import { type PackedPack, packProject } from '../../sandbox/pack.mts';

/** The types of its nodes as workflows name them. */
export const BENCH_NODES = {
	items: 'n8n-nodes-bench.items',
	oneByOne: 'n8n-nodes-bench.oneByOne',
	reading: 'n8n-nodes-bench.reading',
	runner: 'n8n-nodes-bench.runner',
} as const;

/**
 * Compiles and packs it.
 *
 * @returns the tarball, in a new temporary folder
 * @throws Error with the compiler's words when it does not compile
 */
export const packBench = async (): Promise<PackedPack> =>
	await packProject({
		name: 'n8n-nodes-bench',
		folder: import.meta.dirname,
		nodes: ['Items.js', 'OneByOne.js', 'Reading.js', 'Runner.js'],
	});
