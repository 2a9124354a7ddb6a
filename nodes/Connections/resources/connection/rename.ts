import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure';
import { optional } from '../../../../operation/fields';
import type { Host } from '../../../../operation/host';
import type { Credential } from '../../api/credentials';
import { allCredentials, renameCredential } from '../../api/credentials';
import {
	connectionField,
	connectionId,
	dryRun,
	dryRunField,
	shownIf,
	whichField,
} from '../../fields';
import type { Filters } from '../../filters';
import { filters, filtersField, isMeant } from '../../filters';
import { openChosen, openedField, openedType } from '../../opened';
import { managing } from '../../declared';
import { operation } from '../../operation';
import { shownCredential, shownKind } from '../../record';
import { usageOf } from '../../usage/usage';

/** n8n's own limits of a name (@n8n/db (npm): dist/entities/credentials-entity.js). */
const SHORTEST = 3;
const LONGEST = 128;

const which = whichField({ name: 'Many by a Pattern', value: 'pattern' }, 'one');

const newNameField: INodeProperties = {
	displayName: 'New Name',
	name: 'newName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Mailchimp – Newsletter',
	displayOptions: shownIf('one'),
};

const patternField: INodeProperties = {
	displayName: 'Pattern',
	name: 'pattern',
	type: 'string',
	required: true,
	default: '{service} – {name}',
	description:
		"What the names shall be. {service}, {type}, {variant}, {owner} and {name} stand for what each connection is; {account} for the service's account, which is known only of the connection that is chosen below.",
	displayOptions: shownIf('pattern'),
};

const accountField: INodeProperties = {
	...openedField({
		displayName: 'Account Of',
		description: 'The type of the connection whose account shall be known, for {account}',
	}),
	displayOptions: shownIf('pattern'),
};

const name = z
	.string({ message: 'must be text' })
	.trim()
	.min(SHORTEST, `must have at least ${SHORTEST} letters`)
	.max(LONGEST, `must have at most ${LONGEST} letters`);

/** The words that a pattern may have. */
const WORDS = ['account', 'name', 'owner', 'service', 'type', 'variant'] as const;

const pattern = z
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
	connection: Connection,
	credential: Credential,
	account: string | undefined,
): Record<string, string | undefined> {
	const { service, variant } = shownKind(credential.type);
	const { owner } = shownCredential(connection, credential);
	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	return {
		account,
		name: credential.name,
		owner: text(owner),
		service: text(service) ?? credential.type,
		type: credential.type,
		variant: text(variant),
	};
}

/** A name that shall be given. */
interface Renaming {
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
async function byPattern(
	connection: Connection,
	all: readonly Credential[],
	wanted: { filters: Filters; pattern: string; openedType: string | undefined },
	host: Host,
): Promise<Renaming[]> {
	const opened = await openChosen(host, wanted.openedType);
	const account = wanted.pattern.includes('{account}') ? await opened?.account() : undefined;
	const usage = await usageOf(connection, host);
	const taken = new Map(all.map((credential) => [credential.name, credential.id]));
	return all
		.filter((credential) => isMeant(credential, wanted.filters, usage))
		.map((credential) => {
			const words = wordsOf(
				connection,
				credential,
				opened?.id === credential.id ? account?.name : undefined,
			);
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
function byName(all: readonly Credential[], id: string | undefined, newName: string): Renaming {
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

async function give(
	connection: Connection,
	{ credential: { id, name: old, type }, newName, refusal }: Renaming,
	isDryRun: boolean,
): Promise<IDataObject> {
	const renamed = refusal === undefined && !isDryRun;
	if (renamed) await renameCredential(connection, id, newName);
	return { id, type, oldName: old, newName, renamed, refusal: refusal ?? null, dryRun: isDryRun };
}

/** `PATCH /credentials/{id}` with a name that is free. n8n itself would give one name to several. */
export const rename = operation({
	...managing.rename,
	action: 'Rename connections',
	description: 'Give one connection another name, or many by a pattern; each name must be free',
	fields: [
		which,
		{ ...connectionField, displayOptions: shownIf('one') },
		newNameField,
		patternField,
		{ ...filtersField, displayOptions: shownIf('pattern') },
		accountField,
		{ ...dryRunField, displayOptions: shownIf('pattern') },
	],
	input: z
		.object({
			which: z.enum(['one', 'pattern'], { message: 'must be one of Many by a Pattern, One' }),
			connection: connectionId.optional(),
			newName: optional(name),
			pattern: optional(pattern),
			filters,
			openedType: openedType.optional(),
			dryRun: dryRun.optional(),
		})
		.superRefine((input, context) => {
			const needed =
				input.which === 'one' ? (['connection', 'newName'] as const) : (['pattern'] as const);
			for (const field of needed.filter((one) => input[one] === undefined)) {
				context.addIssue({ code: z.ZodIssueCode.custom, path: [field], message: 'is missing' });
			}
		}),
	// Names are checked against each other.
	target: () => ['names'],
	run: async (connection, input, _files, host) => {
		const all = await allCredentials(connection);
		if (input.which === 'one') {
			return await give(connection, byName(all, input.connection, input.newName ?? ''), false);
		}
		const {
			filters: wanted,
			pattern: text = '',
			openedType: type,
			dryRun: isDryRun = true,
		} = input;
		const renamings = await byPattern(
			connection,
			all,
			{ filters: wanted, pattern: text, openedType: type },
			host,
		);
		const results: IDataObject[] = [];
		for (const renaming of renamings) results.push(await give(connection, renaming, isDryRun));
		return results;
	},
});
