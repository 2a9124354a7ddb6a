import type { INodeParameters } from 'n8n-workflow';

/** What a node does, as far as its parameters tell. */
export type Doing =
	| {
			/** "Post: Create" */
			readonly operation: string;
			/** Names of permissions. */
			readonly requires: readonly string[];
	  }
	| { /** Why it cannot be known. */ readonly unknown: string };

/** A node as a workflow holds it. */
export interface StoredNode {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
}

/** What is known of a slot of a node. */
export interface Reading {
	readonly doing: Doing;
	/** Whether the node takes the connection of this slot; `undefined` where that cannot be known. */
	readonly isTaken: boolean | undefined;
}
