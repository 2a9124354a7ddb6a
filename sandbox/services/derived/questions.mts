/** Recognises the requests that a declaration names, and finds their answers. */
import type { Request } from 'express';

import type { Inquiry, Revocation, Service } from '../../../dist/index.js';
import { variantsOf } from '../../../dist/index.js';
import { appOf } from './apps.mts';
import { addressOf, asked, type Asked, exampleOf, patternsOf } from './declaration.mts';
import { readText, readTexts, type Values } from './texts.mts';

/** A request that is one of those that the declaration names. */
export interface Question extends Asked {
	/** Who signs it. */
	readonly sign: 'connection' | 'client' | 'none';
	/** What stood in place of the names in its texts. */
	readonly read: Values;
}

const methodOf = (about: Inquiry | Revocation) =>
	about.method ?? ('ends' in about ? 'DELETE' : 'GET');

/** The members of a body, which was sent as JSON or as a form. */
export function readBody(request: Request): Record<string, unknown> {
	const text: unknown = request.body;
	if (typeof text !== 'string' || text === '') return {};
	if (request.is('application/x-www-form-urlencoded')) {
		return Object.fromEntries(new URLSearchParams(text));
	}
	try {
		const body: unknown = JSON.parse(text);
		return typeof body === 'object' && body !== null ? { ...body } : {};
	} catch {
		return {};
	}
}

/** Whether a body has the encoding that the declaration wants. */
const isEncoded = (
	service: Service,
	{ body, encoding }: Inquiry | Revocation,
	request: Request,
) => {
	if (body === undefined) return true;
	const wanted = encoding ?? service.request?.body ?? 'json';
	return Boolean(request.is(wanted === 'form' ? 'application/x-www-form-urlencoded' : 'json'));
};

/** What a request may ask, by its method, address, query and body. Several variants may ask the same. */
export function recognise(service: Service, request: Request): Question[] {
	const body = readBody(request);
	const address = `https://${request.hostname}${request.path}`;
	const all = variantsOf(service).flatMap((variant) => asked(service, variant));
	return all.flatMap((one): Question[] => {
		const { about, variant } = one;
		if (methodOf(about) !== request.method || !isEncoded(service, about, request)) return [];
		const patterns = patternsOf(service, variant);
		const ofAddress = readText(addressOf(service, about.url), address, patterns);
		const ofQuery = readTexts(about.query ?? {}, request.query, patterns);
		const content = typeof about.body === 'function' ? {} : (about.body ?? {});
		const ofBody = readTexts(content, body, patterns);
		if (!ofAddress || !ofQuery || !ofBody) return [];
		const read = { ...ofAddress, ...ofQuery, ...ofBody };
		return [{ ...one, sign: about.sign ?? 'connection', read }];
	});
}

/** Whether the app proved itself, in the way that the question wants it. */
export function isOfApp({ sign, variant, read }: Question, request: Request): boolean {
	const { id, secret } = appOf(variant);
	const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
	if (sign === 'client' && request.header('authorization') !== basic) return false;
	const { clientId = id, clientSecret = secret } = read;
	return clientId === id && clientSecret === secret;
}

/** The answer to a question: its own example, or that of another one which is the same request. */
export function answerTo(
	service: Service,
	{ about, variant }: Asked,
	scopes: readonly string[],
): { readonly body: object; readonly headers: Values } {
	const isSame = (other: Inquiry | Revocation) =>
		methodOf(other) === methodOf(about) && other.url === about.url;
	const others = asked(service, variant).map((other) => other.about);
	const examples = [about, ...others.filter(isSame)].flatMap((one) => ('ends' in one ? [] : [one]));
	const example = examples.find((one) => one.example !== undefined);
	const headers = Object.assign({}, ...examples.map((one) => exampleOf(one, scopes).headers));
	return { body: (example && exampleOf(example, scopes).body) ?? {}, headers };
}
