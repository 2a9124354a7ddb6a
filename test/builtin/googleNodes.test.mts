import { builtinNodes } from '../../builtin/nodes/index.ts';
import type { AnyOf, Needed } from '../../builtin/nodes/model.ts';
import { GOOGLE_APIS, googleMethods } from '../../sandbox/generate/googleMethods.mts';

const methods = Object.fromEntries(
	Object.keys(GOOGLE_APIS).map((api) => [api, googleMethods(api as keyof typeof GOOGLE_APIS)]),
);

/** How many methods Google's package of each product has that require a scope. */
const COUNTS = { gmail: 79, drive: 64, calendar: 38, sheets: 17, tasks: 14 };

describe("the scopes of methods in Google's own packages", () => {
	it.each(Object.entries(COUNTS))('are read for every method of %s', (api, count) => {
		const paths = methods[api]?.filter(({ path }) => !path.startsWith('/upload/')) ?? [];
		expect(paths).toHaveLength(count);
		expect(paths.every(({ path, verb }) => path.startsWith('/') && verb !== '')).toBe(true);
	});
});

/** Every need of a declared operation whose vendor has a package here. */
const declared = builtinNodes
	.filter(({ source }) => /^@googleapis\/(?!.*googleapis \(npm\))/.test(source))
	.flatMap(({ node, resources, source }) =>
		Object.entries(resources).flatMap(([resource, operations]) =>
			Object.entries(operations)
				.filter((entry): entry is [string, Needed] => !('unknown' in entry[1]))
				.map(([operation, needs]) => ({
					name: [node, resource, operation].filter(Boolean).join(' '),
					apis: [...source.matchAll(/@googleapis\/(\w+)/g)].map(([, api = '']) => api),
					needs: [
						...needs.runs,
						...(needs.edits ?? []),
						...(needs.also ?? []).flatMap(({ runs }) => runs),
					],
				})),
		),
	);

/** Whether a method of these products accepts each of these scopes, the first among them. */
const isAccepted = (need: AnyOf, apis: readonly string[]) =>
	apis
		.flatMap((api) => methods[api] ?? [])
		.some(({ scopes }) => need.every((scope) => scopes.includes(scope)));

describe('a need that is declared of a node for Google', () => {
	it('is declared for many operations', () => {
		expect(declared.length).toBeGreaterThan(80);
	});

	it.each(declared)('is what a method accepts: $name', ({ needs, apis }) => {
		for (const need of needs)
			expect([need, isAccepted(need, [...apis, 'drive'])]).toEqual([need, true]);
	});
});
