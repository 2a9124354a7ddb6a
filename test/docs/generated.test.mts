import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');

describe('what is generated from the services', () => {
	it('is as it follows from them: credentials, icons, pages, the tables of the README and of the page about security', async () => {
		const generator = join(root, 'sandbox/generate/index.mts');
		const { stdout } = await promisify(execFile)(process.execPath, [generator, '--check']);
		expect(stdout).toBe('');
	});
});
