/** The pages of a connection, wherever Facebook tells of them. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import { path } from '../../connection/model/address';
import type { Endings } from '../../connection/model/service';
import { record } from '../../operation/fields';
import type { facebookPages } from '../../services/facebookPages';
import { cursorPages } from '../../operation/pages';
import { BATCH_SIZE, edgePage, edgePages, readTogether } from './graph';

/** The permission to see which pages belong to business portfolios. */
const BUSINESSES: keyof typeof facebookPages.permissions = 'readBusinesses';

/** What only `/me/accounts` tells of a page. */
const ONLY_OF_ACCOUNTS = ['tasks'];

/** The fields that can be read of a page that `/me/accounts` does not list. */
const fieldsOfPage = (fields: string) =>
	fields
		.split(',')
		.filter((field) => !ONLY_OF_ACCOUNTS.includes(field))
		.join(',');

/** Whether the connection is known to have a permission. */
async function has(connection: Connection, permission: string): Promise<boolean> {
	const { known } = await connection.check([permission]);
	return known.granted?.includes(permission) === true;
}

/** `GET /me/accounts` (https://developers.facebook.com/docs/graph-api/reference/user/accounts). */
export const accountPages = (connection: Connection, fields: string, limit: number) =>
	edgePages(connection, { path: '/me/accounts', query: { fields } }, limit);

/** Nothing, where Facebook does not say it of a connection that it accepts. */
function unknownIfRefused(error: unknown): Endings {
	if (error instanceof ConnectionFailure && error.kind !== 'reauthorize') return {};
	throw error;
}

/** The IDs of the pages that the grant names; none where Facebook does not say. */
async function namesOf(connection: Connection): Promise<readonly string[]> {
	const { resources = [] } = await connection.endings().catch(unknownIfRefused);
	return [...new Set(resources)];
}

/** Whether a page that the grant names is none of the connection's: it was deleted, or the person lost their role on it. */
const isLost = ({ kind }: ConnectionFailure) => kind === 'notFound' || kind === 'permission';

/**
 * Pages that the grant names (https://developers.facebook.com/docs/graph-api/reference/debug_token). A page on which the
 * person works through a business portfolio is not among their accounts, and is read by its ID all the same
 * (trypostit/trypost, pull request 292).
 */
async function* namedPages(
	connection: Connection,
	fields: string,
	isListed: (id: string) => boolean,
): AsyncGenerator<IDataObject[]> {
	const ids = (await namesOf(connection)).filter((id) => !isListed(id));
	for (let start = 0; start < ids.length; start += BATCH_SIZE) {
		const part = ids.slice(start, start + BATCH_SIZE);
		const reads = part.map((id) => ({
			method: 'GET' as const,
			path: path`/${id}`,
			query: { fields: fieldsOfPage(fields) },
		}));
		const outcomes = await readTogether(connection, reads, record);
		yield outcomes.flatMap((outcome) => {
			if ('data' in outcome) return [outcome.data];
			if (isLost(outcome.failure)) return [];
			throw outcome.failure;
		});
	}
}

/**
 * Pages of the person's business portfolios: their own, and those of clients
 * (https://developers.facebook.com/docs/graph-api/reference/user/businesses,
 * https://developers.facebook.com/docs/graph-api/reference/business/owned_pages,
 * https://developers.facebook.com/documentation/ads-commerce/marketing-api/reference/business/client_pages).
 */
export async function* businessPages(
	connection: Connection,
	fields: string,
): AsyncGenerator<IDataObject[]> {
	const query = { fields: fieldsOfPage(fields) };
	const businesses = {
		path: '/me/businesses',
		query: { fields: 'id' },
		size: 'limit',
		cursor: 'after',
		page: edgePage(z.object({ id: z.string() })),
	};
	for await (const some of cursorPages(connection, businesses, Infinity)) {
		for (const { id } of some) {
			for (const edge of ['owned_pages', 'client_pages']) {
				yield* edgePages(connection, { path: path`/${id}/${edge}`, query }, Infinity);
			}
		}
	}
}

/** Pages of which each is given once. */
async function* unlisted(
	pages: AsyncIterable<IDataObject[]>,
	listed: Set<unknown>,
): AsyncGenerator<IDataObject[]> {
	for await (const some of pages) {
		const others = some.filter(({ id }) => !listed.has(id));
		for (const { id } of others) listed.add(id);
		if (others.length > 0) yield others;
	}
}

/**
 * The pages that a connection may work with and that are not among the person's accounts.
 * @param listed the IDs of those that are; each page that is given is added
 */
export async function* pagesBesides(
	connection: Connection,
	fields: string,
	listed: Set<unknown>,
): AsyncGenerator<IDataObject[]> {
	yield* unlisted(
		namedPages(connection, fields, (id) => listed.has(id)),
		listed,
	);
	if (await has(connection, BUSINESSES)) {
		yield* unlisted(businessPages(connection, fields), listed);
	}
}

/** The failure of a connection for which Facebook lists no page. */
export async function noPages(connection: Connection): Promise<ConnectionFailure> {
	const { name, dialogUrl, service } = connection;
	const { label } = service.permissions[BUSINESSES] ?? { label: BUSINESSES };
	const ofBusinesses = (await has(connection, BUSINESSES))
		? ''
		: ` If they belong to a business portfolio, select the permission "${label}", too.`;
	return new ConnectionFailure(`Facebook lists no page for "${name}"`, {
		kind: 'input',
		advice: `Reconnect it and choose your pages on Facebook's page.${ofBusinesses} The person needs a role on the pages: ${dialogUrl}`,
	});
}
