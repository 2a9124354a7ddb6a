/** n8n's engine in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Proxy } from '../proxy.mts';
import { node24 } from '../places.mts';
import type { Job, Outcome } from './job.mts';

/** How long a run may take, in milliseconds: what takes longer waits for something that never comes. */
const PATIENCE = 15_000;

export interface Engine {
	run(job: Job): Promise<Outcome>;
	stop(): void;
}

/** Starts the engine, whose way out is the proxy. */
export async function startEngine(proxy: Proxy, userFolder: string): Promise<Engine> {
	const child: ChildProcess = fork(join(import.meta.dirname, 'engine.mts'), {
		execPath: node24,
		execArgv: [
			'--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
			'--disable-warning=ExperimentalWarning',
		],
		env: {
			PATH: process.env['PATH'],
			HOME: userFolder,
			TZ: 'UTC',
			N8N_USER_FOLDER: userFolder,
			N8N_ENCRYPTION_KEY: 'recorded',
			N8N_DEFAULT_BINARY_DATA_MODE: 'default',
			N8N_LOG_LEVEL: 'silent',
			HTTP_PROXY: proxy.url,
			HTTPS_PROXY: proxy.url,
			NODE_EXTRA_CA_CERTS: proxy.authority.file,
		},
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const waiting = new Map<string, (outcome: Outcome) => void>();
	child.on('message', (outcome: Outcome) => waiting.get(outcome.tag)?.(outcome));
	child.on('exit', (code) => {
		for (const [tag, end] of waiting) end({ tag, failed: `the engine ended with ${code}` });
	});
	await once(child, 'message');
	const run = async (job: Job): Promise<Outcome> => {
		const { promise, resolve } = Promise.withResolvers<Outcome>();
		waiting.set(job.tag, resolve);
		const timer = setTimeout(
			() => resolve({ tag: job.tag, failed: `not over after ${PATIENCE / 1000} s` }),
			PATIENCE,
		);
		child.send(job);
		const outcome = await promise;
		clearTimeout(timer);
		waiting.delete(job.tag);
		return outcome;
	};
	return { run, stop: () => void child.kill() };
}
