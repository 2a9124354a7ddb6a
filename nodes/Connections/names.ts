/** New names of connections, and whether they can have them. */
import { z } from 'zod';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import type { Host } from '../../operation/host';
import type { Credential } from './api/credentials';
import type { Filters } from './filters';
import { isMeant } from './filters';
import { checkAll } from './inspect/check';
import { authenticationOf, serviceOf } from './kinds';
import { ownerOf } from './record';
import { usageOf } from './usage/usage';

/** n8n's own limits of a name (@n8n/db (npm): dist/entities/credentials-entity.js). */
const SHORTEST = 3;
const LONGEST = 128;

/** How connections are checked whose account is wanted. */
const CHECKING = { atOnce: 5, timeout: 30_000 };

/** What a name must be. */
export const name = z
	.string({ message: 'must be text' })
	.trim()
	.min(SHORTEST, `must have at least ${SHORTEST} letters`)
	.max(LONGEST, `must have at most ${LONGEST} letters`);

/** The words that a pattern may have. */
const WORDS = ['account', 'name', 'owner', 'service', 'type', 'variant'] as const;

/** What a pattern of names must be. */
export const pattern = z
	.string({ message: 'must be text' })
	.trim()
	.refine(
		(text) => /\{\w+\}/.test(text),
		'must have a word in braces, such as {name}: else all would be named the same',
	)
	.refine(
		(text) =>
			[...text.matchAll(/\{(\w*)\}/g)].every(([, word]) => WORDS.some((known) => known === word)),
		`may have in braces only ${WORDS.map((word) => `{${word}}`).join(', ')}`,
	);

/** What the words of a pattern stand for; one that is not known is `undefined`. */
function wordsOf(
	credential: Credential,
	account: string | undefined,
): Record<string, string | undefined> {
	const { name, type, shared } = credential;
	return {
		name,
		owner: ownerOf(shared),
		service: serviceOf(type),
		type,
		variant: authenticationOf(type),
		account,
	};
}

/** A name to give. */
export interface Renaming {
	readonly credential: Credential;
	readonly newName: string;
	/** Why it cannot be given. */
	readonly refusal: string | undefined;
}

/** Why a connection cannot have this name, if it cannot. */
function refusalOf(
	{ id, name: old }: Credential,
	newName: string,
	taken: ReadonlyMap<string, string>,
) {
	if (newName === old) return 'it has this name already';
	const owner = taken.get(newName);
	if (owner !== undefined && owner !== id) return 'another connection has this name';
	if (newName.length < SHORTEST) return `a name must have at least ${SHORTEST} letters`;
	if (newName.length > LONGEST) return `a name must have at most ${LONGEST} letters`;
	return undefined;
}

/** The names by a pattern, each checked against all others, those to come among them. */
export async function byPattern(
	connection: Connection,
	all: readonly Credential[],
	wanted: { filters: Filters; pattern: string },
	host: Host,
): Promise<Renaming[]> {
	const usage = await usageOf(connection, host);
	const meant = all.filter((credential) => isMeant(credential, wanted.filters, usage));
	const accounts = wanted.pattern.includes('{account}')
		? await checkAll(connection, meant, { host, ...CHECKING })
		: undefined;
	const taken = new Map(all.map((credential) => [credential.name, credential.id]));
	return meant.map((credential) => {
		const account = accounts?.get(credential.id)?.findings?.account;
		const words = wordsOf(credential, account?.email ?? account?.name);
		const unknown = WORDS.filter(
			(word) => wanted.pattern.includes(`{${word}}`) && words[word] === undefined,
		);
		const newName = wanted.pattern.replace(
			/\{(\w+)\}/g,
			(_text, word: string) => words[word] ?? '',
		);
		const refusal =
			unknown.length > 0
				? `${unknown.join(', ')} is not known of it`
				: refusalOf(credential, newName, taken);
		if (refusal === undefined) taken.set(newName, credential.id);
		return { credential, newName, refusal };
	});
}

/** The one name that is to be given. */
export function byName(
	all: readonly Credential[],
	id: string | undefined,
	newName: string,
): Renaming {
	const credential = all.find((one) => one.id === id);
	if (!credential) {
		throw new ConnectionFailure(`There is no connection with the ID ${id}`, {
			kind: 'notFound',
			advice: 'Choose one of the list.',
		});
	}
	const taken = new Map(all.map((one) => [one.name, one.id]));
	const refusal = refusalOf(credential, newName, taken);
	if (refusal) {
		throw new ConnectionFailure(
			`"${credential.name}" was not renamed to "${newName}": ${refusal}`,
			{
				kind: 'input',
				advice: 'Give another name.',
			},
		);
	}
	return { credential, newName, refusal };
}
