import { AddressError, checkKey } from '../model/address';
import type { Service, Signing, Variant } from '../model/service';
import { BEARER, variantOf } from '../model/service';
import type { Values } from '../model/template';
import { fill, fillAll } from '../model/template';

/** What signs a request: headers, query parameters, and values that stand in its path. */
export interface Signature {
	readonly headers: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string>>;
}

/** A value of a header may hold printable ASCII only (RFC 9110, section 5.5): a line break would begin another header. */
const SENDABLE = /^[\x20-\x7e]*$/;

/**
 * Values of headers, checked.
 * @throws AddressError naming the header whose value cannot be sent; the value itself is never part of the message
 */
export function checkHeaders<T extends Readonly<Record<string, string>>>(headers: T): T {
	const wrong = Object.keys(headers).find((name) => !SENDABLE.test(headers[name] ?? ''));
	if (wrong !== undefined) {
		throw new AddressError(`The header ${wrong} would hold characters that no header can hold.`);
	}
	return headers;
}

/**
 * The headers that every request of a service has. One whose value is empty, or is still to be asked, is not sent.
 * @throws AddressError as {@link checkHeaders} does
 */
export function commonHeaders({ request }: Service, values: Values): Record<string, string> {
	const filled = Object.entries(fillAll(request?.headers ?? {}, values));
	return checkHeaders(
		Object.fromEntries(filled.filter(([, text]) => text !== '' && !/\{[a-z]\w*\}/i.test(text))),
	);
}

/** HTTP Basic authentication (RFC 7617, section 2). */
export const basic = (user: string, password: string): string =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** What a way of signing makes of the values that a connection holds; `{key}` is the key or token. */
function signatureBy(signing: Signing, values: Values): Signature {
	switch (signing.by) {
		case 'header': {
			const { name, prefix = '' } = signing;
			return { headers: { [name]: `${prefix}${values.key ?? ''}` }, query: {} };
		}
		case 'basic': {
			const { user, password } = signing;
			const authorization = basic(fill(user, values), fill(password, values));
			return { headers: { Authorization: authorization }, query: {} };
		}
		case 'query':
			return { headers: {}, query: fillAll(signing.parameters, values) };
		case 'path':
			return { headers: {}, query: {} };
	}
}

/**
 * Signs with the key of a connection, after checking its form.
 * @param values what the connection holds besides the key: fields and address parts, by name
 * @throws AddressError when the key has another form than the service's keys, or cannot stand in a header
 */
export function keySignature(service: Service, key: unknown, values: Values): Signature {
	const { sign = BEARER } = variantOf(service, 'apiKey');
	const { headers, query } = signatureBy(sign, { ...values, key: checkKey(service, key) });
	return { headers: checkHeaders(headers), query };
}

/** Signs as the connection's variant does, with a token that the service gave for a part of the account. */
export function tokenSignature(service: Service, variant: Variant, token: string): Signature {
	const { sign = BEARER } = variantOf(service, variant);
	return signatureBy(sign.by === 'header' ? sign : BEARER, { key: token });
}
