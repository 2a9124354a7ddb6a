/** Connections as n8n's public API gives them; it calls them credentials. */
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { AnswerSchema, Connection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { idOfAnswer, pagesOf } from './lists';

const share = z.object({ id: z.string(), name: z.string(), role: z.string() });

/** One of the list of all. */
const listed = z.object({
	id: idOfAnswer,
	name: z.string(),
	type: z.string(),
	createdAt: z.string(),
	updatedAt: z.string(),
	shared: z.array(share).default([]),
});

export type Credential = z.output<typeof listed>;

/** One by itself. */
const single = listed.pick({ id: true, name: true, type: true });

export type NamedCredential = z.output<typeof single>;

/** Whether all projects may use it. Of one by itself n8n does not say with which it is shared. */
const global = z.object({ isGlobal: z.boolean().default(false) });

/** All connections, newest first, page by page: `GET /credentials`. */
export const credentialPages = (connection: Connection): AsyncGenerator<Credential[]> =>
	pagesOf(connection, { path: '/credentials' }, listed);

/** All connections, newest first. */
export async function allCredentials(connection: Connection): Promise<Credential[]> {
	const all: Credential[] = [];
	for await (const page of credentialPages(connection)) all.push(...page);
	return all;
}

/** What n8n says of one connection: `GET /credentials/{id}`. */
const readOne = async <T>(connection: Connection, id: string, said: AnswerSchema<T>): Promise<T> =>
	await connection.request({ method: 'GET', path: path`/credentials/${id}` }, said);

/**
 * One connection: `GET /credentials/{id}`.
 * @throws ConnectionFailure of the kind `notFound` when n8n does not have it
 */
export const getCredential = async (connection: Connection, id: string): Promise<NamedCredential> =>
	await readOne(connection, id, single);

/** Whether each user connects an account of their own: n8n calls it resolvable. */
const resolvable = z.object({ isResolvable: z.boolean().nullish() });

/** Whether a connection holds no account, but each of its users has one in it: `GET /credentials/{id}`. */
export const isOfEachUser = async (connection: Connection, id: string): Promise<boolean> =>
	(await readOne(connection, id, resolvable)).isResolvable === true;

/** The projects that may use a connection: all of them, or those whose ids are given. */
export type Access = 'all' | ReadonlySet<string>;

/** Whether all projects may use a connection: `GET /credentials/{id}`. */
export const isForAll = async (connection: Connection, id: string): Promise<boolean> =>
	(await readOne(connection, id, global)).isGlobal;

/** Which projects may use a connection: `GET /credentials/{id}`, and `GET /credentials` as far as need be. */
export async function accessTo(connection: Connection, id: string): Promise<Access> {
	if (await isForAll(connection, id)) return 'all';
	for await (const page of credentialPages(connection)) {
		const found = page.find((one) => one.id === id);
		if (found) return new Set(found.shared.map((one) => one.id));
	}
	return new Set();
}

/** Gives a connection another name: `PATCH /credentials/{id}`. Its data and its account stay. */
export const renameCredential = async (connection: Connection, id: string, name: string) =>
	await connection.request(
		{ method: 'PATCH', path: path`/credentials/${id}`, body: { name }, repeatable: true },
		single,
	);

/** Whether n8n has a connection; `undefined` when it cannot be asked. */
async function isThere(connection: Connection, id: string): Promise<boolean | undefined> {
	try {
		await getCredential(connection, id);
		return true;
	} catch (error) {
		return error instanceof ConnectionFailure && error.kind === 'notFound' ? false : undefined;
	}
}

/**
 * Deletes a connection: `DELETE /credentials/{id}`. When it is not known whether n8n has done it, n8n is asked.
 * @throws ConnectionFailure when it is there, or may be
 */
export async function deleteCredential(connection: Connection, id: string): Promise<void> {
	await connection
		.request({ method: 'DELETE', path: path`/credentials/${id}` }, single)
		.catch(async (error: unknown) => {
			const isOpen =
				error instanceof ConnectionFailure && ['outcomeUnknown', 'unreadable'].includes(error.kind);
			if (!isOpen || (await isThere(connection, id)) !== false) throw error;
		});
}

/** What n8n says after a test. */
const tested = z.object({ status: z.enum(['OK', 'Error']), message: z.string().default('') });

export type Tested = z.output<typeof tested>;

/**
 * Has n8n make a connection's own test request: `POST /credentials/{id}/test`. It changes nothing.
 * @param timeout how long to wait, in milliseconds
 */
export const testCredential = async (
	connection: Connection,
	id: string,
	timeout: number,
): Promise<Tested> =>
	await connection.request(
		{
			method: 'POST',
			path: path`/credentials/${id}/test`,
			safe: true,
			repeatable: false,
			timeout,
		},
		tested,
	);
