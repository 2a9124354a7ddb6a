/** The connections as the page shows them. */
import { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import type { Credential } from '../api/credentials';
import { DAY } from '../ending';
import { rowOf } from '../report';
import { kindOf } from '../usage/catalogue';
import { runs, takers } from '../usage/needs';
import type { Usage } from '../usage/usage';
import type { PageMemory } from './memory';
import type { View } from './request';
import { isStale } from './verifying';
import { wordsFor } from './words';

/** Days before its access ends that a connection counts as expiring. */
const SOON = 30;

const labelled = z.array(z.object({ name: z.string(), label: z.string() }));

/** Permissions; `undefined` where the service does not tell them. */
const permissions = z.union([labelled, z.unknown().transform(() => undefined)]).optional();

/** What the report says of a connection, as far as it is shown. */
const reported = z.object({
	id: z.string(),
	name: z.string(),
	type: z.string(),
	service: z.string(),
	authentication: z.string(),
	status: z.enum(['working', 'limited', 'broken', 'unverifiable']).optional(),
	cause: z.string().optional(),
	account: z.string().optional(),
	message: z.string().optional(),
	remedy: z.string().optional(),
	expires: z.string().optional(),
	owner: z.string(),
	reauthorizeUrl: z.string(),
	details: z.object({
		permissions: z.object({
			required: permissions,
			granted: permissions,
			missing: permissions,
			unneeded: permissions,
		}),
		sharedWith: z.array(z.object({ name: z.string() })),
	}),
});

/** A workflow that uses a connection. */
interface UsedBy {
	readonly id: string;
	readonly name: string;
	readonly state: string;
	/** Whether it stops when the connection breaks. */
	readonly isActive: boolean;
}

/** Groups of connections that the summary counts, by the value that shows them. */
export const GROUPS = {
	broken: 'Broken',
	limited: 'Missing permissions',
	over: 'Over-privileged',
	expiring: 'Ending soon',
	unused: 'Unused',
	working: 'Working',
	unknown: 'Not verified',
} as const;

export type Group = keyof typeof GROUPS;

/** A connection of the page. */
export interface Row extends z.output<typeof reported> {
	readonly workflows: readonly UsedBy[];
	/** When it was verified. */
	readonly at: string | undefined;
	/** Whether the page has it verified by itself. */
	readonly isStale: boolean;
	/** When a workflow with it last ran, as far as n8n stored it. */
	readonly lastUsed: string | undefined;
	readonly groups: readonly Group[];
}

const endsSoon = (expires: string | undefined, now: number) => {
	// An end that use puts off has words before its moment, which Date.parse would skip.
	if (expires === undefined || !/^\d{4}-/.test(expires)) return false;
	return Date.parse(expires) - now < SOON * DAY;
};

function groupsOf(row: Omit<Row, 'groups'>, now: number): Group[] {
	const { status, details, expires, workflows } = row;
	const is: Record<Group, boolean> = {
		broken: status === 'broken',
		limited: status === 'limited',
		over: (details.permissions.unneeded ?? []).length > 0,
		expiring: endsSoon(expires, now),
		unused: workflows.length === 0,
		working: status === 'working',
		unknown: status === undefined || status === 'unverifiable',
	};
	return (Object.keys(GROUPS) as Group[]).filter((group) => is[group]);
}

/** What the page knows. */
export interface Known {
	readonly connection: Connection;
	readonly all: readonly Credential[];
	readonly usage: Usage;
	readonly memory: PageMemory;
}

/** The permissions of one of n8n's own types are scopes, which few people read. */
function inWords(row: z.output<typeof reported>): z.output<typeof reported> {
	if (kindOf(row.type)) return row;
	const worded = (list: z.output<typeof permissions>) =>
		list?.map(({ name }) => ({ name, label: wordsFor(row.type, name) }));
	const { required, granted, missing, unneeded } = row.details.permissions;
	const said = {
		required: worded(required),
		granted: worded(granted),
		missing: worded(missing),
		unneeded: worded(unneeded),
	};
	return { ...row, details: { ...row.details, permissions: said } };
}

/** All connections, with what was last found of them. */
export function rowsOf({ connection, all, usage, memory }: Known, now = Date.now()): Row[] {
	return all.map((credential) => {
		const using = usage.of(credential.id);
		const last = memory.checked[credential.id];
		const facts = { credential, workflows: using, verdict: last?.verdict };
		const row = {
			...inWords(reported.parse(rowOf(connection, facts, false))),
			workflows: takers(using).map((workflow) => ({
				id: workflow.id,
				name: workflow.name,
				state: workflow.state,
				isActive: runs(workflow),
			})),
			at: last?.at,
			isStale: isStale(last, now),
			lastUsed: memory.uses?.used[credential.id],
		};
		return { ...row, groups: groupsOf(row, now) };
	});
}

/** Workflows with a connection that n8n no longer has. */
export function danglingOf({ all, usage }: Known): UsedBy[] {
	const ids = new Set(all.map(({ id }) => id));
	const using = usage.held.filter((id) => !ids.has(id)).flatMap((id) => takers(usage.of(id)));
	const byId = new Map(using.map((workflow) => [workflow.id, workflow]));
	return [...byId.values()].map((workflow) => ({
		id: workflow.id,
		name: workflow.name,
		state: workflow.state,
		isActive: runs(workflow),
	}));
}

/** The worst first. */
const SEVERITY: readonly unknown[] = ['broken', 'limited', 'unverifiable', undefined, 'working'];

const byName = (a: Row, b: Row) => a.name.localeCompare(b.name);

/** The columns by which rows are sorted, by the value that says so. */
export const SORTS = {
	status: (a: Row, b: Row) => SEVERITY.indexOf(a.status) - SEVERITY.indexOf(b.status),
	name: byName,
	service: (a: Row, b: Row) => a.service.localeCompare(b.service),
	account: (a: Row, b: Row) => (a.account ?? '').localeCompare(b.account ?? ''),
	ends: (a: Row, b: Row) => (a.expires ?? '').localeCompare(b.expires ?? ''),
	owner: (a: Row, b: Row) => a.owner.localeCompare(b.owner),
	used: (a: Row, b: Row) => b.workflows.length - a.workflows.length,
	lastUse: (a: Row, b: Row) => (a.lastUsed ?? '').localeCompare(b.lastUsed ?? ''),
} as const;

export type Sort = keyof typeof SORTS;

/** The column that a view asks for. */
export const sortOf = ({ sort }: View): Sort =>
	Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'status';

/** All that the search finds in a row. */
export const searchable = ({ name, service, type, account = '', owner, workflows }: Row) =>
	[name, service, type, account, owner, ...workflows.map((one) => one.name)]
		.join('\n')
		.toLowerCase();

/** The rows that a view asks for, in its order. */
export function shownRows(rows: readonly Row[], view: View): Row[] {
	const { search, service, owner, show } = view;
	const wanted = rows.filter(
		(row) =>
			(show === '' || row.groups.some((group) => group === show)) &&
			(service === '' || row.service === service) &&
			(owner === '' || row.owner === owner) &&
			(search === '' || searchable(row).includes(search.trim().toLowerCase())),
	);
	const compare = SORTS[sortOf(view)];
	return wanted.sort((a, b) => compare(a, b) || byName(a, b));
}
