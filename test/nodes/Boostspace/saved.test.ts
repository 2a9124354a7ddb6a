import { mayBeSame } from '../../../nodes/Boostspace/resources/record/sameValue';
import { unsavedFields } from '../../../nodes/Boostspace/resources/record/saved';

describe('two values of a custom field', () => {
	it.each([
		['red', 'red'],
		['', undefined],
		['', null],
		['true', true],
		['false', '0'],
		['3.50', '3.5'],
		['3.14159', 3.14],
		['7', 7],
		['2026-03-01T10:00:00.000-05:00', '2026-03-01T16:00:00+01:00'],
		['2026-03-01T10:00:00.000-05:00', '2026-03-01 16:00:00'],
		['2026-03-01T00:00:00.000+01:00', '2026-03-01'],
		['<p>Red &nbsp;roses</p>', 'Red roses'],
		['sweet|fresh', ['fresh', 'sweet']],
	])('may be the same: %j and %j', (sent, stored) => {
		expect(mayBeSame(sent, stored)).toBe(true);
	});

	it.each([
		['red', 'white'],
		['red', undefined],
		['', 'red'],
		['true', false],
		['3.61', '3.5'],
		['8', 7],
		['12345678901234567890', '12345678901234567891'],
		['2026-03-01T10:00:00Z', '2026-03-01T10:00:00-05:00'],
		['2026-03-01', '2026-04-01'],
		['2026-99-99', '2026-01-01'],
		['<p>Red</p>', 'White'],
		['sweet|fresh', 'sweet'],
	])('are not the same: %j and %j', (sent, stored) => {
		expect(mayBeSame(sent, stored)).toBe(false);
	});
});

describe('a change of custom fields', () => {
	const record = (colour?: unknown) => ({ id: 1, customFields: { colour } });
	const change = (value: string) => [{ customFieldInputName: 'colour', value }];

	it.each([
		['of a field that was empty', undefined, 'red', undefined],
		['of a field that had another value', 'white', 'red', 'white'],
		['that was to empty the field', 'white', '', 'white'],
	])('%s is lost where the field is as it was', (_what, was, sent, is) => {
		expect(unsavedFields(record(was), change(sent), record(is))).toEqual(['colour']);
	});

	it.each([
		['saved', 'white', 'red', 'red'],
		['written in another way', '2', '3.14159', '3.14'],
		['of a value that was there before', 'red', 'red', 'red'],
		['of a value that the API writes in another way, again', '3.14', '3.14159', '3.14'],
		['that emptied the field', 'white', '', undefined],
	])('is not lost: %s', (_what, was, sent, is) => {
		expect(unsavedFields(record(was), change(sent), record(is))).toEqual([]);
	});

	it('of a record that was not there before is lost where the field is empty', () => {
		expect(unsavedFields(undefined, change('red'), record())).toEqual(['colour']);
		expect(unsavedFields(undefined, change('red'), undefined)).toEqual(['colour']);
	});
});
