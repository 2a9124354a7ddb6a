import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { identityOf, run } from './commands.mts';
import { postgresFolder } from './places.mts';
import { freePort } from './ports.mts';
import { privateFolder } from './privateFolder.mts';
import { keepProgram } from './processes.mts';

/** A PostgreSQL of the sandbox's own, with one empty database. */
export interface Postgres {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	/** Ends it and removes its data. */
	stop(): Promise<void>;
}

const USER = 'n8n';

/** The words and the order of texts are the same on every machine. */
const LOCALE = ['--encoding=UTF8', '--locale=C'];

/** Its data dies with it: nothing needs to reach the disk. */
const VOLATILE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Makes a new cluster and starts it on a free port of 127.0.0.1.
 *
 * @throws Error when it is not set up, or does not start
 */
export async function startPostgres(): Promise<Postgres> {
	const programs = postgresFolder();
	// PostgreSQL refuses to run as root.
	const identity = await identityOf('postgres');
	await using running = new AsyncDisposableStack();
	const folder = await privateFolder('postgres', identity);
	running.defer(() => folder.remove());
	const password = randomUUID();
	const passwordFile = await folder.write('password', password);
	const data = join(folder.path, 'data');
	await run(
		join(programs, 'initdb'),
		[
			...['-D', data, '-U', USER, `--pwfile=${passwordFile}`],
			...['--auth=scram-sha-256', '--no-sync', ...LOCALE],
		],
		folder.path,
		identity,
	);
	const host = '127.0.0.1';
	const port = await freePort();
	const settings = [`listen_addresses=${host}`, 'unix_socket_directories=', ...VOLATILE];
	const stop = await keepProgram({
		program: join(programs, 'postgres'),
		args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
		cwd: folder.path,
		identity,
		ready: /ready to accept connections/,
	});
	running.defer(stop);
	const started = running.move();
	return {
		host,
		port,
		database: 'postgres',
		user: USER,
		password,
		stop: () => started.disposeAsync(),
	};
}
