/** How a side of a comparison is measured: by n8n's own note of what a node took, in turn with the other side. */
import { type Client, errorOf, type Execution } from '../sandbox/client.mts';
import { NODE, type OneNode, runOneNode } from '../test/host/workflows.mts';
import { median, type Row, spread } from './table.mts';

/** How long the stand-ins take, in milliseconds. */
export const LATENCY = { perCall: 30, perRecord: 1 } as const;

/** Milliseconds that a run may take. */
export const LONGEST = 20 * 60_000;

/** Says how far a table is, which takes minutes: beside the tables, which are all that the standard output has. */
export const progress = (what: string): void => console.error(`· ${what}`);

/**
 * What a node of a run took, in milliseconds.
 * @throws Error when the run failed
 */
export function timeOf(execution: Execution, node = NODE): number {
	const error = errorOf(execution);
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return execution.data.resultData.runData[node]?.at(-1)?.executionTime ?? Number.NaN;
}

/** Runs one node and gives what it took, in milliseconds. */
export const timeInNode = async (client: Client, wanted: OneNode): Promise<number> =>
	timeOf(await runOneNode(client, { timeout: LONGEST, ...wanted }));

/**
 * Options with which n8n's HTTP Request node pages through a list.
 * @param name the query parameter that says which page
 * @param value its value for the next page, as an expression
 * @param complete whether there is no next page, as an expression
 */
export const paginated = (name: string, value: string, complete: string) => ({
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: { parameters: [{ type: 'qs', name, value }] },
			paginationCompleteWhen: 'other',
			completeExpression: complete,
		},
	},
});

/** What both sides took, round by round. */
export interface Compared {
	readonly ours: readonly number[];
	readonly beside: readonly number[];
}

/** Both sides in turn, the first of them changing from round to round. Each says at once what it took. */
export async function compare(
	rounds: number,
	ours: (round: number) => Promise<number>,
	beside: (round: number) => Promise<number>,
): Promise<Compared> {
	const measured = { ours: [] as number[], beside: [] as number[] };
	const sides = [
		{ name: 'beside', measure: beside },
		{ name: 'ours', measure: ours },
	] as const;
	for (let round = 0; round < rounds; round += 1) {
		for (const { name, measure } of round % 2 === 0 ? sides : sides.toReversed()) {
			const took = await measure(round);
			measured[name].push(took);
			progress(`round ${round + 1} of ${rounds}, ${name}: ${took.toFixed(took < 10 ? 2 : 0)} ms`);
		}
	}
	return measured;
}

/** The middle of the rounds' ratios of one side to the other. */
export const ratio = (one: readonly number[], other: readonly number[]): number =>
	median(one.map((value, index) => value / (other[index] ?? Number.NaN)));

/** A line that says how many times faster ours is. */
export const faster = (what: string, { ours, beside }: Compared, wanted: number): Row => ({
	what,
	ours: spread(ours, 'ms'),
	beside: spread(beside, 'ms'),
	reached: `${ratio(beside, ours).toFixed(1)} × faster (wanted: ${wanted} ×)`,
});

/** A line that says how much of the time of what is only necessary ours takes. */
export const within = (what: string, { ours, beside }: Compared, wanted: number): Row => ({
	what,
	ours: spread(ours, 'ms'),
	beside: spread(beside, 'ms'),
	reached: `${ratio(ours, beside).toFixed(2)} × (wanted: at most ${wanted} ×)`,
});
