import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { nodes } from './catalogue.ts';

const folder = join(import.meta.dirname, '../nodes');
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

describe('the catalogue of the tests', () => {
	it('has every node with operations of its own', () => {
		const withOperations = readdirSync(folder).filter((name) =>
			existsSync(join(folder, name, 'resources/index.ts')),
		);
		const named = nodes.map(([{ name }]) => (name === 'n8n' ? 'Connections' : capital(name)));
		expect(named.sort()).toEqual(withOperations.sort());
	});
});
