import { resolve } from './model/address';
import type { Parts } from './model/address';
import type { Inquiry, Revocation, Template } from './model/service';
import type { Values } from './model/template';
import { fill, fillAll } from './model/template';
import type { AnswerReader, AnswerSchema, Ask } from './request/ask';
import type { ServiceRequest } from './request/request';
import type { Session } from './session';
import { heldGrant, templateValues } from './stored';

/** Who signs a request about the connection. */
export type Askers = Readonly<Record<'connection' | 'client' | 'none', Ask>>;

/** The texts of which every value is known: a header for a part that is still to be asked is left out. */
const known = (texts: Template, values: Values) =>
	Object.fromEntries(
		Object.entries(fillAll(texts, values)).filter(([, text]) => !/\{\w+\}/.test(text)),
	);

/** A request about the connection as the declaration has it, with what the connection holds in it. */
function requestOf(
	session: Session,
	about: Inquiry | Revocation,
	path: string,
	parts: Parts,
): ServiceRequest {
	const { service, variant, credentials } = session;
	const { query, headers, body, encoding } = { headers: undefined, ...about };
	const values = templateValues(service, variant, credentials, parts);
	const ofGrant =
		typeof body === 'function'
			? body(heldGrant(service, variant, credentials))
			: body && fillAll(body, values);
	return {
		method: about.method ?? ('ends' in about ? 'DELETE' : 'GET'),
		path,
		query: query && fillAll(query, values),
		headers: headers && known(headers, values),
		...(ofGrant ? { body: ofGrant } : {}),
		...(encoding ? { encoding } : {}),
	};
}

/**
 * Sends a request about the connection itself: an inquiry, which changes nothing, or a revocation.
 * @throws ConnectionFailure as requests do
 */
export async function sendAbout<T>(
	session: Session,
	askers: Askers,
	about: Inquiry | Revocation,
	answer: AnswerSchema<T> | AnswerReader<T>,
	parts: Parts,
): Promise<T> {
	const { service, variant, credentials } = session;
	const isAbsolute = about.url.startsWith('https://');
	const address = isAbsolute ? '' : resolve(service, service.address.template, parts);
	const values = templateValues(service, variant, credentials, parts);
	// The client's id may stand in the path of a revocation.
	const path = fill(resolve(service, about.url, parts), {
		clientId: encodeURIComponent(values.clientId ?? ''),
	});
	const request = requestOf(session, about, path, parts);
	// A token that was withdrawn stays so (RFC 7009, section 2.2).
	const safe = 'ends' in about ? { repeatable: true } : { safe: true };
	return await askers[about.sign ?? 'connection'](
		{ address, parts },
		{ ...request, ...safe },
		answer,
	);
}
