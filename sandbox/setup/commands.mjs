import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How often a long command says that it is still at work, in milliseconds. */
const HEARTBEAT = 15_000;

/** How much of a failed command's output is worth reading, in characters. */
const TAIL = 16_000;

/**
 * The environment for npm and the programs it starts: without the checkout's own `.bin`, so that
 * `npm ci` does not run on the very Node that it is about to replace.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function environment() {
	const path = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
	return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Finds a program the way a shell does.
 *
 * @param {string} name the program's name, without a folder
 * @returns {string | undefined} its path, or undefined when no folder of PATH has it
 */
export function findProgram(name) {
	return (environment().PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder, name))
		.find(isExecutable);
}

/**
 * Says whether a file exists and may be executed.
 *
 * @param {string} path
 * @returns {boolean}
 */
export function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * Runs a command without standard input, saying every few seconds that it still runs.
 *
 * @param {string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, say?: (line: string) => void }} [options]
 *   `say` receives one line every 15 seconds
 * @returns {Promise<void>}
 * @throws {Error} when it cannot be started or ends with another code than 0; the message carries
 *   the last lines of its output
 */
export async function run(command, { cwd, env = {}, say = () => {} } = {}) {
	const [program = '', ...args] = command;
	const started = Date.now();
	let output = '';
	const heartbeat = setInterval(
		() => say(`… still running, ${Math.round((Date.now() - started) / 1000)} s`),
		HEARTBEAT,
	);
	try {
		const code = await new Promise((resolve, reject) => {
			const child = spawn(program, args, {
				cwd,
				env: { ...environment(), ...env },
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			const keep = (chunk) => (output = (output + chunk).slice(-TAIL));
			child.stdout.on('data', keep);
			child.stderr.on('data', keep);
			child.on('error', reject);
			child.on('close', (exitCode, signal) => resolve(exitCode ?? signal));
		});
		if (code !== 0) throw new Error(`"${command.join(' ')}" ended with ${code}:\n${output.trim()}`);
	} finally {
		clearInterval(heartbeat);
	}
}
