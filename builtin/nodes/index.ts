/** What the operations of n8n's own nodes need. */
import { drive } from './google/drive';
import { gmail } from './google/gmail';
import { others as otherGoogle } from './google/others';
import { sheets } from './google/sheets';
import { workspace } from './google/workspace';
import type { NodeNeeds } from './model';

export const builtinNodes: readonly NodeNeeds[] = [
	...gmail,
	...sheets,
	...drive,
	...workspace,
	...otherGoogle,
];
