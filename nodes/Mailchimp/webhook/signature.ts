import { createHmac } from 'node:crypto';

import { isSameSecret } from '../../../operation/constantTime';

/** How old a delivery may be, in milliseconds: an older one may be a recorded one that is sent again. */
const TOLERANCE = 5 * 60 * 1000;

/** A SHA-256 in hexadecimal digits. */
const DIGEST = /^[0-9a-f]{64}$/i;

/** The pieces of `t=…,v1=…`; while a secret is replaced there may be several `v1`. */
function parseHeader(header: string): { timestamp: string; signatures: string[] } {
	const pieces = header.split(',').map((piece) => piece.trim());
	const valuesOf = (name: string) =>
		pieces
			.filter((piece) => piece.startsWith(`${name}=`))
			.map((piece) => piece.slice(name.length + 1));
	return { timestamp: valuesOf('t')[0] ?? '', signatures: valuesOf('v1') };
}

/**
 * Whether a delivery was signed by Mailchimp with this webhook's secret: `v1` is the hex HMAC-SHA256 of the
 * timestamp, a dot, and the body as it was sent. Compared in constant time.
 * Source: mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/webhooks.mdx
 * @param header the header `X-Mailchimp-Signature`
 * @param now milliseconds since 1970
 */
export function isSignedBy(
	secret: string,
	{ header, body, now }: { header: unknown; body: Buffer; now: number },
): boolean {
	if (typeof header !== 'string') return false;
	const { timestamp, signatures } = parseHeader(header);
	if (!/^\d{1,12}$/.test(timestamp)) return false;
	if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE) return false;
	const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
	return signatures.some((signature) => {
		// Node reads hexadecimal digits up to the first sign that is none.
		return DIGEST.test(signature) && isSameSecret(Buffer.from(signature, 'hex'), expected);
	});
}
