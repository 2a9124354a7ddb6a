import { jsonObject, listOrId, optionalText, optionalTime } from '../../operation/fields';

describe('a JSON field', () => {
	const query = jsonObject('{"count": 100}');

	it('takes text and objects, and nothing as nothing', () => {
		expect(query.parse('{"count": 1}')).toEqual({ count: 1 });
		expect(query.parse({ count: 1 })).toEqual({ count: 1 });
		expect(query.parse('  ')).toEqual({});
	});

	it.each(['{"count": ', '[1]', '"text"', 'null', '7', 7, [1], null])(
		'refuses %j with the example of its own field',
		(typed) => {
			expect(query.safeParse(typed).error?.issues[0]?.message).toBe(
				'must be a JSON object, such as {"count": 100}',
			);
		},
	);
});

describe('a text that may be left empty', () => {
	it.each(['', '  ', null, undefined])('is left out when it is %j', (given) => {
		expect(optionalText.parse(given)).toBeUndefined();
	});

	it('is refused when it is none', () => {
		expect(optionalText.safeParse({}).error?.issues[0]?.message).toBe('must be text');
	});
});

describe('a moment that may be left empty', () => {
	it('is the same wherever it was written', () => {
		expect(optionalTime.parse('2026-01-31T13:00:00+01:00')).toEqual(
			optionalTime.parse(' 2026-01-31T12:00:00Z '),
		);
	});

	it.each(['2026-01-31T12:00:00', '2026-02-31T00:00:00Z', 7])(
		'is refused when it is %j',
		(given) => {
			expect(optionalTime.safeParse(given).error?.issues[0]?.message).toMatch(
				/^must be a time such as/,
			);
		},
	);
});

it('a typed ID must match as a whole, and what to choose is named', () => {
	const field = listOrId(
		{ displayName: 'Audience', name: 'audience', description: 'The audience' },
		{ searchListMethod: 'search', example: 'a1', id: { pattern: '[0-9a-z]+', message: 'No' } },
	);
	expect(field.modes).toMatchObject([
		{ placeholder: 'Choose the audience…', typeOptions: { searchListMethod: 'search' } },
		{ validation: [{ properties: { regex: '^[0-9a-z]+$', errorMessage: 'No' } }] },
	]);
});
