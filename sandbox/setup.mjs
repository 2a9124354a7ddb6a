/**
 * Brings everything onto this machine that the sandbox and the tests need:
 *
 *     node sandbox/setup.mjs [host] [browser] [queue]
 *
 * The development packages always, the real n8n ("host"), Chromium ("browser"), and Redis and PostgreSQL
 * ("queue") when named. What is there already is not touched, so that a second run takes no time. Runs on Node 20 or later and
 * needs no package, since it is what installs them. Leaves `node_modules/.sandbox.json`, in which
 * `sandbox/places.ts` reads where things are.
 */
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findProgram, isExecutable, run } from './setup/commands.mjs';
import { installDebianPackages } from './setup/debian.mjs';
import { withLock } from './setup/lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const placesFile = join(root, 'node_modules', '.sandbox.json');
const cache =
	process.env.N8N_CONNECTIONS_CACHE ??
	join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-connections');

/** What is needed to compile the host's database driver: program → Debian package. */
const compilers = { python3: 'python3', make: 'make', 'g++': 'g++' };

const steps = {
	packages: { label: 'Development packages', work: installPackages },
	host: { label: 'The real n8n', work: installHost },
	browser: { label: 'Chromium', work: findBrowser },
	queue: { label: 'Redis and PostgreSQL', work: findQueue },
};

/** Where Debian's packages put PostgreSQL: the programs of each version in a folder of its own. */
const POSTGRES = '/usr/lib/postgresql';

/** @param {string | Buffer} content @returns {string} 16 hexadecimal digits that change with it */
const fingerprint = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);

/** @returns {{ packages?: string, host?: string, browser?: string }} what earlier runs left */
const readPlaces = () =>
	existsSync(placesFile) ? JSON.parse(readFileSync(placesFile, 'utf8')) : {};

/** @param {Record<string, string>} found added to what earlier runs left */
function rememberPlaces(found) {
	const places = { ...readPlaces(), cache, ...found };
	const partial = `${placesFile}.${process.pid}`;
	writeFileSync(partial, `${JSON.stringify(places, null, '\t')}\n`);
	renameSync(partial, placesFile);
}

/** `npm ci`, when the lock file is another than the one that was installed. */
async function installPackages(say) {
	const wanted = fingerprint(readFileSync(join(root, 'package-lock.json')));
	const lock = join(cache, `packages-${fingerprint(root)}.lock`);
	await withLock(lock, say, async () => {
		if (readPlaces().packages === wanted) return say('as package-lock.json says');
		say('npm ci (about 90 s, 1.6 GB, once)');
		await run(['npm', 'ci', '--ignore-scripts'], { cwd: root, say });
		// The package `node` brings Node 24, which n8n needs, in its install script.
		await run(['npm', 'rebuild', 'node', '--ignore-scripts=false'], { cwd: root, say });
		rememberPlaces({ packages: wanted });
	});
}

/** n8n as `sandbox/host` pins it, in the cache, because it is 2.8 GB and outlives a checkout. */
async function installHost(say) {
	const pinned = join(root, 'sandbox', 'host');
	const host = join(cache, `host-${fingerprint(readFileSync(join(pinned, 'package-lock.json')))}`);
	await withLock(`${host}.lock`, say, async () => {
		if (existsSync(host)) return say(host);
		await installMissingCompilers(say);
		// Under another name until it is whole, so that a broken-off one is never taken for one.
		const partial = `${host}.partial`;
		rmSync(partial, { recursive: true, force: true });
		mkdirSync(partial, { recursive: true });
		for (const file of ['package.json', 'package-lock.json']) {
			copyFileSync(join(pinned, file), join(partial, file));
		}
		say('npm ci of n8n (about 3 minutes, 2.8 GB, once)');
		await run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: partial, say });
		say('compiling its database driver (about a minute, once)');
		await run(['npm', 'rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: partial, say });
		renameSync(partial, host);
		say(host);
	});
	rememberPlaces({ host });
}

/** @param {(line: string) => void} say */
async function installMissingCompilers(say) {
	const missing = Object.keys(compilers).filter((program) => !findProgram(program));
	if (missing.length === 0) return;
	const packages = missing.map((program) => compilers[program]);
	await installDebianPackages(packages, "compile n8n's database driver", say);
}

/** The Chromium that CHROMIUM_PATH names or that is on PATH; else Debian's is installed. */
async function findBrowser(say) {
	const named = process.env.CHROMIUM_PATH;
	if (named && !isExecutable(named)) {
		throw new Error(`CHROMIUM_PATH names "${named}", which is not a program.`);
	}
	if (!named && !installedBrowser()) {
		await installDebianPackages(['chromium'], 'run the browser tests', say);
	}
	const browser = named ?? installedBrowser();
	if (!browser) throw new Error('The Debian package chromium was installed, but is not on PATH.');
	say(browser);
	rememberPlaces({ browser });
}

/** @returns {string | undefined} */
function installedBrowser() {
	return ['chromium', 'chromium-browser', 'google-chrome'].map(findProgram).find(Boolean);
}

/**
 * Redis and PostgreSQL, which n8n's queue mode needs, or else Debian's. Only their programs are used: the sandbox
 * starts them itself, with folders and ports of its own, and never touches what this machine runs.
 */
async function findQueue(say) {
	const isMissing = {
		'redis-server': () => !installedRedis(),
		postgresql: () => !installedPostgres(),
	};
	const missing = () => Object.keys(isMissing).filter((name) => isMissing[name]());
	const packages = missing();
	if (packages.length > 0) {
		await installDebianPackages(packages, 'run n8n with a queue and workers', say);
	}
	const [stillMissing] = missing();
	if (stillMissing) {
		throw new Error(
			`The Debian package ${stillMissing} was installed, but its programs are not found.`,
		);
	}
	const found = { redis: installedRedis(), postgres: installedPostgres() };
	say(`${found.redis}, ${found.postgres}`);
	rememberPlaces(found);
}

/** @returns {string | undefined} */
const installedRedis = () => findProgram('redis-server');

/** @returns {string | undefined} the folder of the programs of the newest version */
function installedPostgres() {
	if (!existsSync(POSTGRES)) return undefined;
	return readdirSync(POSTGRES)
		.sort((one, other) => Number(other) - Number(one))
		.map((version) => join(POSTGRES, version, 'bin'))
		.find((bin) => isExecutable(join(bin, 'initdb')) && isExecutable(join(bin, 'postgres')));
}

async function main() {
	const parts = process.argv.slice(2);
	const known = Object.keys(steps).filter((name) => name !== 'packages');
	const unknown = parts.find((part) => !known.includes(part));
	if (unknown) throw new Error(`Unknown part "${unknown}". Known are: ${known.join(', ')}.`);
	const names = ['packages', ...parts];
	for (const [index, name] of names.entries()) {
		const { label, work } = steps[name];
		await work((line) => console.log(`[${index + 1}/${names.length}] ${label}: ${line}`));
	}
}

try {
	await main();
} catch (error) {
	console.error(`Set-up failed. ${error.message}`);
	process.exitCode = 1;
}
