/** The users of an n8n, as its public API gives them. */
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';

const user = z.object({ role: z.string().optional() });

/**
 * The role of a user in the whole n8n: `GET /users/{id}`. It is asked for what no operation must be able to know, so
 * that no key needs the scope for it.
 * @returns `undefined` where the key may not know it, or n8n has no such user
 */
export const roleOf = async (connection: Connection, id: string): Promise<string | undefined> =>
	await connection
		.request({ method: 'GET', path: path`/users/${id}`, query: { includeRole: true } }, user)
		.then(({ role }) => role)
		.catch((error: unknown) => {
			const isUnknown =
				error instanceof ConnectionFailure && ['permission', 'notFound'].includes(error.kind);
			if (!isUnknown) throw error;
			return undefined;
		});

/** A person who has an account in the n8n, as far as it decides what they may do. */
const person = z.object({
	id: z.string(),
	email: z.string(),
	firstName: z.string().nullish(),
	lastName: z.string().nullish(),
	role: z.string(),
});

export type Person = z.output<typeof person>;

/**
 * A person with their role: `GET /users/{id}`.
 * @returns `undefined` where n8n has no such person any more
 * @throws ConnectionFailure of the kind `permission` when the key lacks the scope user:read
 */
export const personById = async (
	connection: Connection,
	id: string,
): Promise<Person | undefined> =>
	await connection
		.request({ method: 'GET', path: path`/users/${id}`, query: { includeRole: true } }, person)
		.catch((error: unknown) => {
			if (error instanceof ConnectionFailure && error.kind === 'notFound') return undefined;
			throw error;
		});
