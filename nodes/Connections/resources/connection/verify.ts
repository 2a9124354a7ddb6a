import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import type { Host } from '../../../../operation/host';
import { forEachConcurrently } from '../../../../operation/schedule';
import type { NamedCredential } from '../../api/credentials';
import { allCredentials, getCredential } from '../../api/credentials';
import { connectionField, connectionId, shownIf, whichField } from '../../fields';
import { filters, filtersField, isMeant } from '../../filters';
import { managing } from '../../declared';
import { operation } from '../../operation';
import { reauthorizeUrl, shownKind } from '../../record';
import { runs, shownBriefly, takers } from '../../usage/needs';
import type { Usage } from '../../usage/usage';
import { usageOf } from '../../usage/usage';
import type { Verdict } from '../../verify';
import { verify as verifyOne } from '../../verify';

const which = whichField({ name: 'All That Pass the Filters', value: 'filtered' }, 'filtered');

/** How tests are run, the same for the node and the trigger. */
export const testFields: INodeProperties[] = [
	{
		displayName: 'Tests at Once',
		name: 'testsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 1,
		description:
			'How many connections n8n shall test at the same time. Of tests at the same time n8n loses some, which are then repeated: more than 1 helps where services answer slowly.',
	},
	{
		displayName: 'Time Limit (Seconds)',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 300 },
		default: 30,
		description: 'How long to wait for each test',
	},
];

const whole = (least: number, most: number) => {
	const message = `must be a whole number from ${least} to ${most}`;
	return z.number({ message }).int(message).min(least, message).max(most, message);
};

/** What these fields must hold. */
export const tests = {
	testsAtOnce: whole(1, 10),
	timeLimit: whole(1, 300),
};

function shown(
	connection: Connection,
	{ id, name, type }: NamedCredential,
	{ status, message, took }: Verdict,
	usage: Usage,
): IDataObject {
	const using = takers(usage.of(id));
	return {
		id,
		name,
		...shownKind(type),
		type,
		status,
		message,
		milliseconds: took,
		affectedWorkflows: using.map(shownBriefly),
		affectsActiveWorkflows: using.some(runs),
		reauthorizeUrl: reauthorizeUrl(connection, id),
	};
}

/** How many tests there are between two lines in the log. */
const PROGRESS = 100;

async function verifyAll(
	connection: Connection,
	meant: readonly NamedCredential[],
	{ testsAtOnce, timeLimit }: { testsAtOnce: number; timeLimit: number },
	{ usage, host }: { usage: Usage; host: Host },
): Promise<IDataObject[]> {
	const results: IDataObject[] = [];
	let done = 0;
	await forEachConcurrently(
		[...meant.entries()],
		testsAtOnce,
		() => true,
		async ([index, credential]) => {
			const verdict = await verifyOne(connection, credential, timeLimit * 1000);
			results[index] = shown(connection, credential, verdict, usage);
			done += 1;
			if (done % PROGRESS === 0) host.log(`${done} of ${meant.length} connections verified`);
		},
	);
	return results;
}

/** `POST /credentials/{id}/test` for each that is meant. */
export const verify = operation({
	...managing.verify,
	action: 'Verify connections',
	description:
		'Have connections tested for real, and say which workflows those that fail will stop',
	fields: [
		which,
		{ ...connectionField, displayOptions: shownIf('one') },
		{ ...filtersField, displayOptions: shownIf('filtered') },
		...testFields,
	],
	input: z
		.object({
			which: z.enum(['filtered', 'one'], {
				message: 'must be one of All That Pass the Filters, One',
			}),
			connection: connectionId.optional(),
			filters,
			...tests,
		})
		.superRefine(({ which, connection }, context) => {
			if (which === 'filtered' || connection !== undefined) return;
			const message = 'is missing: choose a connection';
			context.addIssue({ code: z.ZodIssueCode.custom, path: ['connection'], message });
		}),
	run: async (connection, input, _files, host) => {
		const usage = await usageOf(connection, host);
		const meant =
			input.which === 'one'
				? [await getCredential(connection, input.connection ?? '')]
				: (await allCredentials(connection)).filter((credential) =>
						isMeant(credential, input.filters, usage),
					);
		return await verifyAll(connection, meant, input, { usage, host });
	},
});
