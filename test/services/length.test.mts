/** One service, one file: how long they are, so that what many say becomes a word of the model. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'services');

/**
 * Facebook Pages has a node of its own, and with it what no other service needs: versions of its API, a batch that asks about
 * the token, pages with tokens of their own.
 */
const NODE_TIER = ['facebookPages.ts'];

const lengths = readdirSync(folder)
	.filter((name) => name.endsWith('.ts') && name !== 'index.ts')
	.map((name) => [name, readFileSync(join(folder, name), 'utf8').split('\n').length - 1] as const)
	.sort(([, one], [, other]) => one - other);

it('no service takes more than 200 lines, but one that has a node with operations of its own', () => {
	const long = lengths.filter(([, lines]) => lines > 200).map(([name]) => name);
	expect(long).toEqual(NODE_TIER);
});

it('half of the services take at most 140 lines', () => {
	const [, median = Infinity] = lengths[Math.floor((lengths.length - 1) / 2)] ?? [];
	expect(lengths.length).toBeGreaterThan(40);
	expect(median).toBeLessThanOrEqual(140);
});
