import { randomUUID } from 'node:crypto';

import { identityOf } from './commands.mts';
import { redisProgram } from './places.mts';
import { freePort } from './ports.mts';
import { privateFolder } from './privateFolder.mts';
import { keepProgram } from './processes.mts';

/** A Redis of the sandbox's own. */
export interface Redis {
	readonly host: string;
	readonly port: number;
	readonly password: string;
	/** Ends it and removes its folder. */
	stop(): Promise<void>;
}

/**
 * Starts Redis on a free port of 127.0.0.1, without any data, and keeping none.
 *
 * @throws Error when it is not set up, or does not start
 */
export async function startRedis(): Promise<Redis> {
	const program = redisProgram();
	const identity = await identityOf('redis');
	await using running = new AsyncDisposableStack();
	const folder = await privateFolder('redis', identity);
	running.defer(() => folder.remove());
	const host = '127.0.0.1';
	const port = await freePort();
	const password = randomUUID();
	const settings = {
		bind: host,
		port,
		requirepass: password,
		save: '""',
		appendonly: 'no',
		dir: folder.path,
	};
	// In a file, not on the command line, which everybody on the machine can read.
	const lines = Object.entries(settings).map((line) => line.join(' '));
	const stop = await keepProgram({
		program,
		args: [await folder.write('redis.conf', lines.join('\n'))],
		cwd: folder.path,
		identity,
		ready: /ready to accept connections/i,
	});
	running.defer(stop);
	const started = running.move();
	return { host, port, password, stop: () => started.disposeAsync() };
}
