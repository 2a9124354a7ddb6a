import type { MergeField } from '../../../../nodes/Mailchimp/audienceForm/mergeValue';
import { hintOf, mergeValue } from '../../../../nodes/Mailchimp/audienceForm/mergeValue';

const fieldOf = (type: string, choices: string[] = []): MergeField => ({
	tag: 'FIELD',
	name: 'The Field',
	type,
	required: false,
	choices,
});

const HOME = { addr1: '1 Main St', city: 'Atlanta', state: 'GA', zip: '30303' };

describe('a value of a merge field', () => {
	it.each<[string, unknown, unknown]>([
		['text', 'Ada', 'Ada'],
		['text', 7, '7'],
		['text', true, 'true'],
		['phone', 4155550100, '4155550100'],
		['number', '80.5', 80.5],
		['number', 80, 80],
		['birthday', '12/10', '12/10'],
		['birthday', '2/9', '02/09'],
		['birthday', '1815-12-10', '12/10'],
		['birthday', '1815-12-10T00:00:00.000+01:00', '12/10'],
		['birthday', '02/29', '02/29'],
		['date', '2026-06-13', '2026-06-13'],
		['date', '2026-06-13T00:00:00.000+02:00', '2026-06-13'],
		['date', '13-06-2026', '13-06-2026'],
		['date', '2026/06/13', '2026/06/13'],
		['date', '06/13/2026', '06/13/2026'],
		['dropdown', 'castle', 'Castle'],
		['radio', 'Garden', 'Garden'],
		['zip', 2134, '02134'],
		['zip', '02134', '02134'],
		['address', HOME, HOME],
		['address', { ...HOME, zip: 30303, country: 'US' }, { ...HOME, country: 'US' }],
		['address', JSON.stringify(HOME), HOME],
		['address', { ...HOME, addr2: null }, { ...HOME, addr2: '' }],
		['a type of tomorrow', 'anything', 'anything'],
	])('of the type %s: %j is sent as %j', (type, value, sent) => {
		expect(mergeValue(fieldOf(type, ['Garden', 'Castle']), value)).toEqual({ value: sent });
	});

	it.each(['text', 'number', 'birthday', 'date', 'dropdown', 'zip', 'address'])(
		'of the type %s is cleared by an empty text',
		(type) => {
			expect(mergeValue(fieldOf(type), '')).toEqual({ value: '' });
		},
	);

	it.each<[string, unknown, RegExp]>([
		['text', { first: 'Ada' }, /must be text, and is "\{"first":"Ada"\}"/],
		['number', 'eighty', /must be a number, and is "eighty"/],
		['number', ' ', /must be a number/],
		['birthday', '31/12', /must be a month and a day, such as 12\/31/],
		['birthday', '02/30', /must be a month and a day/],
		['birthday', 'December 10', /must be a month and a day/],
		['date', '13 June 2026', /must be a date, such as 2026-01-31/],
		['date', '2026-02-30', /must be a date/],
		['dropdown', 'Beach', /must be one of "Garden", "Castle", and is "Beach"/],
		[
			'address',
			'1 Main St, Atlanta',
			/must be an object with the texts addr1, city, state and zip/,
		],
		['address', { addr1: '1 Main St', city: 'Atlanta' }, /must be an object with the texts/],
		['address', { ...HOME, street: 'Main St' }, /must be an object with the texts/],
		['address', { ...HOME, city: { name: 'Atlanta' } }, /must be an object with the texts/],
	])(
		'of the type %s that does not fit is named with what it must be: %j',
		(type, value, problem) => {
			const read = mergeValue(fieldOf(type, ['Garden', 'Castle']), value);
			expect(read).toEqual({ problem: expect.stringMatching(problem) });
			expect(read).toEqual({
				problem: expect.stringMatching(/^The merge field FIELD \(The Field\) must be/),
			});
		},
	);

	it('says in the editor what form it has where that cannot be seen', () => {
		expect(hintOf(fieldOf('birthday'))).toBe(' (MM/DD)');
		expect(hintOf(fieldOf('text'))).toBe('');
		expect(hintOf(fieldOf('a type of tomorrow'))).toBe('');
	});
});
