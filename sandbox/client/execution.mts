import { parse } from 'flatted';
import { z } from 'zod';

const errorSchema = z
	.object({ message: z.string(), description: z.string().nullish() })
	.passthrough();

const itemSchema = z
	.object({
		json: z.record(z.unknown()),
		error: z.unknown(),
		pairedItem: z.unknown(),
	})
	.passthrough();

const nodeRunSchema = z
	.object({
		data: z.object({ main: z.array(z.array(itemSchema).nullable()).optional() }).optional(),
		error: errorSchema.optional(),
		executionTime: z.number(),
	})
	.passthrough();

const dataSchema = z.object({
	resultData: z.object({
		runData: z.record(z.array(nodeRunSchema)).default({}),
		error: errorSchema.optional(),
		lastNodeExecuted: z.string().optional(),
	}),
});

const statusSchema = z.enum([
	'canceled',
	'crashed',
	'error',
	'new',
	'running',
	'success',
	'unknown',
	'waiting',
]);

/** How far a run is; n8n answers with nothing while it has not written the run down yet. */
export const progressSchema = z.object({ status: statusSchema }).optional();

/** A run as the list of runs shows it. */
export const runSummarySchema = z.object({ id: z.coerce.string(), status: statusSchema });
export type RunSummary = z.output<typeof runSummarySchema>;

/** A run that is over. n8n writes its data with `flatted`, because it may contain circles. */
export const executionSchema = z.object({
	id: z.string(),
	status: statusSchema,
	data: z
		.string()
		.transform((text): unknown => parse(text))
		.pipe(dataSchema),
});

/** One run of a workflow, with what every node put out. */
export type Execution = z.output<typeof executionSchema>;
/** One item that a node put out. */
export type Item = z.output<typeof itemSchema>;
/** An error as n8n shows it to a person. */
export type ExecutionError = z.output<typeof errorSchema>;

/** Whether a run is over, well or badly. */
export function isOver(progress: z.output<typeof progressSchema>): boolean {
	return progress !== undefined && !['new', 'running', 'waiting'].includes(progress.status);
}

/** Whether a run is over, or waits for somebody. */
export const isOverOrWaiting: typeof isOver = (progress) =>
	progress?.status === 'waiting' || isOver(progress);

/**
 * What a node put out on its first output, in its last run.
 *
 * @param execution a run that is over
 * @param nodeName the node's name in the workflow
 * @returns its items; none when the node did not run
 */
export function itemsOf(execution: Execution, nodeName: string): Item[] {
	const run = execution.data.resultData.runData[nodeName]?.at(-1);
	return run?.data?.main?.[0] ?? [];
}

/**
 * The error that ended a run.
 *
 * @returns the error, or undefined when it ended well
 */
export function errorOf({ data }: Execution): ExecutionError | undefined {
	return data.resultData.error;
}
