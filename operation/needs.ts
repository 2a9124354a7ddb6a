/** What a node says of its needs. "npm run generate" reads it, so that the access report need not load every node. */
import type { Resources } from './operation';
import type { TriggerNeeds } from './trigger';

/** What a node needs of its connection: by its operation, or as the trigger that it is. */
export type NodeNeeds =
	| {
			readonly resources: Resources;
			/** More parameters that decide it than resource and operation. */
			readonly decidedBy?: readonly string[];
	  }
	| TriggerNeeds;

/** A node that says what it needs. */
export interface NeedingNode {
	readonly needs: NodeNeeds;
}
