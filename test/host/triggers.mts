/** Workflows that begin with a trigger of this pack, and their runs. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client, Credential } from '../../sandbox/client.mts';
import { itemsOf } from '../../sandbox/client.mts';

/** The name of the trigger in every workflow built here. */
export const TRIGGER = 'Trigger';

/** What a workflow with nothing but a trigger is made of. */
export interface OneTrigger {
	/** The trigger's type, such as `mailchimpTrigger`; of another package, with its name. */
	readonly type: string;
	/** 1 when left out. */
	readonly typeVersion?: number;
	readonly credential: Credential;
	/** More connections of the trigger, in slots of their own. */
	readonly also?: readonly Credential[];
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** Stores a workflow with nothing but a trigger, and gives its ID. It is still to be published. */
export async function storeTrigger(
	client: Client,
	{ type, typeVersion = 1, credential, also = [], parameters }: OneTrigger,
): Promise<string> {
	const { id } = await client.api.createWorkflow({
		name: type,
		nodes: [
			{
				id: randomUUID(),
				webhookId: randomUUID(),
				name: TRIGGER,
				type: type.includes('.') ? type : `n8n-nodes-connections.${type}`,
				typeVersion,
				position: [0, 0],
				parameters,
				credentials: Object.fromEntries(
					[credential, ...also].map((one) => [one.type, { id: one.id, name: one.name }]),
				),
			},
		],
		connections: {},
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	});
	return id;
}

/** How often a workflow has run. */
export const countRuns = async ({ rest }: Client, workflowId: string): Promise<number> =>
	(await rest.executionIds(workflowId)).length;

/** How long a run is waited for, in milliseconds. Long, since it only ends what hangs. */
const PATIENCE = 120_000;

/** Waits until a workflow has run so many times, and gives what the trigger put out in the newest run. */
export async function newestRun(
	{ rest }: Client,
	workflowId: string,
	count: number,
): Promise<Array<Record<string, unknown>>> {
	const deadline = Date.now() + PATIENCE;
	while (Date.now() < deadline) {
		const ids = await rest.executionIds(workflowId);
		if (ids.length >= count && ids[0]) {
			return itemsOf(await rest.waitForExecution(ids[0]), TRIGGER).map(({ json }) => json);
		}
		await sleep(100);
	}
	throw new Error(`There were never ${count} runs`);
}
