/** What the operations of n8n's own nodes need. */
import { business } from './business';
import { crm } from './crm';
import { drive } from './google/drive';
import { gmail } from './google/gmail';
import { others as otherGoogle } from './google/others';
import { sheets } from './google/sheets';
import { workspace } from './google/workspace';
import { microsoft } from './microsoft';
import type { NodeNeeds } from './model';
import { slack } from './slack';
import { social } from './social';

export const builtinNodes: readonly NodeNeeds[] = [
	...gmail,
	...sheets,
	...drive,
	...workspace,
	...otherGoogle,
	...microsoft,
	...slack,
	...social,
	...business,
	...crm,
];
