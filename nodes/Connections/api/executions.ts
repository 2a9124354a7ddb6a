/** Executions of workflows, as n8n's public API gives them. n8n deletes them after a time, and a workflow may keep none. */
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { idOfAnswer, pagesOf } from './lists';

const execution = z.object({
	id: idOfAnswer,
	status: z.string(),
	/** Nothing until it starts. */
	startedAt: z.string().nullish(),
	workflowId: z.string(),
	/** The retry that succeeded, if one did. */
	retrySuccessId: z.string().nullish(),
});

export type Execution = z.output<typeof execution>;

/** Executions, newest first, page by page, without what went through them: `GET /executions`. */
export const executionPages = (connection: Connection): AsyncGenerator<Execution[]> =>
	pagesOf(connection, { path: '/executions' }, execution);

const failed = z.object({
	data: z
		.object({ resultData: z.object({ lastNodeExecuted: z.string().optional() }).optional() })
		.optional(),
});

/**
 * The node at which an execution failed: `GET /executions/{id}`, with the data of its items redacted.
 * @returns `undefined` where n8n does not tell it, or has deleted the execution in the meantime
 */
export const failedNode = async (connection: Connection, id: string): Promise<string | undefined> =>
	await connection
		.request(
			{
				method: 'GET',
				path: path`/executions/${id}`,
				query: { includeData: true, redactExecutionData: true },
			},
			failed,
		)
		.then(({ data }) => data?.resultData?.lastNodeExecuted)
		.catch((error: unknown) => {
			if (!(error instanceof ConnectionFailure && error.kind === 'notFound')) throw error;
			return undefined;
		});
