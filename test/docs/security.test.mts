import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

describe('the page about security', () => {
	it('sends nobody with a fault anywhere but to the repository of the package', () => {
		const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
		const address = String(repository.url).replace(/^git\+|\.git$/g, '');
		const [, report = ''] = page.split('## Reporting a fault');
		expect([...report.matchAll(/https?:[^)\s]+/g)].map(([url]) => url)).toEqual([address]);
	});
});
