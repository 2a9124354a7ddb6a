import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('the README', () => {
	it('shows only pictures and pages that are there', () => {
		const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(
			([, target = '']) => target,
		);
		expect(links.length).toBeGreaterThan(0);
		for (const link of links) {
			expect({ link, there: existsSync(join(root, link)) }).toEqual({ link, there: true });
		}
	});
});
