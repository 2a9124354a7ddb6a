import { photo } from '../../../nodes/FacebookPages/resources/photo';
import { video } from '../../../nodes/FacebookPages/resources/video';
import { mediaOf, uploadOf } from '../../../nodes/FacebookPages/upload';
import { checkInput } from '../../../operation/input';
import type { Operation } from '../../../operation/operation';

const page = '104857600000001';

const file = { fileName: 'rose.jpg', contentType: 'image/jpeg', content: Buffer.from('rose') };

describe('what is uploaded', () => {
	it('is a file in a form', () => {
		const media = mediaOf({ source: 'binary', binaryField: 'data' }, { data: file });
		expect(uploadOf(media, 'url', { published: 'false' })).toEqual({
			form: { published: 'false', source: file },
		});
	});

	it.each(['url', 'file_url'] as const)('is an address in the parameter %s', (name) => {
		const url = 'https://example.com/rose.jpg';
		expect(uploadOf(mediaOf({ source: 'url', url }, {}), name, {})).toEqual({
			body: { [name]: url },
		});
	});
});

const uploads: ReadonlyArray<readonly [string, Operation]> = [
	['a photo', photo.operations.upload],
	['a video', video.operations.upload],
];

describe.each(uploads)('the upload of %s', (_what, upload) => {
	const check = (given: Record<string, unknown>) =>
		checkInput(upload.input, upload.fields, {
			page,
			source: 'binary',
			binaryField: 'data',
			publish: 'now',
			published: true,
			...given,
		});

	it.each([
		[{ binaryField: ' ' }, '"Input Binary Field" is empty: give the name of a binary field'],
		[{ source: 'url', url: '' }, '"URL" must be an address such as https://'],
		[{ source: 'url', url: 'rose.jpg' }, '"URL" must be an address such as https://'],
		[{ source: 'disk' }, '"Source" must be one of binary, url'],
	])('is refused as %j', (given, message) => {
		expect(() => check(given)).toThrow(message);
	});

	it('is one change of its page', () => {
		expect(check({})).toMatchObject({ page, source: 'binary', binaryField: 'data' });
	});
});

describe('a scheduled video', () => {
	it('has a time', () => {
		const { input, fields } = video.operations.upload;
		const given = { page, source: 'binary', binaryField: 'data', publish: 'schedule' };
		expect(() => checkInput(input, fields, given)).toThrow(/"Publish Time" is missing/);
	});
});
