/**
 * What n8n does with an installed pack when it starts, alone in a process: it reads the pack's lists with its own loader.
 * Prints what that took in milliseconds, and what it keeps of them in MiB.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [hostFolder, packFolder] = process.argv.slice(2);
const require = createRequire(join(hostFolder, 'package.json'));
const { LazyPackageDirectoryLoader } = require('n8n-core');

globalThis.gc();
const before = process.memoryUsage().heapUsed;
const loader = new LazyPackageDirectoryLoader(packFolder);
const begun = performance.now();
await loader.loadAll();
const time = performance.now() - begun;
globalThis.gc();
const memory = (process.memoryUsage().heapUsed - before) / 2 ** 20;
// Without its lists a pack is loaded class by class, which is another measurement.
if (!loader.isLazyLoaded) throw new Error('The pack was not loaded by its lists');
console.log(JSON.stringify({ time, memory }));
