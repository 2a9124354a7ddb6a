/**
 * The secrets of a connection, so that they can be kept out of everything that a person, a log or an item sees:
 * services echo tokens in error messages more often than one would think.
 */
const SECRET_NAMES = /key|token|secret|password|proof/i;

/** Too short to be a secret, and replacing it would make messages unreadable. */
const SHORTEST_SECRET = 8;

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
			encodeURIComponent(secret),
			Buffer.from(secret).toString('base64'),
		]);
	}
	if (typeof data !== 'object' || data === null) return [];
	return Object.entries(data).flatMap(([key, value]) => secretsOf(value, key));
}

/** The text without any of these secrets. */
export function redact(text: string, secrets: readonly string[]): string {
	return [...secrets]
		.sort((a, b) => b.length - a.length)
		.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
