/** When the API key of the trigger itself ends: without it, nothing is watched any more. */
import type { Connection } from '../../../connection/connection';
import { credentialTypeOf } from '../../../connection/model/service';
import type { Credential } from '../api/credentials';
import { DAY, endingInWords } from '../ending';
import type { Change } from './event';

/** The key as n8n lists it. Another n8n, which it may be the key of, does not have it. */
const keyOf = (
	{ id, name, service, variant }: Connection,
	all: readonly Credential[],
): Credential =>
	all.find((credential) => credential.id === id) ?? {
		id,
		name,
		type: credentialTypeOf(service, variant),
		createdAt: '',
		updatedAt: '',
		shared: [],
	};

/** What decides whether the ending is reported. */
export interface Occasion {
	readonly all: readonly Credential[];
	/** The ending that was reported last. */
	readonly reported: string | undefined;
	/** How many days before it the ending is reported. */
	readonly days: number;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/**
 * The change that reports the ending of the key, once it is near and was not reported yet.
 * @throws ConnectionFailure when n8n does not answer
 */
export async function keyEndsSoon(
	connection: Connection,
	{ all, reported, days, now }: Occasion,
): Promise<Change | undefined> {
	const { token: ending } = await connection.endings();
	if (!(ending instanceof Date) || ending.toISOString() === reported) return undefined;
	const left = ending.getTime() - now;
	if (left > days * DAY) return undefined;
	const daysLeft = Math.max(0, Math.ceil(left / DAY));
	const ends = ending.toISOString();
	return {
		event: 'keyEndsSoon',
		credential: keyOf(connection, all),
		since: new Date(now).toISOString(),
		message: endingInWords('The API key of this trigger', ending, now),
		details: { ends, daysLeft },
	};
}
