/** What triggers share that ask a service again and again. */
import type { IPollFunctions } from 'n8n-workflow';

/** How long a poll works at most, in milliseconds. */
const BUDGET = 4 * 60_000;

/** Until when a poll may work, in milliseconds since 1970. */
export function deadlineOf(context: IPollFunctions): number {
	// n8n says it only since version 2.
	const budget = 'getPollBudgetMs' in context ? context.getPollBudgetMs() : BUDGET;
	return Date.now() + Math.min(budget, BUDGET);
}
