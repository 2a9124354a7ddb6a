/**
 * Writes everything that follows from the service files and the nodes. `--check` writes nothing and fails where a file is not as it
 * follows, as in CI: what is committed is what is published.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { root } from '../places.mts';
import type { Generated, Names } from './credentials.mts';
import { sourcesOf } from './credentials.mts';
import { loadService, loadSource, serviceNames } from './load.mts';
import { ownNodesSource } from './ownNodes.mts';
import type { Words } from './pages.mts';
import { pagesOf } from './pages.mts';

/** The folders and endings in which every file is generated: one that no service asks for is removed. */
const OWNED = ['credentials/*.credentials.ts', 'credentials/icons/*.svg', 'docs/services/*.md'];

/** What all services make, formatted as the rest of the project. */
export async function generate(): Promise<Generated[]> {
	const services = await Promise.all(serviceNames().map(loadService));
	services.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
	const names = await loadSource<Names & Words>('connection/model/service.ts');
	const permissions = await loadSource<Pick<Words, 'scopesOf'>>('connection/model/permissions.ts');
	const address = await loadSource<Pick<Words, 'originTemplates'>>('connection/model/address.ts');
	const words = { ...names, ...permissions, ...address };
	const files = [
		...sourcesOf(services, names),
		...pagesOf(services, words),
		await ownNodesSource(),
	];
	return await Promise.all(
		files.map(async ([path, content]) => {
			if (path.endsWith('.svg')) return [path, content] as const;
			const options = await resolveConfig(join(root, path));
			return [path, await format(content, { ...options, filepath: path })] as const;
		}),
	);
}

const read = async (path: string) =>
	await readFile(join(root, path), 'utf8').catch(() => undefined);

/** The generated files that are not as they follow, and those that nothing asks for any more. */
async function differences(files: readonly Generated[]) {
	const wanted = new Map(files);
	const stale: string[] = [];
	for (const pattern of OWNED) {
		for await (const path of glob(pattern, { cwd: root })) if (!wanted.has(path)) stale.push(path);
	}
	const changed: Generated[] = [];
	for (const [path, content] of files) {
		if ((await read(path)) !== content) changed.push([path, content]);
	}
	return { stale, changed };
}

const { stale, changed } = await differences(await generate());
if (process.argv.includes('--check')) {
	const wrong = [...stale, ...changed.map(([path]) => path)];
	if (wrong.length > 0) {
		throw new Error(`Run "npm run generate" and commit what it writes: ${wrong.join(', ')}`);
	}
} else {
	for (const path of stale) await rm(join(root, path));
	for (const [path, content] of changed) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), content);
	}
	console.log(`Generated: ${changed.length} written, ${stale.length} removed`);
}
