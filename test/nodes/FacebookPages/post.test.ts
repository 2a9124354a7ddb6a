import {
	binaryNames,
	createdWithin,
	fileUrls,
	scheduleTime,
} from '../../../nodes/FacebookPages/fields';
import { post } from '../../../nodes/FacebookPages/resources/post';
import { checkInput } from '../../../operation/input';

const page = '104857600000001';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const DAY = 24 * 60;

describe('the time of a scheduled post', () => {
	it.each([11, DAY, 30 * DAY - 1])('may be %d minutes ahead', (minutes) => {
		const time = inMinutes(minutes);
		expect(scheduleTime.parse(time)).toBe(Math.floor(Date.parse(time) / 1000));
	});

	it.each([-1, 0, 9, 30 * DAY + 1])('may not be %d minutes ahead', (minutes) => {
		expect(scheduleTime.safeParse(inMinutes(minutes)).error?.issues[0]?.message).toBe(
			'must be at least 10 minutes and at most 30 days ahead',
		);
	});

	it('must be a time', () => {
		expect(scheduleTime.safeParse('tomorrow').error?.issues[0]?.message).toMatch(/such as 2026/);
		expect(scheduleTime.parse('')).toBeUndefined();
	});
});

describe('photos of a post', () => {
	it.each([
		['data', ['data']],
		[' photo, photo2 ,,photo', ['photo', 'photo2']],
		[
			['a', 'b'],
			['a', 'b'],
		],
		['', []],
	])('are named by their binary fields: %j', (typed, names) => {
		expect(binaryNames.parse(typed)).toEqual(names);
	});

	it.each([
		['https://a.example/x.jpg', ['https://a.example/x.jpg']],
		[
			'https://a.example/x.jpg\nhttp://b.example/y',
			['https://a.example/x.jpg', 'http://b.example/y'],
		],
		[
			'https://a.example/1,2.jpg, https://b.example',
			['https://a.example/1,2.jpg', 'https://b.example'],
		],
		[['https://a.example/x y'.replace(' ', '%20')], ['https://a.example/x%20y']],
		['', []],
	])('are fetched from their addresses: %j', (typed, urls) => {
		expect(fileUrls.parse(typed)).toEqual(urls);
	});

	it.each(['roses.jpg', 'ftp://a.example/x.jpg', 'https://', 'file:///etc/passwd'])(
		'are fetched from no other address: %s',
		(typed) => {
			expect(fileUrls.safeParse(typed).success).toBe(false);
		},
	);
});

describe('a span of time', () => {
	it('has its end after its beginning', () => {
		const span = { since: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' };
		expect(createdWithin.safeParse(span).error?.issues).toMatchObject([
			{ path: ['until'], message: 'must be later than "Since"' },
		]);
		expect(createdWithin.parse({ since: '', until: '' })).toEqual({});
		expect(createdWithin.parse(undefined)).toEqual({});
	});
});

describe('a new post', () => {
	const { create } = post.operations;
	const check = (given: Record<string, unknown>) =>
		checkInput(create.input, create.fields, { page, publish: 'now', ...given });

	it.each([
		[{}, '"Message" is empty: give a message, a link or photos'],
		[{ message: '  \n' }, '"Message" is empty: give a message, a link or photos'],
		[{ link: 'example.com' }, '"Link" must be an address such as https://example.com/tulips'],
		[
			{ link: 'https://example.com', photos: { binaryFields: 'data' } },
			'"Link" cannot be given together with photos: put the address into the message',
		],
		[
			{ message: 'Hello', publish: 'schedule', publishTime: '' },
			'"Publish Time" is missing: give a time between 10 minutes and 30 days ahead',
		],
		[{ message: 'Hello', publish: 'later' }, '"Publish" must be one of unpublished, now, schedule'],
		[{ message: 'Hello', page: 'flowers' }, '"Page" must be the ID of a page'],
	])('is refused as %j', (given, message) => {
		expect(() => check(given)).toThrow(message);
	});

	it('keeps its text as it was written', () => {
		expect(check({ message: '  Tulips\n\nare in ' }).message).toBe('  Tulips\n\nare in ');
	});

	it('is one change of its page, and sends the files that it names', () => {
		const input = check({ photos: { binaryFields: 'a,b' } });
		expect(create.target?.(input)).toEqual([page]);
		expect('files' in create && create.files?.(input)).toEqual(['a', 'b']);
	});
});

describe('a change of a post', () => {
	const { update } = post.operations;
	const check = (changes: Record<string, unknown>) =>
		checkInput(update.input, update.fields, { page, post: `${page}_1`, changes });

	it.each([
		[{}, '"Changes" are empty: add what is to be changed'],
		[{ publishNow: false }, '"Changes" are empty: add what is to be changed'],
		[{ message: ' ' }, '"Changes → Message" is empty: give the new text, or remove the field'],
		[
			{ publishNow: true, publishTime: inMinutes(60) },
			'"Changes → Publish Time" cannot be given together with "Publish Now"',
		],
		[{ publishTime: inMinutes(1) }, '"Changes → Publish Time" must be at least 10 minutes'],
	])('is refused as %j', (changes, message) => {
		expect(() => check(changes)).toThrow(message);
	});
});

it('addresses of files that are none are refused with what they must be', () => {
	for (const wrong of [null, 7, {}]) {
		expect(fileUrls.safeParse(wrong).error?.issues[0]?.message).toBe(
			'must be addresses, one in each line',
		);
	}
});
