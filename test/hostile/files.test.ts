/** Names and types of files, which stand in the heads of a form's parts: they begin no part and no header of their own. */
import { fc } from '../fuzz';

import { encodeForm } from '../../connection/request/multipart';
import { hostileText } from './hostile';

/** The parts of a form as a server takes it apart: by its boundary, each with its head and its content. */
function partsOf(contentType: string, body: Buffer): Array<{ head: string[]; content: string }> {
	const boundary = contentType.split('boundary=')[1] ?? '';
	const pieces = body.toString('latin1').split(`--${boundary}`);
	expect(pieces.at(-1)).toBe('--\r\n');
	return pieces.slice(1, -1).map((piece) => {
		const [head = '', ...rest] = piece.slice(2).split('\r\n\r\n');
		return { head: head.split('\r\n'), content: rest.join('\r\n\r\n').replace(/\r\n$/, '') };
	});
}

const text = hostileText(['photo.jpg', 'image/png', '"; filename="evil.sh']);

const file = fc.record({
	fileName: text,
	contentType: text,
	content: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
});

describe('a form', () => {
	it('has its parts and no others, whatever they are called', () => {
		fc.assert(
			fc.property(text, file, text, (name, given, value) => {
				fc.pre(name !== 'file' && name !== '__proto__' && value.isWellFormed());
				const { contentType, body } = encodeForm({ [name]: value, file: given });
				expect(contentType).toMatch(/^multipart\/form-data; boundary=[\w-]+$/);
				const parts = partsOf(contentType, body);
				expect(parts).toHaveLength(2);
				const [field, upload] = parts;
				expect(field?.head).toEqual([
					expect.stringMatching(/^Content-Disposition: form-data; name="[^"\r\n]*"$/),
				]);
				expect(field?.content).toBe(Buffer.from(value).toString('latin1'));
				expect(upload?.head).toEqual([
					expect.stringMatching(
						/^Content-Disposition: form-data; name="file"; filename="[^"\r\n]*"$/,
					),
					expect.stringMatching(/^Content-Type: [^\r\n]*$/),
				]);
				expect(upload?.content).toBe(given.content.toString('latin1'));
			}),
			{ numRuns: 300 },
		);
	});
});
