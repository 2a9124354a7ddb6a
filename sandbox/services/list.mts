import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The services whose stand-ins were written by hand, since they keep a state that nodes change: each has a folder here. */
export const BY_HAND: readonly string[] = readdirSync(import.meta.dirname).filter(
	(name) => name !== 'derived' && existsSync(join(import.meta.dirname, name, 'index.mts')),
);
