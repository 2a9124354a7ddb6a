import { z } from 'zod';

import { path } from '../../connection/model/address';
import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import { once } from '../../connection/request/retryableOnce';

const pageToken = z.object({ access_token: z.string().optional() });

/** The pages that a connection acts as, for as long as it is open: their tokens are kept nowhere else. */
const acting = new WeakMap<Connection, Map<string, () => Promise<Connection>>>();

/** The failure of a page that the connection cannot act as. */
const notOfConnection = ({ name, dialogUrl }: Connection, message: string) =>
	new ConnectionFailure(message, {
		kind: 'input',
		advice: `Choose a page that "${name}" may work with. To add one, reconnect and choose it on Facebook's page: ${dialogUrl}`,
	});

/** A page's own token works for that page only. */
async function checkPage(connection: Connection, pageId: string): Promise<Connection> {
	const { id, name } = await connection.account();
	if (id === pageId) return connection;
	throw notOfConnection(
		connection,
		`"Page" is ${pageId}, but "${connection.name}" is a connection of the page "${name}" (${id})`,
	);
}

/** Asks for the page's token: most edges of a page need it (https://developers.facebook.com/docs/pages-api/getting-started). */
async function askPageToken(connection: Connection, pageId: string): Promise<Connection> {
	const { access_token } = await connection.request(
		{ method: 'GET', path: path`/${pageId}`, query: { fields: 'access_token' } },
		pageToken,
	);
	if (access_token) return connection.as(access_token);
	throw notOfConnection(
		connection,
		`Facebook gives "${connection.name}" no token of page ${pageId}`,
	);
}

/**
 * The connection, acting as a page. Its token is asked for once, however many items need it.
 * @throws ConnectionFailure when the connection cannot act as this page
 */
export async function asPage(connection: Connection, pageId: string): Promise<Connection> {
	const pages = acting.get(connection) ?? new Map<string, () => Promise<Connection>>();
	acting.set(connection, pages);
	const act =
		pages.get(pageId) ??
		once(
			async () =>
				await (connection.variant === 'apiKey'
					? checkPage(connection, pageId)
					: askPageToken(connection, pageId)),
		);
	pages.set(pageId, act);
	return await act();
}
