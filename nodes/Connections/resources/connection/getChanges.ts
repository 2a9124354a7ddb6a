import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import type { Host } from '../../../../operation/host';
import type { Credential } from '../../api/credentials';
import { allCredentials } from '../../api/credentials';
import type { Change } from '../../changes/compare';
import { compare } from '../../changes/compare';
import { idleDaysOf } from '../../changes/idle';
import type { Memory, Remembered } from '../../changes/memory';
import { memorySchema } from '../../changes/memory';
import type { Dangling } from '../../dangling';
import { danglingIn, shownDangling } from '../../dangling';
import { firstEnding } from '../../ending';
import { filters, filtersField, isMeant } from '../../filters';
import { checkAll } from '../../inspect/check';
import { inspecting, inspectionFields } from '../../inspect/fields';
import type { Verdict } from '../../inspect/verdict';
import { operation } from '../../operation';
import { rowOf } from '../../report';
import { kindOf } from '../../usage/catalogue';
import { labelled, takers } from '../../usage/needs';
import type { Usage } from '../../usage/usage';
import { usageOf } from '../../usage/usage';

const daysField: INodeProperties = {
	displayName: 'Days Before Access Ends',
	name: 'days',
	type: 'string',
	default: '30, 7, 1',
	description:
		'How many days before access ends to report a connection. Each number of days is reported once.',
};

const DAYS = 'must be whole numbers from 0 to 365, separated by commas';

const days = z.string({ message: DAYS }).transform((text, context) => {
	const stages = text.split(',').flatMap((part) => part.trim() || []);
	const numbers = stages.map(Number);
	if (numbers.every((stage) => Number.isInteger(stage) && stage >= 0 && stage <= 365))
		return numbers;
	context.addIssue({ code: z.ZodIssueCode.custom, message: DAYS });
	return z.NEVER;
});

/** What one run works with. */
interface Run {
	readonly connection: Connection;
	readonly usage: Usage;
	readonly memory: Memory | undefined;
	readonly verdicts: ReadonlyMap<string, Verdict>;
	readonly days: readonly number[];
	readonly now: number;
}

/** The changes of one connection, and what is remembered of it. */
function look(run: Run, credential: Credential) {
	const { usage, memory, verdicts, now } = run;
	const { id, type } = credential;
	const service = kindOf(type)?.service;
	const verdict = verdicts.get(id);
	return compare({
		before: memory?.connections[id],
		verdict,
		isUsed: takers(usage.of(id)).length > 0,
		ending: verdict && firstEnding(type, verdict),
		idleDays: idleDaysOf(type),
		days: run.days,
		now,
		label: (permission) => labelled(service, [permission])[0]?.label ?? permission,
	});
}

/** A change as a row. */
function shownChange(
	run: Run,
	credential: Credential,
	{ event, since, message }: Change,
): IDataObject {
	const workflows = run.usage.of(credential.id);
	const verdict = run.verdicts.get(credential.id);
	const row = rowOf(run.connection, { credential, workflows, verdict }, true);
	return { event, ...row, since, message };
}

const keyOf = ({ credential, slot, node, workflow, problem }: Dangling) =>
	[workflow.id, node, slot, credential, problem].join('/');

/** Remembers, in the static data of the node, which n8n saves after a run of a published workflow. */
function remember(host: Host, memory: Memory): void {
	Object.assign(host.staticData(), memory);
}

/** Only what changed since the last run. */
export const getChanges = operation({
	name: 'Get Changes',
	requires: ['listCredentials', 'readCredentials', 'listWorkflows', 'readWorkflows'],
	action: 'Get changes of connections',
	description:
		'Get only what changed since the last run of the published workflow: what broke, recovered, lost or gained a permission, is of another account, ends soon, was idle too long, is no longer used or dangles',
	fields: [filtersField, daysField, ...inspectionFields],
	input: z.object({ filters, days, ...inspecting }),
	target: () => ['memory'],
	run: async (connection, input, _files, host) => {
		const memory = memorySchema.safeParse(host.staticData()).data;
		const usage = await usageOf(connection, host);
		const all = await allCredentials(connection);
		const meant = all.filter(
			(credential) =>
				isMeant(credential, input.filters, usage) ||
				memory?.connections[credential.id] !== undefined,
		);
		const verdicts = await checkAll(connection, meant, {
			host,
			atOnce: input.atOnce,
			timeout: input.timeLimit * 1000,
		});
		const run = { connection, usage, memory, verdicts, days: input.days, now: Date.now() };
		const connections: Record<string, Remembered> = {};
		const rows = meant.flatMap((credential) => {
			const { remembered, changes } = look(run, credential);
			connections[credential.id] = remembered;
			return changes.map((change) => shownChange(run, credential, change));
		});
		const dangling = await danglingIn(connection, all, usage);
		const known = memory?.dangling ?? [];
		const fresh = dangling.filter((one) => !known.includes(keyOf(one)));
		remember(host, { version: 1, connections, dangling: dangling.map(keyOf) });
		return [...rows, ...fresh.map((one) => ({ event: 'dangling', ...shownDangling(one) }))];
	},
});
