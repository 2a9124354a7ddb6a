import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { commandFailure } from './errors.mts';
import { node24 } from './places.mts';

/** Enough for a build's or npm's whole output, in bytes. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** PATH with Node 24 first, so that npm and what npm starts run on it too. */
export const pathWithNode24 = `${dirname(node24)}:${process.env['PATH'] ?? ''}`;

/**
 * Runs a program to its end, on Node 24 when it is a Node program.
 *
 * @param program its name or path
 * @param args its arguments; no shell looks at them
 * @param cwd the folder to run it in
 * @returns what it wrote to its standard output
 * @throws Error with what it wrote, when it cannot be started or ends with another code than 0
 */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
	const env = { ...process.env, PATH: pathWithNode24 };
	try {
		const { stdout } = await promisify(execFile)(program, args, {
			cwd,
			env,
			maxBuffer: MAX_OUTPUT,
		});
		return stdout;
	} catch (cause) {
		throw new Error(commandFailure(cause), { cause });
	}
}
