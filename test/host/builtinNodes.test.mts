/** What is declared of n8n's own nodes and types is what the installed n8n has. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { node24, root } from '../../sandbox/places.mts';

it('is generated from the nodes and types of this n8n', async () => {
	const script = join(root, 'sandbox', 'generate', 'builtin.mts');
	const { stdout } = await promisify(execFile)(node24, [
		'--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
		script,
		'--check',
	]);
	expect(stdout).toBe('Generated: 0 written\n');
});
