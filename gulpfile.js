const { spawn } = require('node:child_process');
const { randomInt } = require('node:crypto');
const { once } = require('node:events');
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { dest, parallel, series, src, watch } = require('gulp');

const root = __dirname;
const dist = path.join(root, 'dist');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const SHIPPED = '{index.ts,{builtin,connection,operation,services,credentials,nodes}/**/*.ts}';

/** Runs a program of the development packages with its output shown, and fails when it fails. */
async function run(command, args) {
	const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
	const [code, signal] = await once(child, 'close');
	if (code === 0) return;
	const line = [path.basename(command), ...args].join(' ');
	// Of a program that crashes only the signal tells.
	throw new Error(`"${line}" ended with ${signal ?? `exit code ${code}`}`);
}

/** Files of a folder tree whose name ends so, as sorted paths below the checkout. */
async function filesEnding(folder, ending) {
	const names = await fs.readdir(path.join(root, folder), { recursive: true });
	return names
		.filter((name) => name.endsWith(ending))
		.map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
		.sort();
}

async function clean() {
	await fs.rm(dist, { recursive: true, force: true });
	// The packs that were made of it (sandbox/pack.mts).
	await fs.rm(path.join(root, 'node_modules', '.cache', 'packs'), { recursive: true, force: true });
}

async function compile() {
	await run(bin('tsc'), ['-p', 'tsconfig.build.json']);
}

/** Icons and codex files stand beside the compiled classes, where n8n looks for them; licences beside what they cover. */
function icons() {
	const files = ['{nodes,credentials}/**/*.{svg,node.json}', 'builtin/**/LICENSE-*.txt'];
	return src(files, { base: '.', encoding: false }).pipe(dest('dist'));
}

/** What the editor offers of an operation before its first run stands beside the node, where n8n looks for it. */
async function schemas() {
	for (const name of await filesEnding('nodes', '.json')) {
		if (!name.includes('/__schema__/')) continue;
		const schema = JSON.parse(await fs.readFile(path.join(root, name), 'utf8'));
		const file = path.join(dist, name);
		await fs.mkdir(path.dirname(file), { recursive: true });
		await fs.writeFile(file, JSON.stringify(schema));
	}
}

/**
 * Writes the lists of credentials and nodes in package.json from the folders. In CI nothing is written: there
 * a list that differs is an error, since what is committed is what is published.
 */
async function manifest() {
	const file = path.join(root, 'package.json');
	const before = await fs.readFile(file, 'utf8');
	const contents = JSON.parse(before);
	const compiled = (files) => files.map((name) => `dist/${name.replace(/\.ts$/, '.js')}`);
	contents.n8n.credentials = compiled(await filesEnding('credentials', '.credentials.ts'));
	contents.n8n.nodes = compiled(await filesEnding('nodes', '.node.ts'));
	const after = `${JSON.stringify(contents, null, '\t')}\n`;
	if (after === before) return;
	if (process.env.CI) {
		throw new Error(
			'package.json does not list the nodes and credentials of the folders: run "npm run build" and commit it',
		);
	}
	await fs.writeFile(file, after);
}

/** n8n reads these lists instead of every class when it starts, and loads a class when it is first used. */
async function lazyLists() {
	await run(process.execPath, [path.join(root, 'node_modules/n8n-core/bin/generate-metadata')]);
}

async function lint() {
	await run(bin('n8n-node'), ['lint']);
	await run(bin('eslint'), ['--config', 'eslint.tools.config.mjs', '**/*.mts']);
	await run(bin('prettier'), ['--check', '--log-level', 'warn', '.']);
	// What a person reads: the docs, and the texts and comments of what is shipped.
	await run(bin('cspell'), ['lint', '--no-progress', '--no-summary']);
}

/** n8n's official scan, over the sources and over the packed tarball: what n8n itself runs before it verifies a package. */
async function scan() {
	const scanner = path.join(root, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scanner).href);
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-connections-scan-'));
	try {
		await run('npm', ['pack', '--silent', '--pack-destination', folder]);
		const [tarball] = await fs.readdir(folder);
		await run('tar', ['-xzf', path.join(folder, tarball), '-C', folder]);
		const results = {
			sources: await analyzePackage(root, SOURCE_FILE_PATTERNS),
			tarball: await analyzePackage(path.join(folder, 'package'), ['**/*.js', 'package.json']),
		};
		for (const [what, { passed, message, details }] of Object.entries(results)) {
			if (!passed) throw new Error(`The scan of the ${what} failed: ${message}\n${details ?? ''}`);
		}
		console.log('The official scan reports no error, on the sources and on the tarball');
	} finally {
		await fs.rm(folder, { recursive: true, force: true });
	}
}

async function types() {
	await run(bin('tsc'), ['-p', 'tsconfig.json']);
}

/** Runs Jest, which needs the flag for tests that are ES modules. */
async function runJest(...args) {
	const cli = path.join(root, 'node_modules/jest/bin/jest.js');
	await run(process.execPath, [
		'--experimental-vm-modules',
		'--disable-warning=ExperimentalWarning',
		cli,
		...args,
	]);
}

/** Has n8n's own nodes run all their operations: they still ask for what was recorded. */
async function recorded() {
	await run(process.execPath, [
		'--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
		path.join(root, 'sandbox/record/index.mts'),
		'--check',
	]);
}

/** Runs projects of jest.config.js. */
const jest =
	(...projects) =>
	async () =>
		await runJest('--selectProjects', ...projects);

/** The unit tests, and how much of the shipped code they reach. */
async function covered() {
	await runJest('--coverage', '--selectProjects', 'unit');
}

/** Draws the seed of this run, prints it and asks for every fault of every operation. */
async function nightlySettings() {
	process.env.TEST_SEED ??= String(randomInt(2 ** 31));
	process.env.FAULTS ??= 'all';
	console.log(`TEST_SEED=${process.env.TEST_SEED} FAULTS=${process.env.FAULTS}`);
}

const build = series(clean, parallel(manifest, compile, icons, schemas), lazyLists);

exports.clean = clean;
exports.compile = compile;
exports.icons = icons;
exports.manifest = manifest;
exports.schemas = schemas;
exports.build = build;
exports.lint = lint;
exports.types = types;
exports.scan = scan;
exports['test:unit'] = jest('unit');
exports['test:host'] = series(build, jest('host'));
exports['test:browser'] = series(build, jest('browser'));
exports.check = series(build, parallel(lint, scan, types), covered);
exports.test = series(build, parallel(lint, scan, types), jest('unit', 'host', 'browser'));
exports['test:nightly'] = series(nightlySettings, build, recorded, jest('unit', 'host', 'browser'));
exports.watch = series(build, () => watch([SHIPPED, '{nodes,credentials}/**/*.{svg,json}'], build));
exports.default = build;
