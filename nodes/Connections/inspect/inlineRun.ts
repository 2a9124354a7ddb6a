/** Runs nodes of n8n, each with a connection of its own, in a sub-workflow that is stored nowhere. */
import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { CREDENTIAL_REFUSED } from '../../../connection/failure/hostMessages';
import { isObject } from '../../../operation/fields';
import type { Host } from '../../../operation/host';
import type { NamedCredential } from '../api/credentials';

/** A node that runs with a connection. */
export interface Step {
	readonly credential: NamedCredential;
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
}

/** The items that a node put out, or why it did not run. */
export type Outcome =
	| { readonly items: readonly IDataObject[] }
	/** It failed without a word: n8n passes its input on then. */
	| { readonly failed: true }
	/** n8n does not let this workflow use the connection. */
	| { readonly refused: string };

/** The item that the nodes get. A node that throws passes it on. */
const INPUT = { isInput: true } as const;

const START = 'Start';
const RESULT = 'Result';
const nameOf = (index: number) => `Step ${index}`;

const nodeOf = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	position: [number, number],
): INode => ({ id: name, name, type, typeVersion, parameters, position });

/** The nodes one after another, from top to bottom, each followed by the result node, which puts out one item for each. */
function workflowOf(steps: readonly Step[]) {
	const nodes: INode[] = [
		nodeOf(
			START,
			'n8n-nodes-base.executeWorkflowTrigger',
			1.1,
			{ inputSource: 'passthrough', returnOutput: 'allRuns' },
			[0, 0],
		),
		...steps.map(
			({ credential, type, typeVersion, parameters }, index): INode => ({
				...nodeOf(nameOf(index), type, typeVersion, parameters, [200, 200 * index]),
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
				onError: 'continueRegularOutput',
				alwaysOutputData: true,
			}),
		),
		nodeOf(
			RESULT,
			'n8n-nodes-base.aggregate',
			1,
			{
				aggregate: 'aggregateAllItemData',
				destinationFieldName: 'data',
				include: 'allFields',
				options: {},
			},
			[400, 0],
		),
	];
	const to = (node: string) => ({ node, type: 'main' as const, index: 0 });
	const connections: IConnections = {
		[START]: { main: [steps.map((_step, index) => to(nameOf(index)))] },
		...Object.fromEntries(steps.map((_step, index) => [nameOf(index), { main: [[to(RESULT)]] }])),
	};
	return { name: 'Inspect connections', nodes, connections, input: { ...INPUT } };
}

/** The items of one node. */
function outcomeOf({ data }: IDataObject): Outcome {
	const items = Array.isArray(data) ? data.filter(isObject) : [];
	return items.some((item) => item.isInput === true) ? { failed: true } : { items };
}

/**
 * The node that n8n does not let run, by its number among those that were to run.
 * @throws the error itself, when it is another one
 */
function refusedIn(error: unknown, count: number): { place: number; message: string } {
	const message = error instanceof Error ? error.message : '';
	const [, node] = CREDENTIAL_REFUSED.exec(message) ?? [];
	const place = Array.from({ length: count }, (_, index) => nameOf(index)).indexOf(node ?? '');
	if (place === -1) throw error;
	return { place, message };
}

/** Milliseconds for a node where the caller says nothing. */
const USUAL_TIMEOUT = 60_000;

/** What a run takes besides the waiting for answers, in milliseconds. */
const MARGIN = 10_000;

/** Runs nodes in one sub-workflow, whose nodes n8n runs one after another. */
async function runTogether(
	host: Host,
	steps: readonly Step[],
	timeout: number,
): Promise<Outcome[]> {
	const results = await host.runInline(workflowOf(steps), timeout * steps.length + MARGIN);
	if (results.length === steps.length) return results.map(outcomeOf);
	if (steps.length === 1) return [{ failed: true }];
	// An older n8n gives back the last node's last run only.
	const outcomes: Outcome[] = [];
	for (const step of steps) outcomes.push(...(await runTogether(host, [step], timeout)));
	return outcomes;
}

/**
 * Runs nodes, each with its connection. One that this workflow may not use keeps the others from running, so that they run
 * again without it.
 * @param timeout milliseconds for each node
 * @returns an outcome for each, in their order
 * @throws Error of n8n when it refuses the run for another reason
 */
export async function runSteps(
	host: Host,
	steps: readonly Step[],
	timeout = USUAL_TIMEOUT,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	let left = [...steps.entries()];
	while (left.length > 0) {
		try {
			const together = await runTogether(
				host,
				left.map(([, step]) => step),
				timeout,
			);
			for (const [place, [index]] of left.entries()) {
				outcomes[index] = together[place] ?? { failed: true };
			}
			return outcomes;
		} catch (error) {
			const { place, message } = refusedIn(error, left.length);
			const [index = -1] = left[place] ?? [];
			outcomes[index] = { refused: message };
			left = left.filter(([one]) => one !== index);
		}
	}
	return outcomes;
}
