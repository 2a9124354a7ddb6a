import {
	readText,
	readTexts,
	textAround,
	textMatching,
} from '../../../sandbox/services/derived/texts.mts';

describe('a text that a pattern matches', () => {
	it.each(['[0-9a-f]{40}', 'pk_[A-Za-z0-9_]+', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}'])(
		'of %s is another one for another seed, and the same for the same',
		(pattern) => {
			const first = textMatching(pattern, 1);
			expect(first).toMatch(new RegExp(`^(?:${pattern})$`));
			expect(textMatching(pattern, 1)).toBe(first);
			expect(textMatching(pattern, 2)).not.toBe(first);
		},
	);
});

describe('a text around a value', () => {
	it.each([
		['^https://([a-z0-9-]+)\\.pipedrive\\.com/?$', 'acme', 'https://acme.pipedrive.com'],
		[
			'^https://([A-Za-z0-9-]+(?:\\.[a-z]+)?)\\.my\\.salesforce\\.com$',
			'acme',
			'https://acme.my.salesforce.com',
		],
		['-([a-z]{2,4}[0-9]{1,3})$', 'us21', '-us21'],
		['^([0-9]+)$', '42', '42'],
	])('is found for %s', (pattern, value, text) => {
		expect(textAround(pattern, value)).toBe(text);
	});

	it('is not made up where the pattern says otherwise', () => {
		expect(() => textAround('^a[bc]([0-9]+)$', '1')).toThrow('No text was found');
	});
});

describe('a text of a declaration', () => {
	it('is recognised with the values in it', () => {
		expect(readText('https://{shop}.example/{id}.json', 'https://acme.example/7.json')).toEqual({
			shop: 'acme',
			id: '7',
		});
	});

	it.each([
		['of another form', 'https://acme.example/7'],
		['with a value of another form', 'https://evil.example/x/7.json'],
	])('is not recognised in one %s', (_what, text) => {
		const patterns = { shop: '[a-z]+', id: '[0-9]+' };
		expect(readText('https://{shop}.example/{id}.json', text, patterns)).toBeUndefined();
	});

	it('takes what has a meaning in patterns literally', () => {
		expect(readText('/a.b?c', '/axb?c')).toBeUndefined();
		expect(readText('/a.b?c', '/a.b?c')).toEqual({});
	});

	it('is not recognised where a member is absent', () => {
		expect(readTexts({ token: '{token}', hint: 'x' }, { token: 'a' })).toBeUndefined();
		expect(readTexts({ token: '{token}' }, { token: 'a', more: 'b' })).toEqual({ token: 'a' });
	});
});
