import { z } from 'zod';

import { field, fieldSet } from '../../operation/fieldSet';

const { fields, input } = fieldSet({
	status: field.choice(
		'Status',
		{ b: 'Bee', a: { name: 'Ay', description: 'The first letter' } },
		{ default: 'b', required: true },
	),
	size: field.choice('Size', { s: 'Small', m: 'Medium', l: 'Large' }),
	tags: field.list('Tags', 'names of tags'),
	more: field.group('More', {
		zeal: field.toggle('Zeal'),
		note: field.text('Note', { description: 'A word' }),
		since: field.moment('Since'),
		choice: field.choice('Choice', { x: 'Ex', y: 'Why' }),
		people: field.names('People Names or IDs', 'people', {
			typeOptions: { loadOptionsMethod: 'getPeople' },
		}),
		data: field.json('Data (JSON)', '{"a": 1}'),
		code: field.textOf('Code', z.string().regex(/^\d$/, 'must be a digit')),
	}),
	own: field.of({ displayName: 'Own', type: 'color', default: '#fff' }, z.string()),
});

const FULL = { status: 'a', size: 's', tags: 'x, y', more: {}, own: '#000' };

const messagesOf = (given: object) =>
	input
		.safeParse({ ...FULL, ...given })
		.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

describe('what the editor shows', () => {
	it('is each field by its name, with what was said of it', () => {
		expect(fields.map(({ name, displayName, type }) => [name, displayName, type])).toEqual([
			['status', 'Status', 'options'],
			['size', 'Size', 'options'],
			['tags', 'Tags', 'string'],
			['more', 'More', 'collection'],
			['own', 'Own', 'color'],
		]);
		expect(fields[0]).toMatchObject({ default: 'b', required: true });
	});

	it('is a choice in the order of its names, the first one chosen unless another is said', () => {
		expect(fields[0]?.options).toEqual([
			{ name: 'Ay', value: 'a', description: 'The first letter' },
			{ name: 'Bee', value: 'b' },
		]);
		expect(fields[1]?.default).toBe('l');
	});

	it('is a group in the order of its display names, empty at first', () => {
		const group = fields[3];
		expect(group?.options?.map(({ name }) => name)).toEqual([
			'choice',
			'code',
			'data',
			'note',
			'people',
			'since',
			'zeal',
		]);
		expect(group?.default).toEqual({});
		expect(group?.options?.[3]).toMatchObject({ displayName: 'Note', description: 'A word' });
		expect(group?.options?.[4]).toMatchObject({
			type: 'multiOptions',
			default: [],
			typeOptions: { loadOptionsMethod: 'getPeople' },
		});
	});
});

describe('what the fields hold', () => {
	it('is read by their names', () => {
		const more = {
			zeal: true,
			note: ' hello ',
			since: '2026-01-31T12:00:00Z',
			choice: 'y',
			people: ['ada', 'ada', 'grace'],
			data: '{"a": 2}',
			code: '7',
		};
		const read = input.parse({ ...FULL, more });
		// The types follow from the fields: this would not compile otherwise.
		const status: 'a' | 'b' = read.status;
		const since: Date | undefined = read.more.since;
		expect([status, since?.getTime()]).toEqual(['a', Date.UTC(2026, 0, 31, 12)]);
		expect(read).toEqual({
			...FULL,
			tags: ['x', 'y'],
			more: {
				...more,
				note: 'hello',
				since: new Date('2026-01-31T12:00:00Z'),
				people: ['ada', 'grace'],
				data: { a: 2 },
			},
		});
	});

	it.each([undefined, null, {}])('is nothing of a group that is empty: %j', (more) => {
		expect(input.parse({ ...FULL, more }).more).toEqual({});
	});

	it('is nothing of a field of a group that is left empty', () => {
		const more = { note: '', since: '', choice: '', code: '', zeal: null, data: '' };
		expect(Object.values(input.parse({ ...FULL, more }).more).filter(Boolean)).toEqual([]);
	});

	it.each<[object, string]>([
		[{ status: 'c' }, 'status must be Ay or Bee'],
		[{ status: 'toString' }, 'status must be Ay or Bee'],
		[{ size: undefined }, 'size must be one of Large, Medium, Small'],
		[{ tags: 7 }, 'tags must be names of tags, separated by commas'],
		[{ more: { zeal: 'yes' } }, 'more.zeal must be true or false'],
		[{ more: { choice: 'z' } }, 'more.choice must be Ex or Why'],
		[{ more: { data: '[]' } }, 'more.data must be a JSON object, such as {"a": 1}'],
		[{ more: { code: 'a' } }, 'more.code must be a digit'],
	])('is refused in words that a person knows: %j', (given, message) => {
		expect(messagesOf(given)).toEqual([message]);
	});
});
