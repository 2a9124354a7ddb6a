import { fc } from '../fuzz';
import type { IDataObject } from 'n8n-workflow';
import { Expression } from 'n8n-workflow';

import { finderOf } from '../../operation/reference';
import { answer, held, host, inTurn, spaces } from '../builders';

describe('a field that only names a property of its item', () => {
	it.each<[string, IDataObject, unknown]>([
		['={{ $json.email }}', { email: 'ada@example.com' }, 'ada@example.com'],
		['={{$json.count}}', { count: 0 }, 0],
		['={{ $json.$id }}', { $id: 7 }, 7],
		['={{ $json["$"] }}', { $: 7 }, 7],
		['={{ $json["}"]}}', { '}': 7 }, 7],
		['={{ $json.wanted }}', { wanted: false }, false],
		["={{ $json['First Name'] }}", { 'First Name': 'Ada' }, 'Ada'],
		['={{ $json["a.b"].c[1] }}', { 'a.b': { c: ['x', 'y'] } }, 'y'],
		['={{ $json.text }}', { text: '={{ $json.text }}' }, '={{ $json.text }}'],
	])('%s is what the item holds', (expression, item, value) => {
		expect(finderOf(expression)?.(item)).toBe(value);
	});

	it('is found inside a group of fields, beside what is the same for every item', () => {
		const find = finderOf({ field: [{ tag: '={{ $json.tag }}', value: 1 }], more: null });
		expect(find?.({ tag: 'VIP' })).toEqual({ field: [{ tag: 'VIP', value: 1 }], more: null });
		expect(find?.({})).toBeUndefined();
	});

	it.each<[string, IDataObject]>([
		['={{ $json.email }}', {}],
		['={{ $json.email }}', { email: null }],
		['={{ $json.email }}', { email: { address: 'ada@example.com' } }],
		['={{ $json.email.length }}', { email: 'ada' }],
		['={{ $json.list.map }}', { list: [] }],
	])('%s is for n8n to read where the item is %j', (expression, item) => {
		expect(finderOf(expression)?.(item)).toBeUndefined();
	});
});

describe('a field that does more', () => {
	it.each([
		'={{ $json.email.toLowerCase() }}',
		'={{ $json.constructor }}',
		'={{ $json.__proto__ }}',
		'={{ $json["toString"].id }}',
		'={{ $json.first + $json.last }}',
		'=to {{ $json.email }}',
		'={{ $json.email }} ',
		'={{ $json.a }}{{ $json.b }}',
		'={{ $json[$json.name] }}',
		"={{ $json['a\\'b'] }}",
		'={{ $json?.email }}',
		'={{ $json }}',
		'={{ $input.item.json.email }}',
		'={{ $("Set").item.json.email }}',
		'={{ $jsonpath.email }}',
		'={{ $json["}}"] }}',
		'={{ $json.$ }}',
		'={{ $json.$.id }}',
		'=$json.email',
	])('%s is for n8n to read', (expression) => {
		expect(finderOf(expression)).toBeUndefined();
		expect(finderOf({ deep: [expression] })).toBeUndefined();
	});
});

describe('what is found', () => {
	// The engine that n8n 2.41 uses where nothing else is set; its own default in these packages is another one.
	beforeAll(async () => {
		await Expression.initExpressionEngine({
			engine: 'vm',
			poolSize: 1,
			maxCodeCacheSize: 1024,
			bridgeTimeout: 5000,
			bridgeMemoryLimit: 128,
		});
	});

	afterAll(async () => {
		await Expression.disposeExpressionEngine();
		Expression.setExpressionEngine('legacy');
	});

	/** Names that n8n lets no expression name: settled by the first item (input.test.ts). */
	const REFUSED = ['caller', 'binding'];

	const name = fc.oneof(
		fc.constantFrom('id', 'name', 'length', 'toString', 'a b', 'ä', '0', ...REFUSED),
		fc.string({ minLength: 1, maxLength: 6 }),
	);
	const leaf = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));

	const drawn = fc.tuple(name, name, leaf, fc.nat(3)).map(([outer, inner, value, form]) => {
		const quoted = [outer, inner].map((one) => `[${JSON.stringify(one)}]`);
		const expression = [
			`={{ $json${quoted.join('')} }}`,
			`={{ $json.${outer}.${inner} }}`,
			`={{$json['${outer}'].list[0]}}`,
			`={{ $json.${outer}["${inner}"] }}`,
		][form] as string;
		return { expression, item: { [outer]: { [inner]: value, list: [value] } } };
	});

	/** What n8n itself reads of each item by its expression, all in one execution; a failure where it throws. */
	async function byN8n(draws: ReadonlyArray<{ expression: string; item: IDataObject }>) {
		const { context, workflow } = host({
			service: spaces,
			credentials: held.spaces(),
			script: inTurn(answer(200, {})),
			items: draws.map(({ item }) => item),
		});
		return await workflow.expression.withIsolate(async () =>
			draws.map(({ expression }, index): unknown => {
				try {
					return context.evaluateExpression(expression.slice('='.length), index);
				} catch (error) {
					return new Error(String(error));
				}
			}),
		);
	}

	it('is what n8n reads, whatever the item holds', async () => {
		expect(Expression.getActiveImplementation()).toBe('vm');
		let [found, thrown] = [0, 0];
		await fc.assert(
			fc.asyncProperty(fc.array(drawn, { minLength: 50, maxLength: 50 }), async (draws) => {
				const read = await byN8n(draws);
				for (const [index, { expression, item }] of draws.entries()) {
					const own = finderOf(expression)?.(item);
					if (own === undefined) continue;
					found += 1;
					const byEngine = read[index];
					if (byEngine instanceof Error) {
						thrown += 1;
						expect(REFUSED.some((refused) => expression.includes(refused))).toBe(true);
					} else
						expect({ expression, item, read: byEngine }).toEqual({ expression, item, read: own });
				}
			}),
			// A list of draws is too long to be made smaller one by one.
			{ numRuns: 10, endOnFailure: true },
		);
		expect(found).toBeGreaterThan(100);
		expect(thrown).toBeLessThan(found / 2);
	});
});
