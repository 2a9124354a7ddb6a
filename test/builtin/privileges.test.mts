import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { builtinNodes } from '../../builtin/nodes/index.ts';
import { google } from '../../builtin/vendor/google.ts';
import { root } from '../../sandbox/places.mts';
import { googleTables } from '../../sandbox/generate/vendorTables.mts';
import { readingOf, rows } from './uses.mts';

const page = readFileSync(join(root, 'docs/least-privilege-nodes.md'), 'utf8');

describe('what is generated about least privilege', () => {
	it("has Google's table as Google's packages have it", () => {
		expect(google).toEqual(googleTables());
	});

	it('has a row for each of the most frequent uses', () => {
		const lines = page.split('\n').filter((line) => /^\| +\d+ \|/.test(line));
		expect(lines).toHaveLength(40);
		const [sending] = rows.filter(
			({ node, operation }) => node.endsWith('.gmail') && operation === '',
		);
		const reading = sending && readingOf(sending);
		expect(reading).toMatchObject({ operation: 'Message: Send' });
		expect(lines.find((line) => line.includes('Message: Send '))).toContain('gmail.send');
	});

	it.each(builtinNodes.map((one) => [one.node, one] as const))(
		'names the source of %s',
		(_node, one) => {
			expect(one.source).toMatch(/^(https:|[\w@./-]+( \(npm\)|:))/);
		},
	);
});
