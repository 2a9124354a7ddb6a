import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { forEachConcurrently } from '../../../../operation/schedule';
import type { Credential } from '../../api/credentials';
import { credentialPages, isForAll } from '../../api/credentials';
import { simplify, simplifyField } from '../../fields';
import { filtersWithUse, filtersWithUseField, isMeant } from '../../filters';
import { checkAll } from '../../inspect/check';
import type { LastUses } from '../../lastUse';
import { isUnusedFor, lastUseColumns, lastUsesOf } from '../../lastUse';
import { operation } from '../../operation';
import { rowOf } from '../../report';
import { usageOf } from '../../usage/usage';

const inspectField: INodeProperties = {
	displayName: 'Inspect',
	name: 'inspect',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask each service whether the connection works, whose it is, what it may do and until when',
};

const lastUseField: INodeProperties = {
	displayName: 'Last Use',
	name: 'lastUse',
	type: 'boolean',
	default: false,
	description:
		'Whether to read from the executions of n8n when each connection was last used, since when it fails, and which failed executions can be retried. Needs the permission to list and read executions.',
};

/** How connections of a page are inspected. */
const INSPECTING = { atOnce: 5, timeout: 30_000 };

/** Which connections all projects may use, by ID. n8n tells it only of single ones. */
async function sharing(connection: Connection, credentials: readonly Credential[]) {
	const known = new Map<string, boolean>();
	await forEachConcurrently(
		credentials,
		INSPECTING.atOnce,
		() => true,
		async ({ id }) => {
			known.set(id, await isForAll(connection, id));
		},
	);
	return known;
}

/** A row with its last use, before the nested details. */
function withLastUse({ details, ...row }: IDataObject, lastUses: LastUses): IDataObject {
	const last = lastUseColumns(lastUses.of(String(row.id)), lastUses);
	return { ...row, ...last, ...(details ? { details } : {}) };
}

/** `GET /credentials`, with what all workflows make of each. */
export const getMany = operation({
	name: 'Get Many',
	requires: ['listCredentials', 'listWorkflows'],
	alsoRequires: [
		{ where: ['inspect'], requires: ['readCredentials'] },
		{ where: ['lastUse'], requires: ['listExecutions', 'readExecutions'] },
		{ where: ['filters', 'unusedFor'], requires: ['listExecutions', 'readExecutions'] },
	],
	action: 'Get many connections',
	description: 'Get the connections of n8n, and which workflows use each of them for what',
	fields: [filtersWithUseField, inspectField, lastUseField, simplifyField],
	input: z.object({
		filters: filtersWithUse,
		inspect: z.boolean({ message: 'must be true or false' }).default(false),
		lastUse: z.boolean({ message: 'must be true or false' }).default(false),
		simplify,
	}),
	list: async function* (connection, input, _limit, host) {
		const usage = await usageOf(connection, host);
		const { unusedFor } = input.filters;
		const lastUses =
			input.lastUse || unusedFor !== undefined
				? await lastUsesOf(connection, usage, host)
				: undefined;
		const isUnused = (id: string) =>
			unusedFor === undefined || !lastUses || isUnusedFor(lastUses.of(id), unusedFor);
		for await (const page of credentialPages(connection)) {
			const meant = page.filter(
				(credential) => isMeant(credential, input.filters, usage) && isUnused(credential.id),
			);
			const verdicts = input.inspect
				? await checkAll(connection, meant, { host, ...INSPECTING })
				: undefined;
			const forAll =
				input.inspect && !input.simplify ? await sharing(connection, meant) : undefined;
			yield meant.map((credential) => {
				const verdict = verdicts?.get(credential.id);
				const workflows = usage.of(credential.id);
				const facts = { credential, workflows, verdict, isForAll: forAll?.get(credential.id) };
				const row = rowOf(connection, facts, input.simplify);
				return lastUses ? withLastUse(row, lastUses) : row;
			});
		}
	},
});
