/**
 * Verifying, step by step: a request verifies a few connections and says how far that is, and the next one goes on. What is
 * done is known by when each was verified, so that nothing but the beginning is carried from step to step.
 */
import type { Credential } from '../api/credentials';
import { DAY } from '../ending';
import { checkAll } from '../inspect/check';
import type { Acting, Result } from './acting';
import type { Checked } from './memory';
import type { AskedAct } from './request';

/** How connections are inspected. */
const INSPECTING = { atOnce: 5, timeout: 30_000 };

/** The most that a step verifies: it answers before what is between n8n and the browser loses patience. */
const STEP = 25;

/** How old a result may be, in milliseconds, before the page has the connection verified by itself. */
const FRESH = DAY;

/** Stand for many connections, where otherwise an ID stands. */
export const ALL = '*';
export const STALE = 'stale';

type AllChecked = Readonly<Record<string, Checked>>;

/** Whether a connection was not verified since a moment. */
const isBefore = (last: Checked | undefined, moment: number) =>
	last === undefined || Date.parse(last.at) < moment;

/** Whether the page has a connection verified by itself. */
export const isStale = (last: Checked | undefined, now = Date.now()): boolean =>
	isBefore(last, now - FRESH);

/** When the first step began. A moment to come would never be over. */
function beginning({ since = '' }: AskedAct['values'], now: number): number {
	const moment = Date.parse(since);
	return Number.isNaN(moment) || moment > now ? now : moment;
}

/** The connections that all steps together verify. */
function meant(
	ids: readonly string[],
	all: readonly Credential[],
	checked: AllChecked,
	since: number,
) {
	if (ids[0] === ALL) return [...all];
	if (ids[0] !== STALE) return all.filter(({ id }) => ids.includes(id));
	return all.filter(({ id }) => isStale(checked[id], since) || !isBefore(checked[id], since));
}

const counted = (statuses: readonly string[]) =>
	['broken', 'limited', 'unverifiable', 'working']
		.map((status) => [statuses.filter((one) => one === status).length, status] as const)
		.flatMap(([count, status]) => (count > 0 ? `${count} ${status}` : []))
		.join(', ');

/** Does the next step. */
export async function verify(
	{ ids, values }: AskedAct,
	{ connection, host, all, checked }: Acting,
	now = Date.now(),
): Promise<Result> {
	const since = beginning(values, now);
	const wanted = meant(ids, all, checked, since);
	const left = wanted.filter(({ id }) => isBefore(checked[id], since));
	const step = left.slice(0, STEP);
	const verdicts = await checkAll(connection, step, { host, ...INSPECTING });
	const at = new Date().toISOString();
	const fresh = [...verdicts].map(([id, verdict]) => [id, { at, verdict }] as const);
	const known = { ...checked, ...Object.fromEntries(fresh) };
	const done = wanted.length - left.length + fresh.length;
	const statuses = wanted.flatMap(({ id }) => known[id]?.verdict.status ?? []);
	const message =
		wanted.length === 0
			? 'No connection was selected.'
			: done < wanted.length
				? `Verified ${done} of ${wanted.length}.`
				: `Verified ${wanted.length}: ${counted(statuses)}.`;
	return {
		notice: { isDone: wanted.length > 0, message },
		details: {
			message,
			connections: step.map(({ id, name }) => ({
				id,
				name,
				status: verdicts.get(id)?.status ?? 'unverifiable',
			})),
		},
		checked: known,
		step: {
			done,
			total: wanted.length,
			since: new Date(since).toISOString(),
			ids: [...ids],
			verified: [...verdicts.keys()],
		},
	};
}
