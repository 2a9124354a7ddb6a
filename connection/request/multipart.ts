import { randomString } from 'n8n-workflow';

/** A file in a form. */
export interface FilePart {
	readonly fileName: string;
	/** Its media type, such as `image/png`. */
	readonly contentType: string;
	readonly content: Buffer;
}

/** The fields of a form, by name. */
export type Form = Readonly<Record<string, string | FilePart>>;

/** A name in a header of a part, as the HTML standard escapes it (RFC 7578, section 4.2). */
const quoted = (name: string) => `"${name.replace(/\r\n?|\n/g, '%0D%0A').replaceAll('"', '%22')}"`;

/** The head of a part. */
function headOf(name: string, value: string | FilePart): string {
	const disposition = `Content-Disposition: form-data; name=${quoted(name)}`;
	if (typeof value === 'string') return `${disposition}\r\n\r\n`;
	const type = value.contentType.replace(/[\r\n]/g, '');
	return `${disposition}; filename=${quoted(value.fileName)}\r\nContent-Type: ${type}\r\n\r\n`;
}

/** A form as `multipart/form-data` (RFC 7578), in which files can be sent. */
export function encodeForm(form: Form): { readonly contentType: string; readonly body: Buffer } {
	const boundary = `form-${randomString(32)}`;
	const parts = Object.entries(form).flatMap(([name, value]) => [
		Buffer.from(`--${boundary}\r\n${headOf(name, value)}`),
		typeof value === 'string' ? Buffer.from(value) : value.content,
		Buffer.from('\r\n'),
	]);
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
	};
}
