import {
	jsonObject,
	listOrId,
	numericId,
	optionalText,
	optionalTime,
	textList,
} from '../../operation/fields';

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

describe('an ID that is a number', () => {
	const id = numericId('team');

	it.each(['42', ' 42 ', 42])('is text, however it comes: %j', (given) => {
		expect(id.parse(given)).toBe('42');
	});

	it.each([null, undefined, {}, true])('is missing when it is %j', (given) => {
		expect(id.safeParse(given).error?.issues[0]?.message).toBe('is missing: give the ID of a team');
	});

	it.each(['', '4.2', '-1', '../users', '1e3', 4.2, -1, Number.NaN, 1e21])(
		'is none when it is %j',
		(given) => {
			expect(id.safeParse(given).success).toBe(false);
		},
	);
});

describe('texts', () => {
	const names = textList('names');

	it('are a list, or one text with commas, each once', () => {
		expect(names.parse(' a, b,,a ')).toEqual(['a', 'b']);
		expect(names.parse(['a ', 'b', 'a'])).toEqual(['a', 'b']);
	});

	it.each([null, 7, [7], {}])('are none in %j', (given) => {
		expect(names.safeParse(given).error?.issues[0]?.message).toBe(
			'must be names, separated by commas',
		);
	});
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
