import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, glob, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

import { z } from 'zod';

import { run } from './commands.mts';
import { errorCode } from './errors.mts';
import { root } from './places.mts';

/** One version of the pack as npm would publish it. */
export interface PackedPack {
	readonly version: string;
	/** The tarball's path. */
	readonly file: string;
}

/** Packs that are kept, so that they are packed and installed once a build and not once a test file. */
const kept = join(root, 'node_modules', '.cache', 'packs');

/** What the build reads; a change in any of it makes `dist` out of date. */
const SOURCES = [
	'{builtin,connection,operation,services,credentials,nodes}/**/*',
	'{index.ts,gulpfile.js,tsconfig.json,tsconfig.build.json}',
];

const packedSchema = z.array(z.object({ filename: z.string(), version: z.string() })).nonempty();

/** What is packed besides `dist`. */
const BESIDES = '{package.json,README.md,CHANGELOG.md,LICENSE}';

/**
 * Builds the pack, unless `dist` is newer than every source, and packs it, unless that was done before.
 *
 * @returns the tarball, which is kept: nobody removes it
 * @throws Error with the build's output when it does not build
 */
export async function buildPack(): Promise<PackedPack> {
	if (!(await isBuilt())) await run('npm', ['run', 'build'], root);
	return await keep('pack', [BESIDES, 'dist/index.js'], async () => await packFolder(root));
}

/**
 * Makes a pack, unless one of the same name was made from the same files.
 *
 * @param from the files that decide it, as globs below the checkout
 * @param make makes it in a temporary folder of its own
 */
async function keep(
	name: string,
	from: readonly string[],
	make: () => Promise<PackedPack>,
): Promise<PackedPack> {
	const folder = join(kept, `${name}-${await stampOf(from)}`);
	const note = join(folder, 'pack.json');
	if (!existsSync(note)) {
		const { file, version } = await make();
		await writeFile(
			join(dirname(file), 'pack.json'),
			JSON.stringify([{ filename: basename(file), version }]),
		);
		await moveTo(dirname(file), folder);
	}
	const [{ filename, version }] = packedSchema.parse(JSON.parse(await readFile(note, 'utf8')));
	return { version, file: join(folder, filename) };
}

/** Moves a folder to where it is kept, unless another process was faster. */
async function moveTo(made: string, folder: string): Promise<void> {
	await mkdir(dirname(folder), { recursive: true });
	// Beside its place first: a rename is whole or not at all, but only within one file system.
	const beside = await mkdtemp(`${folder}.`);
	await cp(made, beside, { recursive: true, verbatimSymlinks: true });
	await rm(made, { recursive: true, force: true });
	try {
		await rename(beside, folder);
	} catch (error) {
		await rm(beside, { recursive: true, force: true });
		if (!existsSync(folder)) throw error;
	}
}

/** Changes whenever one of the files does. */
async function stampOf(globs: readonly string[]): Promise<string> {
	const files: string[] = [];
	for await (const file of glob([...globs], { cwd: root })) files.push(file);
	const times = await Promise.all(
		files.sort().map(async (file) => `${file} ${await modifiedAt(file)}`),
	);
	return createHash('sha256').update(times.join('\n')).digest('hex').slice(0, 16);
}

/**
 * Makes another version of a packed pack with the same content, for trying an update.
 *
 * @param file a tarball of the pack
 * @param version the version to give it
 * @returns the new tarball, in a new temporary folder
 */
export async function repack(file: string, version: string): Promise<PackedPack> {
	const folder = join(await temporaryFolder(), 'content');
	await mkdir(folder);
	await run('tar', ['-xzf', file, '-C', folder, '--strip-components=1'], folder);
	const manifestFile = join(folder, 'package.json');
	const manifest = z.record(z.unknown()).parse(JSON.parse(await readFile(manifestFile, 'utf8')));
	await writeFile(manifestFile, JSON.stringify({ ...manifest, version }, null, '\t'));
	const pack = await packFolder(folder);
	await rm(dirname(folder), { recursive: true, force: true });
	return pack;
}

/**
 * Installs packed packs in n8n's folder for community packages, without n8n and without a network.
 *
 * @param packs what to install; their peer, n8n-workflow, is n8n's own and is not installed
 * @param nodesFolder `<user folder>/.n8n/nodes`; made when missing
 */
export async function installPacks(
	packs: readonly PackedPack[],
	nodesFolder: string,
): Promise<void> {
	const files = packs.map(({ file }) => file);
	const isKept = files.every((file) => file.startsWith(kept));
	if (!isKept || existsSync(join(nodesFolder, 'package.json'))) {
		return await installWithNpm(files, nodesFolder);
	}
	const name = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
	const installed = join(kept, `installed-${name}`);
	if (!existsSync(installed)) {
		const made = await temporaryFolder();
		await installWithNpm(files, made);
		await moveTo(made, installed);
	}
	await cp(installed, nodesFolder, { recursive: true, verbatimSymlinks: true });
}

async function installWithNpm(files: readonly string[], nodesFolder: string): Promise<void> {
	await mkdir(nodesFolder, { recursive: true });
	const manifestFile = join(nodesFolder, 'package.json');
	if (!existsSync(manifestFile)) {
		const manifest = { name: 'installed-nodes', private: true, dependencies: {} };
		await writeFile(manifestFile, JSON.stringify(manifest));
	}
	const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
	await run('npm', ['install', ...files, '--offline', '--legacy-peer-deps', ...quiet], nodesFolder);
}

/**
 * Packs a folder as npm would publish it.
 *
 * @returns the tarball, in a new temporary folder
 */
export async function packFolder(folder: string): Promise<PackedPack> {
	const destination = await temporaryFolder();
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
	const [packed] = packedSchema.parse(JSON.parse(await run('npm', args, folder)));
	return { version: packed.version, file: join(destination, packed.filename) };
}

/** A pack of its own, as somebody else would build one with this package's model. */
export interface ProjectPack {
	/** The npm package's name. */
	readonly name: string;
	/** The folder that holds its sources and their tsconfig.json. */
	readonly folder: string;
	/** The compiled files of its credential types, in that folder. */
	readonly credentials?: readonly string[];
	/** The compiled files of its nodes, in that folder. */
	readonly nodes: readonly string[];
}

/**
 * Compiles and packs a pack of its own, with the sources of this package that it imports, unless that was done before.
 *
 * @returns the tarball, which is kept: nobody removes it
 * @throws Error with the compiler's words when it does not compile
 */
export async function packProject(project: ProjectPack): Promise<PackedPack> {
	const from = [...SOURCES, `${relative(root, project.folder)}/**/*`];
	return await keep(project.name, from, async () => await compileProject(project));
}

async function compileProject(project: ProjectPack): Promise<PackedPack> {
	const { name, folder, credentials = [], nodes } = project;
	const compiled = await temporaryFolder();
	try {
		const config = join(folder, 'tsconfig.json');
		await run(
			join(root, 'node_modules', '.bin', 'tsc'),
			['-p', config, '--outDir', compiled],
			root,
		);
		const within = (files: readonly string[]) =>
			files.map((file) => join(relative(root, folder), file));
		const manifest = {
			name,
			version: '1.0.0',
			keywords: ['n8n-community-node-package'],
			n8n: { n8nNodesApiVersion: 1, credentials: within(credentials), nodes: within(nodes) },
		};
		await writeFile(join(compiled, 'package.json'), JSON.stringify(manifest));
		return await packFolder(compiled);
	} finally {
		await rm(compiled, { recursive: true, force: true });
	}
}

async function isBuilt(): Promise<boolean> {
	const built = await modifiedAt('dist/index.js');
	if (built === undefined) return false;
	for await (const source of glob(SOURCES, { cwd: root })) {
		if (((await modifiedAt(source)) ?? 0) > built) return false;
	}
	return true;
}

async function modifiedAt(path: string): Promise<number | undefined> {
	const found = await stat(join(root, path)).catch((error: unknown) => {
		if (errorCode(error) === 'ENOENT') return undefined;
		throw error;
	});
	return found?.mtimeMs;
}

const temporaryFolder = () => mkdtemp(join(tmpdir(), 'n8n-nodes-connections-pack-'));
