/**
 * Records what n8n's own nodes ask for: runs every operation of the declared nodes in n8n's engine, at a stand-in, and writes
 * the requests. Run it when n8n was updated and review what it writes. `--check` writes nothing and fails where an operation
 * asks for something else. Names of nodes limit it to these.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import type { Edition } from '../../builtin/nodes/edition.ts';
import type { NodeNeeds } from '../../builtin/nodes/model.ts';
import { descriptions } from '../generate/hostNodes.mts';
import { loadSource } from '../generate/load.mts';
import { root } from '../places.mts';
import { privateFolder } from '../privateFolder.mts';
import { startProxy } from '../proxy.mts';
import { startEngine } from './engineProcess.mts';
import { operationsOf } from './operations.mts';
import { recordNode } from './recordNode.mts';
import { differences, type Recording } from './recording.mts';
import { startRecorder } from './standIn.mts';

const folder = join(root, 'test/builtin/requests');

const isCheck = process.argv.includes('--check');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const { builtinNodes } = await loadSource<{ builtinNodes: readonly NodeNeeds[] }>(
	'builtin/nodes/index.ts',
);
const { editions } = await loadSource<{ editions: Readonly<Record<string, readonly Edition[]>> }>(
	'builtin/nodes/editions.ts',
);
const names = [...new Set(builtinNodes.map(({ node }) => node))].filter(
	(name) => wanted.length === 0 || wanted.includes(name),
);

const running = new AsyncDisposableStack();
const changed: string[] = [];
try {
	const recorder = await startRecorder();
	running.defer(() => recorder.stop());
	const proxy = await startProxy({ standIns: [recorder] });
	running.defer(() => proxy.stop());
	const home = await privateFolder('record', {});
	running.defer(() => home.remove());
	const engine = await startEngine(proxy, home.path);
	running.defer(() => engine.stop());
	await mkdir(folder, { recursive: true });
	const all = descriptions();
	for (const name of names) {
		const began = Date.now();
		const declared = builtinNodes.filter(({ node }) => node === name);
		const operations = operationsOf(declared, editions[name] ?? [], all);
		const recording = await recordNode(operations, engine, recorder);
		console.log(`${name}: ${Math.round((Date.now() - began) / 1000)} s`);
		const file = join(folder, `${name}.json`);
		const options = { ...(await resolveConfig(file)), filepath: file };
		const text = await format(JSON.stringify(recording), options);
		const kept = await readFile(file, 'utf8').catch(() => '{}');
		if (kept === text) continue;
		const known = JSON.parse(kept) as Recording;
		changed.push(...differences(known, recording).map((what) => `${name} ${what}`));
		if (!isCheck) await writeFile(file, text);
	}
	if (recorder.strays.length > 0) {
		throw new Error(`Nobody knows whose these are: ${[...new Set(recorder.strays)].join(', ')}`);
	}
} finally {
	await running.disposeAsync();
}
if (isCheck && changed.length > 0) {
	throw new Error(
		`These ask for something else. Run "npm run record:builtin" and review it:\n${changed.join('\n')}`,
	);
}
console.log(`Recorded ${names.length} nodes: ${changed.length} operations changed`);
