import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

const placesSchema = z.object({
	cache: z.string(),
	host: z.string().optional(),
	browser: z.string().optional(),
	redis: z.string().optional(),
	postgres: z.string().optional(),
});

/** The checkout's folder. */
export const root = dirname(import.meta.dirname);

/** Node 24, which n8n needs, whatever this machine's own Node is. */
export const node24 = join(root, 'node_modules', '.bin', 'node');

/**
 * The folder for what outlives a checkout and a start: the installed n8n, the proxy's certificate
 * authority, the data of `npm start`.
 *
 * @returns an absolute path
 * @throws Error when the set-up has never run here
 */
export function cacheFolder(): string {
	return readPlaces('').cache;
}

/**
 * Where the real n8n is installed.
 *
 * @returns the folder whose `node_modules` holds n8n
 * @throws Error naming the command to run, when it is not installed
 */
export function hostFolder(): string {
	return required(readPlaces('host').host, 'host');
}

/**
 * The browser that the tests drive.
 *
 * @returns the path of a Chromium program
 * @throws Error naming the command to run, when none was found yet
 */
export function browserProgram(): string {
	return required(readPlaces('browser').browser, 'browser');
}

/**
 * Redis, n8n's queue.
 *
 * @returns the path of redis-server
 * @throws Error naming the command to run, when it was not found yet
 */
export function redisProgram(): string {
	return required(readPlaces('queue').redis, 'queue');
}

/**
 * PostgreSQL, the database that n8n's processes share in queue mode.
 *
 * @returns the folder of its programs
 * @throws Error naming the command to run, when it was not found yet
 */
export function postgresFolder(): string {
	return required(readPlaces('queue').postgres, 'queue');
}

/** What `sandbox/setup.mjs` left behind. */
function readPlaces(part: string): z.infer<typeof placesSchema> {
	try {
		const file = join(root, 'node_modules', '.sandbox.json');
		return placesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch (cause) {
		throw new Error(missing(part), { cause });
	}
}

function required(place: string | undefined, part: string): string {
	if (place === undefined) throw new Error(missing(part));
	return place;
}

const missing = (part: string): string =>
	`The sandbox is not set up. Run: ${['node sandbox/setup.mjs', part].join(' ').trim()}`;
