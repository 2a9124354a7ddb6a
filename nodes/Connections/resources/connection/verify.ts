import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { allCredentials, getCredential } from '../../api/credentials';
import {
	connectionField,
	connectionId,
	shownIf,
	simplify,
	simplifyField,
	whichField,
} from '../../fields';
import { filters, filtersField, isMeant } from '../../filters';
import { checkAll } from '../../inspect/check';
import { inspecting, inspectionFields } from '../../inspect/fields';
import { operation } from '../../operation';
import { bySeverity, rowOf } from '../../report';
import { usageOf } from '../../usage/usage';

const which = whichField({ name: 'All That Pass the Filters', value: 'filtered' }, 'filtered');

const statusField: INodeProperties = {
	displayName: 'Status',
	name: 'statuses',
	type: 'multiOptions',
	options: [
		{ name: 'Broken', value: 'broken' },
		{ name: 'Limited', value: 'limited', description: 'Works, and lacks a permission' },
		{ name: 'Unverifiable', value: 'unverifiable', description: 'Nobody could be asked' },
		{ name: 'Working', value: 'working' },
	],
	default: [],
	description: 'Which results to return. Leave empty for all.',
};

const STATUSES = ['broken', 'limited', 'unverifiable', 'working'] as const;
const SOME = 'must be some of Broken, Limited, Unverifiable, Working';

/** Each service is asked whether it accepts the connection, and what it knows of it. */
export const verify = operation({
	name: 'Verify',
	requires: ['listCredentials', 'readCredentials', 'listWorkflows'],
	action: 'Verify connections',
	description:
		'Ask the services whether connections work, whose they are, what they may do and until when. The worst come first.',
	fields: [
		which,
		{ ...connectionField, displayOptions: shownIf('one') },
		{ ...filtersField, displayOptions: shownIf('filtered') },
		statusField,
		simplifyField,
		...inspectionFields,
	],
	input: z
		.object({
			which: z.enum(['filtered', 'one'], {
				message: 'must be one of All That Pass the Filters, One',
			}),
			connection: connectionId.optional(),
			filters,
			statuses: z.array(z.enum(STATUSES, { message: SOME }), { message: SOME }).default([]),
			simplify,
			...inspecting,
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
		const verdicts = await checkAll(connection, meant, {
			host,
			atOnce: input.atOnce,
			timeout: input.timeLimit * 1000,
		});
		const rows = meant.map((credential) => {
			const verdict = verdicts.get(credential.id);
			return rowOf(
				connection,
				{ credential, workflows: usage.of(credential.id), verdict },
				input.simplify,
			);
		});
		const wanted = input.statuses.map(String);
		return bySeverity(rows).filter(
			({ status }) => wanted.length === 0 || wanted.includes(String(status)),
		);
	},
});
