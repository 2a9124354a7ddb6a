import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { commandFailure } from './errors.mts';
import { node24 } from './places.mts';

/** Enough for a build's or npm's whole output, in bytes. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** PATH with Node 24 first, so that npm and what npm starts run on it too. */
export const pathWithNode24 = `${dirname(node24)}:${process.env['PATH'] ?? ''}`;

/** Whom a program runs as, where that is not the user of this process. */
export interface Identity {
	readonly uid?: number;
	readonly gid?: number;
}

/**
 * The user that a Debian package made for its program, where this process is root's: some programs refuse to run as
 * root, and none of the sandbox's needs to.
 *
 * @param name e.g. `postgres`
 * @throws Error when this machine has no such user
 */
export async function identityOf(name: string): Promise<Identity> {
	if (process.getuid?.() !== 0) return {};
	const id = async (flag: string) => Number(await run('id', [flag, name], '/'));
	return { uid: await id('-u'), gid: await id('-g') };
}

/**
 * Runs a program to its end, on Node 24 when it is a Node program.
 *
 * @param program its name or path
 * @param args its arguments; no shell looks at them
 * @param cwd the folder to run it in
 * @param identity whom to run it as; the user of this process when left out
 * @returns what it wrote to its standard output
 * @throws Error with what it wrote, when it cannot be started or ends with another code than 0
 */
export async function run(
	program: string,
	args: readonly string[],
	cwd: string,
	identity: Identity = {},
): Promise<string> {
	const env = { ...process.env, PATH: pathWithNode24 };
	try {
		const { stdout } = await promisify(execFile)(program, args, {
			...identity,
			cwd,
			env,
			maxBuffer: MAX_OUTPUT,
		});
		return stdout;
	} catch (cause) {
		throw new Error(commandFailure(cause), { cause });
	}
}
