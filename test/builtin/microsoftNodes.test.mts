import { builtinNodes } from '../../builtin/nodes/index.ts';
import type { Needed } from '../../builtin/nodes/model.ts';
import { microsoft } from '../../builtin/vendor/microsoft.ts';

const accepted = new Set(microsoft.scopes.flatMap((set) => set.split(' ')));
const sets = microsoft.scopes.map((set) => new Set(set.split(' ')));

const declared = builtinNodes
	.filter(({ source }) => source.startsWith('microsoftgraph/'))
	.flatMap(({ node, resources }) =>
		Object.entries(resources).flatMap(([resource, operations]) =>
			Object.entries(operations)
				.filter((entry): entry is [string, Needed] => !('unknown' in entry[1]))
				.map(([operation, { runs, edits = [], also = [] }]) => ({
					name: [node, resource, operation].filter(Boolean).join(' '),
					needs: [...runs, ...edits, ...also.flatMap((one) => one.runs)],
				})),
		),
	);

describe("a need that is declared of a node for Microsoft, against Microsoft's own table", () => {
	it('is declared for many operations', () => {
		expect(declared.length).toBeGreaterThan(100);
	});

	it.each(declared)('has scopes that Microsoft knows: $name', ({ needs }) => {
		expect(needs.flat().filter((scope) => !accepted.has(scope))).toEqual([]);
	});

	it.each(declared)('begins with one that a request accepts: $name', ({ needs }) => {
		for (const [narrowest, ...wider] of needs) {
			// Of some requests the table leaves out the wider ones.
			const fits = sets.some(
				(set) => set.has(narrowest) && (wider.length === 0 || wider.some((one) => set.has(one))),
			);
			expect([narrowest, fits]).toEqual([narrowest, true]);
		}
	});
});
