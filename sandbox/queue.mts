import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Client, createClient } from './client.mts';
import { type N8n, type N8nOptions, startN8n } from './n8n.mts';
import { type Postgres, startPostgres } from './postgres.mts';
import { freePort } from './ports.mts';
import { type Redis, startRedis } from './redis.mts';
import { owner } from './sandbox.mts';

/** n8n in queue mode: one main process, which starts executions, and workers, which run them. */
export interface Queue {
	/** The main process of now. */
	readonly main: N8n;
	readonly workers: readonly N8n[];
	/** What the owner does in n8n. */
	readonly client: Client;
	/** Ends the main process in good order and starts it again at the same address. */
	restartMain(): Promise<void>;
	/** Ends everything, the last started first. */
	stop(): Promise<void>;
}

/** What an n8n in queue mode is made of. */
export interface QueueOptions extends Pick<N8nOptions, 'proxy' | 'packs' | 'say'> {
	readonly workers: number;
	/** Executions that a worker runs at once. */
	readonly concurrency: number;
}

/**
 * Milliseconds after which a worker that no longer says that it lives has lost its executions; n8n's own is 60,000.
 * A busy machine may keep a worker that lives waiting for more than 15,000.
 */
const LOCK_DURATION = 30_000;

/** How often a worker says that it lives, and looks for those that no longer do, in milliseconds. */
const LOCK_INTERVAL = 3_000;

/** What all processes of one n8n have in common, as n8n documents it for queue mode. */
const shared = (redis: Redis, postgres: Postgres) => ({
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: randomUUID(),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: postgres.host,
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: postgres.database,
	DB_POSTGRESDB_USER: postgres.user,
	DB_POSTGRESDB_PASSWORD: postgres.password,
	QUEUE_BULL_REDIS_HOST: redis.host,
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	QUEUE_BULL_REDIS_PASSWORD: redis.password,
	QUEUE_WORKER_LOCK_DURATION: String(LOCK_DURATION),
	QUEUE_WORKER_LOCK_RENEW_TIME: String(LOCK_INTERVAL),
	QUEUE_WORKER_STALLED_INTERVAL: String(LOCK_INTERVAL),
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
});

/**
 * Starts Redis, PostgreSQL, the main process and the workers of one n8n, each with a folder of its own.
 *
 * @throws what any of its parts throws; those that had started are stopped before
 */
export async function startQueue(options: QueueOptions): Promise<Queue> {
	const { workers: count, concurrency, ...common } = options;
	await using running = new AsyncDisposableStack();
	const redis = await startRedis();
	running.defer(() => redis.stop());
	const postgres = await startPostgres();
	running.defer(() => postgres.stop());
	const env = shared(redis, postgres);
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-connections-main-'));
	running.defer(() => rm(userFolder, { recursive: true, force: true }));
	const port = await freePort();
	// Alone first: it makes the tables of the database.
	let main = await startN8n({ ...common, env, userFolder, port });
	running.defer(() => main.stop());
	const workers: N8n[] = [];
	await Promise.all(
		Array.from({ length: count }, async () => {
			const worker = await startN8n({ ...common, env, worker: { concurrency } });
			running.defer(() => worker.stop());
			workers.push(worker);
		}),
	);
	const client = await createClient(main.url, owner, common.proxy);
	const started = running.move();
	return {
		get main() {
			return main;
		},
		workers,
		client,
		restartMain: async () => {
			await main.stop();
			main = await startN8n({ ...common, packs: [], env, userFolder, port });
		},
		stop: () => started.disposeAsync(),
	};
}

/** What a worker says that it did, by its log. */
export interface WorkOf {
	/** The executions that it has begun. */
	readonly started: ReadonlySet<string>;
	/** Those of them that it has finished. */
	readonly finished: ReadonlySet<string>;
}

/** Reads from a worker's log which executions it has run. */
export function workOf(worker: N8n): WorkOf {
	const ids = (word: string) =>
		new Set(
			Array.from(
				worker.log().matchAll(new RegExp(`Worker ${word} execution (\\d+)`, 'g')),
				([, id = '']) => id,
			),
		);
	return { started: ids('started'), finished: ids('finished') };
}
