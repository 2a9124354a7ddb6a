import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { optional } from '../../../../operation/fields';
import { allCredentials, renameCredential } from '../../api/credentials';
import {
	connectionField,
	connectionId,
	preview,
	previewField,
	shownIf,
	whichField,
} from '../../fields';
import { filters, filtersField } from '../../filters';
import type { Renaming } from '../../names';
import { byName, byPattern, name, pattern } from '../../names';
import { operation } from '../../operation';
import { quoted } from '../../receipt';

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
		'Template for the new names. {service}, {type}, {variant}, {owner} and {name} stand for what each connection is; {account} for the account at the service, which is asked for it.',
	displayOptions: shownIf('pattern'),
};

async function give(
	connection: Connection,
	{ credential: { id, name: old, type }, newName, refusal }: Renaming,
	isPreview: boolean,
): Promise<IDataObject> {
	const renamed = refusal === undefined && !isPreview;
	if (renamed) await renameCredential(connection, id, newName);
	return { id, type, oldName: old, newName, renamed, refusal: refusal ?? null, preview: isPreview };
}

/** Whether n8n refuses this one connection another name, and so may take those of others. */
const isRefusal = ({ kind }: ConnectionFailure) =>
	['input', 'permission', 'notFound'].includes(kind);

/**
 * Gives many names, one after another.
 * @throws ConnectionFailure at the first failure of n8n itself, naming those that were given
 */
async function giveAll(
	connection: Connection,
	renamings: readonly Renaming[],
	isPreview: boolean,
): Promise<IDataObject[]> {
	const results: IDataObject[] = [];
	for (const renaming of renamings) {
		const result = await give(connection, renaming, isPreview).catch(async (error: unknown) => {
			if (!(error instanceof ConnectionFailure)) throw error;
			const { message, kind, status, advice, error: said } = error;
			if (isRefusal(error))
				return await give(connection, { ...renaming, refusal: message }, isPreview);
			const done = results.flatMap(({ renamed, newName }) => (renamed ? String(newName) : []));
			const one = `"${renaming.credential.name}"`;
			const what =
				kind === 'outcomeUnknown'
					? `It is not known whether ${one} was renamed`
					: `${one} was not renamed`;
			throw new ConnectionFailure(
				`${what}: ${message}. Renamed so far: ${done.length > 0 ? quoted(done) : 'nothing'}`,
				{ kind, status, advice, error: said },
			);
		});
		results.push(result);
	}
	return results;
}

/** `PATCH /credentials/{id}` with a name that is free. n8n itself would give one name to several. */
export const rename = operation({
	name: 'Rename',
	requires: ['listCredentials', 'readCredentials', 'listWorkflows', 'updateCredentials'],
	action: 'Rename connections',
	description: 'Give one connection another name, or many by a pattern; each name must be free',
	fields: [
		which,
		{ ...connectionField, displayOptions: shownIf('one') },
		newNameField,
		patternField,
		{ ...filtersField, displayOptions: shownIf('pattern') },
		{ ...previewField, displayOptions: shownIf('pattern') },
	],
	input: z
		.object({
			which: z.enum(['one', 'pattern'], { message: 'must be one of Many by a Pattern, One' }),
			connection: connectionId.optional(),
			newName: optional(name),
			pattern: optional(pattern),
			filters,
			preview: preview.optional(),
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
		const { filters: wanted, pattern: text = '', preview: isPreview = true } = input;
		const renamings = await byPattern(connection, all, { filters: wanted, pattern: text }, host);
		return await giveAll(connection, renamings, isPreview);
	},
});
