/** The last use of each connection. It takes many requests to n8n, so that the page reads it after it is shown. */
import { lastRunsOf } from '../lastUse';
import { usageOf } from '../usage/usage';
import type { Acting, Result } from './acting';
import type { Uses } from './memory';

/** How old what was read may be, in milliseconds, before the page reads it again by itself. */
const FRESH = 60 * 60_000;

/** Said where n8n does not let the page read it. */
const NOT_AVAILABLE =
	'The API key of the page may not list executions: give it the scope execution:list in the settings of n8n.';

/** Whether the page reads the last uses by itself. */
export const areStale = (uses: Uses | undefined, now = Date.now()): boolean =>
	uses === undefined || Date.parse(uses.at) < now - FRESH;

/** Reads the last uses. */
export async function readLastUses({ connection, host, all, checked }: Acting): Promise<Result> {
	const at = new Date().toISOString();
	const { missing } = await connection.check(['listExecutions']);
	if (missing.length > 0) {
		const uses = { at, used: {}, problem: NOT_AVAILABLE };
		return { notice: undefined, details: {}, checked, uses };
	}
	const runs = await lastRunsOf(connection, await usageOf(connection, host));
	const used = all.flatMap(({ id }) => {
		const last = runs.of(id);
		return last === undefined ? [] : [[id, last] as const];
	});
	const { since } = runs;
	const uses = { at, used: Object.fromEntries(used), ...(since === undefined ? {} : { since }) };
	return { notice: undefined, details: {}, checked, uses };
}
