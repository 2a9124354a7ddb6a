import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { pathWithNode24 } from './commands.mts';
import { installPacks, type PackedPack } from './pack.mts';
import { hostFolder, node24, root } from './places.mts';
import { freePort } from './ports.mts';
import { collectOutput, isRunning, lastLines, processId, stopGroup } from './processes.mts';
import type { Proxy } from './proxy.mts';

/** A running process of n8n. */
export interface N8n {
	/** `http://127.0.0.1:<port>`, without a slash at the end. A worker only says there how it is. */
	readonly url: string;
	/** The folder that holds its `.n8n`: database, installed packages. */
	readonly userFolder: string;
	/** Its process id, for measuring; its process group has the same number. */
	readonly pid: number;
	/** All that it has written so far. */
	log(): string;
	/** Ends it and everything it started; removes `userFolder` if it was a temporary one. */
	stop(): Promise<void>;
}

/** How to start n8n. */
export interface N8nOptions {
	/** Its only way out of this machine. */
	readonly proxy: Proxy;
	/** The packs to install before the start: the one of this checkout, and those of tests. None when left out. */
	readonly packs?: readonly PackedPack[];
	/** Makes it a worker of queue mode, which runs so many executions at once. */
	readonly worker?: { readonly concurrency: number };
	/** A folder to keep its data in; without it a temporary one that `stop` removes. */
	readonly userFolder?: string;
	/** The port to listen on, if it is free. */
	readonly port?: number;
	/** More environment variables for it. */
	readonly env?: Readonly<Record<string, string>>;
	/** How often it is asked whether it is ready, in milliseconds; five times a second when left out. */
	readonly poll?: number;
	/** Receives lines of progress. */
	readonly say?: (line: string) => void;
}

/** How long a start may take, in milliseconds: 5 to 8 s is usual, two minutes have been seen on a machine with other work. */
const START_TIMEOUT = 300_000;

/** How often a starting n8n is usually asked whether it is ready, in milliseconds. */
const POLL = 200;

/** Of this process's environment only this reaches n8n, so that no setting of the machine does. */
const INHERITED = ['HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ', 'USER'];

/** n8n speaks to nobody but its own processes and the user on its own account. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

/**
 * Starts the real n8n on 127.0.0.1, with SQLite unless `env` says otherwise, and waits until it is ready.
 *
 * @returns the running n8n
 * @throws Error with the last lines of its log, when it ends or is not ready within five minutes
 */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const { packs = [], worker, poll = POLL, say = () => {} } = options;
	const userFolder =
		options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-nodes-connections-user-')));
	for (const { file } of packs) say(`installing ${basename(file)}`);
	if (packs.length > 0) await installPacks(packs, join(userFolder, '.n8n', 'nodes'));
	const port = await freePort(options.port);
	const url = `http://127.0.0.1:${port}`;
	const child = spawn(node24, hostArguments(worker), {
		env: {
			...(await environment(url, port, userFolder, options.proxy)),
			...(worker ? health(port) : {}),
			...options.env,
		},
		cwd: userFolder,
		// A process group of its own, so that `stop` reaches everything that n8n starts.
		detached: true,
		// The last one is the lifeline that guard.mjs watches.
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
	});
	const lines = collectOutput(child);
	const stop = async (): Promise<void> => {
		await stopGroup(child);
		if (!options.userFolder) await rm(userFolder, { recursive: true, force: true });
	};
	try {
		await waitUntilReady(url, child, { ready: worker ? isHealthy : isReady, poll, say });
	} catch (cause) {
		await stop();
		throw new Error(`n8n did not start. ${String(cause)}\n${lastLines(lines)}`, { cause });
	}
	return { url, userFolder, pid: processId(child), log: () => lines.join(''), stop };
}

function hostArguments(worker: N8nOptions['worker']): string[] {
	const guard = join(root, 'sandbox', 'guard.mjs');
	const command = worker ? ['worker', `--concurrency=${worker.concurrency}`] : ['start'];
	return ['--import', guard, join(hostFolder(), 'node_modules', 'n8n', 'bin', 'n8n'), ...command];
}

/** Where a worker, which has no editor, says how it is. */
const health = (port: number): NodeJS.ProcessEnv => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
});

async function environment(
	url: string,
	port: number,
	userFolder: string,
	proxy: Proxy,
): Promise<NodeJS.ProcessEnv> {
	const inherited = INHERITED.map((name) => [name, process.env[name]]);
	return {
		...Object.fromEntries(inherited),
		...QUIET,
		PATH: pathWithNode24,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'n8n-nodes-connections-sandbox',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_SECURE_COOKIE: 'false',
		...wayOut(userFolder, proxy),
	};
}

/** n8n and its npm send everything through the proxy, except what goes to this machine. */
function wayOut(userFolder: string, { url, authority }: Proxy): NodeJS.ProcessEnv {
	const local = 'localhost,127.0.0.1,::1';
	return {
		HTTP_PROXY: url,
		HTTPS_PROXY: url,
		NO_PROXY: local,
		NODE_EXTRA_CA_CERTS: authority.file,
		// The user's npm configuration may name a proxy or authorities too, and would win otherwise.
		npm_config_proxy: url,
		npm_config_https_proxy: url,
		npm_config_noproxy: local,
		npm_config_cafile: authority.file,
		// What the sandbox publishes must not stay in the user's own npm cache.
		npm_config_cache: join(userFolder, '.npm'),
	};
}

async function waitUntilReady(
	url: string,
	child: ChildProcess,
	{
		ready,
		poll,
		say,
	}: {
		ready: (url: string) => Promise<boolean>;
		poll: number;
		say: (line: string) => void;
	},
): Promise<void> {
	const started = Date.now();
	const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
	say(`starting n8n at ${url}`);
	await once(child, 'spawn');
	while (!(await ready(url))) {
		if (!isRunning(child)) throw new Error(`It ended with ${child.exitCode ?? child.signalCode}.`);
		if (Date.now() - started > START_TIMEOUT) throw new Error(`Not ready after ${seconds()} s.`);
		await sleep(poll);
	}
	say(`n8n is ready after ${seconds()} s`);
}

/** Whether a process has its database and, in queue mode, its queue. */
async function isHealthy(url: string): Promise<boolean> {
	try {
		return (await fetch(`${url}/healthz/readiness`)).ok;
	} catch {
		// Nobody listens yet.
		return false;
	}
}

/** The settings are the first thing that the editor asks for; they are served last. */
const isReady = async (url: string): Promise<boolean> =>
	(await isHealthy(url)) && (await fetch(`${url}/rest/settings`)).ok;
