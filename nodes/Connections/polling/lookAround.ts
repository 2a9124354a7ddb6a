/** Which connections a poll looks into: the one with which the trigger works, and those that are chosen for it. */
import type { Connection } from '../../../connection/connection';
import { within } from '../../../connection/request/timeout';
import { credentialTypeOf } from '../../../connection/model/service';
import { asFailure } from '../../../operation/group';
import type { Host } from '../../../operation/host';
import type { Credential } from '../api/credentials';
import { chosenOf } from '../opened';
import type { Change } from './event';
import type { Occasion } from './lookInto';
import { lookInto } from './lookInto';
import type { LookedInto, Memory } from './memory';
import type { Input } from './properties';

/** What a poll has to look into connections. */
export interface Looking {
	readonly connection: Connection;
	readonly host: Host;
	readonly chosen: Pick<Input, 'events' | 'days' | 'openedTypes'>;
	/** All connections of the n8n. */
	readonly all: readonly Credential[];
	/** `undefined` at the first poll. */
	readonly memory: Memory | undefined;
	/** Until when to look, in milliseconds since 1970. */
	readonly deadline: number;
}

/** What was seen in connections that were looked into. */
interface Around {
	readonly lookedInto: Record<string, LookedInto>;
	readonly changes: readonly Change[];
}

/** What a connection is looked into for. */
const occasionOf = (
	{ chosen, memory }: Looking,
	credential: Credential,
	now: number,
): Occasion => ({
	credential,
	before: memory?.lookedInto[credential.id],
	days: chosen.events.includes('expiresSoon') ? chosen.days : undefined,
	now,
});

/** The node's own connection as n8n lists it. Another n8n, which it may be the key of, does not have it. */
const ownCredential = ({ connection: { id, name, service, variant }, all }: Looking): Credential =>
	all.find((credential) => credential.id === id) ?? {
		id,
		name,
		type: credentialTypeOf(service, variant),
		createdAt: '',
		updatedAt: '',
		shared: [],
	};

/** Nothing was seen: what was known of it still is all that is known. */
function unseen({ memory }: Looking, id: string): Around {
	const before = memory?.lookedInto[id];
	return { lookedInto: before ? { [id]: before } : {}, changes: [] };
}

/**
 * Looks into a connection that the node is also set to. One that cannot be looked into takes nothing away from the others,
 * and stays as it was: whether it works is for its test to say.
 */
async function lookIntoChosen(poll: Looking, type: string, now: number): Promise<Around> {
	const { host, all } = poll;
	let id = '';
	try {
		const chosen = chosenOf(host, type);
		id = chosen?.id ?? '';
		const credential = all.find((one) => one.id === id);
		if (!chosen || !credential) {
			host.log(`did not look into the connection of type ${type}: it is none of this n8n's`);
			return unseen(poll, id);
		}
		const look = async () => await lookInto(await chosen.open(), occasionOf(poll, credential, now));
		const left = poll.deadline - Date.now();
		if (left <= 0) {
			host.log(`had no time left to look into the connection of type ${type}`);
			return unseen(poll, id);
		}
		const { lookedInto, changes } = await within(left, undefined, look);
		return { lookedInto: { [id]: lookedInto }, changes };
	} catch (error) {
		host.log(`could not look into the connection of type ${type}: ${asFailure(error).message}`);
		return unseen(poll, id);
	}
}

/**
 * Looks into the node's own connection, and into those that it is also set to.
 * @throws ConnectionFailure when n8n itself does not answer
 */
export async function lookAround(poll: Looking, now: number): Promise<Around> {
	const { connection, chosen } = poll;
	const own = ownCredential(poll);
	const { lookedInto, changes } = await lookInto(connection, occasionOf(poll, own, now));
	const around: Around[] = [{ lookedInto: { [own.id]: lookedInto }, changes }];
	for (const type of chosen.openedTypes) around.push(await lookIntoChosen(poll, type, now));
	return {
		lookedInto: Object.fromEntries(around.flatMap((one) => Object.entries(one.lookedInto))),
		changes: around.flatMap((one) => one.changes),
	};
}
