/** The pages of any list of a service, as the service's declaration says that it pages. */
import type { IDataObject } from 'n8n-workflow';

import type { AnswerReader, Connection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure/failure';
import { AddressError, memberAt } from '../connection/model/address';
import type { Paging, Service } from '../connection/model/service';
import type { ServiceRequest } from '../connection/request/request';
import { isObject } from './fields';
import { createRepetitionCheck, createWayfinder } from './pages';

/** A request for a page. */
type PageRequest = Omit<ServiceRequest, 'form' | 'answer' | 'timeout'>;

/** An answer to it. */
interface Page {
	readonly body: unknown;
	readonly headers: Readonly<Record<string, unknown>>;
}

const PAGE: AnswerReader<Page> = { read: (body, { headers }) => ({ body, headers }) };

/** A member of a body by its own name, which may hold dots (`@odata.nextLink`), else by its path. */
const at = (body: unknown, path: string): unknown =>
	isObject(body) && Object.hasOwn(body, path) ? body[path] : memberAt(body, path);

/** A value that is none: the list is at its end. */
const textOf = (value: unknown): string | undefined =>
	(typeof value === 'string' && value !== '') || typeof value === 'number'
		? String(value)
		: undefined;

/** A record of a list, of which some hold plain values. */
const asRecord = (value: unknown): IDataObject =>
	isObject(value) ? value : { value: value as IDataObject[string] };

/** The list in a body: itself, or its only member that is one. Services name that member after what it lists. */
function onlyList(body: unknown): unknown {
	if (!isObject(body)) return body;
	const lists = Object.values(body).filter((value) => Array.isArray(value));
	return lists.length === 1 ? lists[0] : undefined;
}

/** The records of a page. `undefined` where the body has no list at that place, or no single one where no place is known. */
function recordsOf(body: unknown, { records: path }: Paging): IDataObject[] | undefined {
	const list = Array.isArray(body) || path === undefined ? onlyList(body) : at(body, path);
	return Array.isArray(list) ? list.map(asRecord) : undefined;
}

/** The target of the link to the next page in a header `Link` (RFC 8288, section 3). */
function nextLink(header: unknown): string | undefined {
	const text = Array.isArray(header) ? header.join(', ') : String(header ?? '');
	for (const [, target, parameters = ''] of text.matchAll(/<([^>]*)>([^<]*)/g)) {
		const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
		const relations = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
		if (relations.includes('next')) return target;
	}
	return undefined;
}

/** Where the next page is: what is to be sent with the request, or another address. */
type Next =
	| { readonly set: IDataObject; readonly in: 'query' | 'body'; readonly key: string }
	| { readonly url: string };

/** Where a parameter of the list is sent: where the person sent it, else with the search that a POST holds as JSON. */
function placeOf(
	{ method, query, body, encoding }: PageRequest,
	{ request: rules, paging }: Service,
	name: string,
): 'query' | 'body' {
	const declared = paging?.by === 'cursor' ? paging.in : undefined;
	if (method === 'GET' || query?.[name] !== undefined || Array.isArray(body)) return 'query';
	return declared ?? ((encoding ?? rules?.body) === 'form' ? 'query' : 'body');
}

/** What counts the pages of one list. */
interface Position {
	/** Records read so far. */
	readonly read: number;
	/** Pages read so far. */
	readonly pages: number;
}

/** Where the next page begins, as the page that was read, or the place in the list, tells. */
function nextOf(
	paging: Paging,
	service: Service,
	request: PageRequest,
	{ body, headers }: Page,
	{ read, pages }: Position,
): Next | undefined {
	const send = (name: string, value: string | number): Next => ({
		set: { [name]: value },
		in: placeOf(request, service, name),
		key: String(value),
	});
	const startOf = (name: string, start: number) => {
		const held: IDataObject = { ...request[placeOf(request, service, name)] };
		return Number(held[name] ?? start);
	};
	switch (paging.by) {
		case 'offset':
			return send(paging.offset, startOf(paging.offset, 0) + read);
		case 'page':
			return send(paging.page, startOf(paging.page, paging.first ?? 1) + pages);
		case 'cursor': {
			const cursor = textOf(at(body, paging.next));
			return cursor === undefined ? undefined : send(paging.cursor, cursor);
		}
		case 'link': {
			const url = nextLink(headers.link);
			return url === undefined ? undefined : { url };
		}
		case 'nextUrl': {
			const url = textOf(at(body, paging.next));
			return url === undefined ? undefined : { url };
		}
	}
}

/** How many records a page is asked for: what the person's own request says, else as many as the service allows. */
function sized(request: PageRequest, service: Service, wanted: number): PageRequest {
	const size = service.paging?.size;
	if (size === undefined) return request;
	const place = placeOf(request, service, size);
	const held: IDataObject = { ...request[place] };
	if (held[size] !== undefined) return request;
	return { ...request, [place]: { ...held, [size]: Math.min(service.limits.pageSize, wanted) } };
}

/** The request for the next page. A whole URL, or a path below the host of the page before, holds its query itself. */
function following(request: PageRequest, next: Next): PageRequest {
	if ('set' in next) {
		return next.in === 'body'
			? { ...request, body: { ...request.body, ...next.set } }
			: { ...request, query: { ...request.query, ...next.set } };
	}
	return { ...request, query: undefined, path: next.url };
}

/** A whole URL for what a page names: some services give a path from the root of their host. */
async function wholeUrl(connection: Connection, named: string): Promise<string> {
	if (URL.canParse(named)) return named;
	return new URL(named, await connection.address()).href;
}

/** Sends the request for a page. An address that a page named and that leads elsewhere is no fault of the input. */
async function askFor(
	connection: Connection,
	request: PageRequest,
	isNamed: boolean,
): Promise<Page> {
	const { displayName } = connection.service;
	return await connection.request(request, PAGE).catch((error: unknown) => {
		if (!isNamed || !(error instanceof AddressError)) throw error;
		throw connection.failure(
			{ ...request, path: 'the next page' },
			`${displayName} says that the list goes on at another host, where nothing is sent`,
		);
	});
}

/**
 * Sends the request for the first page with a size. Some endpoints take no size, or another one than the service's other
 * lists (xdevplatform/open-evolution: issue 36; hrkfdn/ncspot: issue 1866): refused, it is sent as the person wrote it.
 * @returns the page, and the request that got it
 */
async function firstPage(connection: Connection, request: PageRequest, wanted: number) {
	const first = sized(request, connection.service, wanted);
	try {
		return { first, page: await askFor(connection, first, false) };
	} catch (error) {
		const isOurs = first !== request && request.method === 'GET';
		if (!isOurs || !(error instanceof ConnectionFailure) || error.kind !== 'input') throw error;
		return { first: request, page: await askFor(connection, request, false) };
	}
}

/**
 * The pages of any list of a service, in order, each asked for only when it is wanted. An answer that is no list, and one
 * of a service that does not say how it pages, is the only page.
 * @param request the request for the first page; what the person set of its size counts
 * @param limit how many records are wanted at most
 * @throws ConnectionFailure when a page is refused, is the one before it once more, leads back to where the list has been,
 * to another host, or is one of too many without a record
 */
export async function* servicePages(
	connection: Connection,
	request: PageRequest,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const { service } = connection;
	const { paging } = service;
	const checkRepetition = createRepetitionCheck(connection);
	const astray = createWayfinder(connection);
	const { first, page: found } = await firstPage(connection, request, limit);
	let page = found;
	let asked = first;
	let position: Position = { read: 0, pages: 0 };
	for (;;) {
		const records = paging && recordsOf(page.body, paging);
		// Where the place in the list is all that is known, no page names another, and an empty one is the end.
		const isCounted = paging?.by === 'offset' || paging?.by === 'page';
		if (!records) {
			if (paging && !isCounted && nextOf(paging, service, first, page, position)) {
				throw connection.failure(
					asked,
					`${service.displayName} says that the list goes on, but its answer does not hold exactly one list`,
				);
			}
			yield (Array.isArray(page.body) ? page.body : [page.body]).map(asRecord);
			return;
		}
		checkRepetition(asked, records);
		yield records;
		position = { read: position.read + records.length, pages: position.pages + 1 };
		const next = nextOf(paging, service, first, page, position);
		if (!next || position.read >= limit || (isCounted && records.length === 0)) return;
		const target = 'url' in next ? { url: await wholeUrl(connection, next.url) } : next;
		const fault = astray(records, 'url' in target ? target.url : target.key);
		if (fault) throw connection.failure(asked, fault);
		asked = following('url' in target ? asked : first, target);
		page = await askFor(connection, asked, 'url' in target);
	}
}
