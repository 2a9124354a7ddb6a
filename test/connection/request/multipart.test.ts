import { encodeForm, type Form } from '../../../connection/request/multipart';

/** The form as the standard library of the platform reads it. */
const read = async (form: Form) => {
	const { contentType, body } = encodeForm(form);
	const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
	return await response.formData();
};

const bytes = (part: unknown) =>
	part instanceof Blob ? part.arrayBuffer().then((buffer) => Buffer.from(buffer)) : undefined;

const photo = (more: Partial<{ fileName: string; contentType: string; content: Buffer }> = {}) => ({
	fileName: 'rose.jpg',
	contentType: 'image/jpeg',
	content: Buffer.from([0, 13, 10, 45, 45, 255, 254]),
	...more,
});

describe('a form with files', () => {
	it('is read back as it was, also by another reader', async () => {
		const form = await read({ caption: 'Ein schöner Tag ✓', source: photo() });
		expect(form.get('caption')).toBe('Ein schöner Tag ✓');
		const source = form.get('source');
		expect(source).toMatchObject({ name: 'rose.jpg', type: 'image/jpeg', size: 7 });
		expect(await bytes(source)).toEqual(photo().content);
	});

	it('keeps a name from becoming another header or another part', async () => {
		const fileName = 'a"; name="x"\r\nX-Evil: 1\r\n\r\n.jpg';
		const form = await read({ source: photo({ fileName }) });
		expect([...form.keys()]).toEqual(['source']);
		expect(form.get('source')).toMatchObject({ size: 7 });
		const { body } = encodeForm({ source: photo({ fileName }) });
		expect(body.toString('latin1')).not.toMatch(/^X-Evil/m);
	});

	it('keeps a media type on its line', () => {
		const { body } = encodeForm({ source: photo({ contentType: 'image/png\r\nX-Evil: 1' }) });
		expect(body.toString('latin1')).not.toMatch(/^X-Evil/m);
	});

	it('has another boundary each time, so that no file can hold it', () => {
		const types = Array.from({ length: 20 }, () => encodeForm({}).contentType);
		expect(new Set(types).size).toBe(20);
	});
});
