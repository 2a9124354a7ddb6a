/** The guides for contributors name files and commands that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The service that the guide has its reader add, and remove at the end. */
const INVENTED = /acmeparcels/i;

/** A path that holds no part to fill in. */
const PATH =
	/`((?:\.ci|\.github|bench|builtin|connection|credentials|docs|examples|nodes|operation|sandbox|services|test)\/[^`*<>…]+)`/g;

describe.each([
	'CONTRIBUTING.md',
	'docs/adding-a-service.md',
	'docs/architecture.md',
	'docs/publishing.md',
	'SECURITY.md',
])('%s', (page) => {
	const text = readFileSync(join(root, page), 'utf8');

	it('names only files that are there', () => {
		const links = [...text.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(([, target = '']) =>
			join(page, '..', target),
		);
		const named = [...text.matchAll(PATH)].map(([, path = '']) => path);
		const paths = [...links, ...named].filter((path) => !INVENTED.test(path));
		expect(paths.length).toBeGreaterThan(0);
		expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});

	it('names only commands that package.json has', () => {
		const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
		expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
	});
});
