/**
 * Names of properties that hold secrets of a connection. What they hold is kept out of everything that a person,
 * a log or an item sees: services echo tokens in error messages more often than one would think.
 */
const SECRET_NAMES = /key|token|secret|password|proof/i;

/** Too short to be a secret, and replacing it would make messages unreadable. */
const SHORTEST_SECRET = 8;

/** Base64 without the padding, which a text around the secret would not have, in both alphabets (RFC 4648). */
const unpadded = (bytes: Buffer) => [
	bytes.toString('base64').replace(/=+$/, ''),
	bytes.toString('base64url'),
];

/**
 * How a text looks inside Base64 at each of the three places where it can begin, such as behind a user name in
 * a header. The signs at its edges are left out, since they hold bits of the neighbours too.
 */
function base64Forms(text: string): string[] {
	return [0, 1, 2].flatMap((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
		const start = Math.ceil((before * 8) / 6);
		const end = Math.floor((bytes.length * 8) / 6);
		return unpadded(bytes).map((encoded) => encoded.slice(start, end));
	});
}

/**
 * How a text looks inside a URL (RFC 3986, section 2.1) and inside a form, as which a client's secret travels
 * (RFC 6749, appendix B). Hexadecimal digits may be of either case.
 */
function percentForms(text: string): string[] {
	const form = new URLSearchParams({ '': text }).toString().slice('='.length);
	return [encodeURIComponent(text.toWellFormed()), form].flatMap((encoded) => [
		encoded,
		encoded.replace(/%../g, (sign) => sign.toLowerCase()),
	]);
}

/** How a text looks inside JSON (RFC 8259, section 7), with and without the slash escaped. */
function jsonForms(text: string): string[] {
	const escaped = JSON.stringify(text).slice(1, -1);
	return [escaped, escaped.replaceAll('/', '\\/')];
}

/** Every secret string in a credential's data, in all the forms in which it may be echoed. */
export function secretsOf(data: unknown, name = ''): string[] {
	if (typeof data === 'string') {
		const trimmed = data.trim();
		const isSecret = SECRET_NAMES.test(name) && trimmed.length >= SHORTEST_SECRET;
		if (!isSecret || trimmed.startsWith('https://')) return [];
		// The random part of a key with a suffix is a secret by itself.
		const [random = ''] = trimmed.split('-');
		const plain = random.length >= 16 ? [trimmed, random] : [trimmed];
		return plain.flatMap((secret) => [
			secret,
			...jsonForms(secret),
			...percentForms(secret),
			...base64Forms(secret),
		]);
	}
	if (Array.isArray(data)) return data.flatMap((value) => secretsOf(value, name));
	if (typeof data !== 'object' || data === null) return [];
	return Object.entries(data).flatMap(([key, value]) => secretsOf(value, key));
}

/** The text without any of these secrets. */
export function redact(text: string, secrets: readonly string[]): string {
	return [...new Set(secrets)]
		.sort((a, b) => b.length - a.length)
		.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
