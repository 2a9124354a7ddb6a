/** What n8n's heap holds while a piece of work runs, asked of V8 itself (https://chromedevtools.github.io/devtools-protocol/v8/). */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { freePort } from '../sandbox/ports.mts';

/** Milliseconds between two looks, if nothing else is said. Each collects all garbage before, so that time is not measured in the same run. */
const INTERVAL = 200;

const targets = z.tuple([z.object({ webSocketDebuggerUrl: z.string() })]).rest(z.unknown());

const message = z.object({ id: z.number().optional(), result: z.unknown(), error: z.unknown() });

const heapUsage = z.object({ usedSize: z.number(), backingStorageSize: z.number().default(0) });

/** One connection to V8's inspector. */
async function inspect(port: number) {
	const listed = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
	const [{ webSocketDebuggerUrl }] = targets.parse(listed);
	const socket = new WebSocket(webSocketDebuggerUrl);
	await new Promise((resolve, reject) => {
		socket.addEventListener('open', resolve);
		socket.addEventListener('error', reject);
	});
	const waiting = new Map<number, (answer: z.output<typeof message>) => void>();
	socket.addEventListener('message', ({ data }) => {
		const answer = message.parse(JSON.parse(String(data)));
		if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
	});
	let last = 0;
	const call = async (method: string): Promise<unknown> => {
		last += 1;
		const id = last;
		socket.send(JSON.stringify({ id, method }));
		const { result, error } = await new Promise<z.output<typeof message>>((resolve) => {
			waiting.set(id, resolve);
		});
		waiting.delete(id);
		if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
		return result;
	};
	return { call, close: () => socket.close() };
}

/** How to start n8n so that its heap can be looked at, and how to look. */
export interface Heap {
	/** Environment variables for n8n. */
	readonly env: Readonly<Record<string, string>>;
	/**
	 * The most that n8n's heap held while a job ran, besides what it held before, in MiB; garbage does not count.
	 * @param interval milliseconds between two looks
	 * @throws what the job throws
	 */
	peakOf(job: () => Promise<unknown>, interval?: number): Promise<number>;
}

/** Chooses where n8n's heap can be looked at. */
export async function createHeap(): Promise<Heap> {
	const port = await freePort();
	return {
		env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` },
		peakOf: async (job, interval = INTERVAL) => {
			const { call, close } = await inspect(port);
			const held = async () => {
				await call('HeapProfiler.collectGarbage');
				const { usedSize, backingStorageSize } = heapUsage.parse(
					await call('Runtime.getHeapUsage'),
				);
				return (usedSize + backingStorageSize) / 2 ** 20;
			};
			try {
				await call('HeapProfiler.enable');
				const before = await held();
				let peak = before;
				const running = job().then(() => 'over');
				for (;;) {
					const state = await Promise.race([running, sleep(interval, 'running')]);
					if (state === 'over') break;
					peak = Math.max(peak, await held());
				}
				return peak - before;
			} finally {
				close();
			}
		},
	};
}
