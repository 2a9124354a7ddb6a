import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Identity } from './commands.mts';
import { errorCode } from './errors.mts';
import { node24, root } from './places.mts';

/** How long a process gets to end by itself before it is killed, in milliseconds. */
const STOP_TIMEOUT = 10_000;

/** How long a kept program may take to say that it is ready, in milliseconds. */
const READY_TIMEOUT = 30_000;

/** How often a starting program is looked at, in milliseconds. */
const POLL = 50;

/** How much of the log a failed start shows, in lines. */
const LOG_LINES = 40;

/** Whether a process has not ended yet. */
export const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
	exitCode === null && signalCode === null;

/** @throws Error when the process could not be started */
export function processId({ pid, spawnfile }: ChildProcess): number {
	if (pid === undefined) throw new Error(`${spawnfile} could not be started: no process id.`);
	return pid;
}

/** All that a process writes, piece by piece, as it comes. */
export function collectOutput(child: ChildProcess): string[] {
	const chunks: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
	}
	return chunks;
}

/** The end of what a process has written, for the message of a failure. */
export const lastLines = (chunks: readonly string[]): string =>
	chunks.join('').split('\n').slice(-LOG_LINES).join('\n');

/** Ends a process that leads a group, and everything that it started. */
export async function stopGroup(child: ChildProcess): Promise<void> {
	if (child.pid === undefined) return;
	const exited = isRunning(child) ? once(child, 'exit') : Promise.resolve();
	signalGroup(child.pid, 'SIGTERM');
	await Promise.race([exited, sleep(STOP_TIMEOUT, undefined, { ref: false })]);
	// Whoever of the group has not heard, a process's own children included.
	signalGroup(child.pid, 'SIGKILL');
	await exited;
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-group, signal);
	} catch (error) {
		// ESRCH: nobody of the group is left, which is what was wanted.
		if (errorCode(error) !== 'ESRCH') throw error;
	}
}

/** A program that is none of Node's, and how to start it. */
export interface KeptProgram {
	readonly program: string;
	readonly args: readonly string[];
	readonly cwd: string;
	/** Who it runs as; this process's own user when left out. */
	readonly identity?: Identity;
	/** What it writes when it is ready. */
	readonly ready: RegExp;
}

/**
 * Starts a program that lives no longer than this process does, however that one ends (see keeper.mjs), and waits
 * until it says that it is ready.
 *
 * @returns a function that ends it
 * @throws Error with the last lines of what it wrote, when it ends or is not ready within half a minute
 */
export async function keepProgram(options: KeptProgram): Promise<() => Promise<void>> {
	const { program, args, cwd, identity = {}, ready } = options;
	const keeper = join(root, 'sandbox', 'keeper.mjs');
	const child = spawn(node24, [keeper, JSON.stringify(identity), program, ...args], {
		cwd,
		// A group of its own: a Ctrl-C in the terminal is for the sandbox, which ends the program in its turn.
		detached: true,
		// The last one is the lifeline that keeper.mjs watches.
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
	});
	const lines = collectOutput(child);
	const stop = async () => {
		if (!isRunning(child)) return;
		const exited = once(child, 'exit');
		child.stdio[3]?.destroy();
		await exited;
	};
	const started = Date.now();
	while (!ready.test(lines.join(''))) {
		if (!isRunning(child) || Date.now() - started > READY_TIMEOUT) {
			await stop();
			throw new Error(`${program} did not start.\n${lastLines(lines)}`);
		}
		await sleep(POLL);
	}
	return stop;
}
