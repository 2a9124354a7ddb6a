/** What is run of n8n's own nodes at services that enforce their vendors' tables. */
import { readBuiltin } from '../../../builtin/nodes/read.ts';

/** A node, set to one operation. */
export interface Case {
	readonly node: string;
	readonly version: number;
	/** The type of connection that it uses. */
	readonly slot: string;
	readonly resource: string;
	readonly operation: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** The items that come in; one empty item when left out. */
	readonly items?: ReadonlyArray<Record<string, unknown>>;
	/** The field of the items whose text comes in as a file. */
	readonly file?: string;
	/** Whether it begins a workflow. */
	readonly isTrigger?: true;
	/** Whether it sends and then waits for a person. */
	readonly waits?: true;
}

/** A case without what all cases of its node have in common. */
export type Difference = Partial<Omit<Case, 'node' | 'slot' | 'parameters'>>;

/** Makes the cases of a node. */
export const casesOf =
	(common: Omit<Case, 'operation' | 'resource'>) =>
	(resource: string, operation: string, parameters: object = {}, more: Difference = {}): Case => ({
		...common,
		...more,
		resource,
		operation,
		parameters: { ...common.parameters, ...parameters },
	});

/** What we say a node needs. */
export function readingOf({ node, version, slot, resource, operation, parameters }: Case) {
	const named = Object.entries({ resource, operation }).filter(([, value]) => value !== '');
	const reading = readBuiltin(
		{
			type: `n8n-nodes-base.${node}`,
			typeVersion: version,
			parameters: JSON.parse(JSON.stringify({ ...Object.fromEntries(named), ...parameters })),
		},
		slot,
	);
	if (!reading || 'unknown' in reading) {
		throw new Error(`${node} ${resource} ${operation}: ${reading?.unknown ?? 'not declared'}`);
	}
	return reading;
}
