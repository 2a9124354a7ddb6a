import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { finderOf } from '../../operation/reference';
import { answer, held, host, inTurn, spaces } from '../builders';

describe('a field that only names a property of its item', () => {
	it.each<[string, IDataObject, unknown]>([
		['={{ $json.email }}', { email: 'ada@example.com' }, 'ada@example.com'],
		['={{$json.count}}', { count: 0 }, 0],
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
		['={{ $json.constructor }}', {}],
		['={{ $json.__proto__ }}', {}],
		['={{ $json.email.length }}', { email: 'ada' }],
		['={{ $json.list.map }}', { list: [] }],
	])('%s is for n8n to read where the item is %j', (expression, item) => {
		expect(finderOf(expression)?.(item)).toBeUndefined();
	});
});

describe('a field that does more', () => {
	it.each([
		'={{ $json.email.toLowerCase() }}',
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
		'=$json.email',
	])('%s is for n8n to read', (expression) => {
		expect(finderOf(expression)).toBeUndefined();
		expect(finderOf({ deep: [expression] })).toBeUndefined();
	});
});

/** What n8n itself reads. */
function byN8n(expression: string, item: IDataObject): unknown {
	const { context } = host({
		service: spaces,
		credentials: held.spaces(),
		script: inTurn(answer(200, {})),
		items: [item],
	});
	return context.evaluateExpression(expression.slice('='.length), 0);
}

describe('what is found', () => {
	it('is what n8n reads, whatever the item holds', () => {
		const name = fc.oneof(
			fc.constantFrom('id', 'name', 'length', 'toString', 'caller', 'a b', 'ä', '0', 'binding'),
			fc.string({ minLength: 1, maxLength: 6 }),
		);
		const leaf = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
		let found = 0;
		fc.assert(
			fc.property(name, name, leaf, fc.nat(3), (outer, inner, value, form) => {
				const item = { [outer]: { [inner]: value, list: [value] } } as IDataObject;
				const quoted = [outer, inner].map((one) => `[${JSON.stringify(one)}]`);
				const expression = [
					`={{ $json${quoted.join('')} }}`,
					`={{ $json.${outer}.${inner} }}`,
					`={{$json['${outer}'].list[0]}}`,
					`={{ $json.${outer}["${inner}"] }}`,
				][form] as string;
				const own = finderOf(expression)?.(item);
				if (own === undefined) return;
				found += 1;
				const read = (() => {
					try {
						return byN8n(expression, item);
					} catch {
						// What n8n does not let an expression name is settled by the first item: input.test.ts.
						return own;
					}
				})();
				expect(read).toEqual(own);
			}),
			{ numRuns: 500 },
		);
		expect(found).toBeGreaterThan(100);
	});
});
