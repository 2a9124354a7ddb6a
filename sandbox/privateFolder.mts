import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Identity } from './commands.mts';

/** A temporary folder that only one user may open. */
export interface PrivateFolder {
	readonly path: string;
	/** Writes a file that only that user may read, and gives its path. */
	write(name: string, text: string): Promise<string>;
	remove(): Promise<void>;
}

/**
 * Makes a folder for a program.
 *
 * @param name of the program, which is a part of the folder's
 * @param identity whom the program runs as, and the folder belongs to
 */
export async function privateFolder(name: string, identity: Identity): Promise<PrivateFolder> {
	const own = async (path: string) => {
		const { uid, gid } = identity;
		if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
		return path;
	};
	const path = await own(await mkdtemp(join(tmpdir(), `n8n-nodes-connections-${name}-`)));
	return {
		path,
		write: async (file, text) => {
			await writeFile(join(path, file), text, { mode: 0o600 });
			return await own(join(path, file));
		},
		remove: async () => await rm(path, { recursive: true, force: true }),
	};
}
