import type { Resource } from '../../../../operation/operation';
import { accessReport } from './accessReport';
import { remove } from './delete';
import { getChanges } from './getChanges';
import { getDangling } from './getDangling';
import { getMany } from './getMany';
import { getReauthorizeLink } from './getReauthorizeLink';
import { getUsage } from './getUsage';
import { page } from './page';
import { rename } from './rename';
import { replace } from './replace';
import { verify } from './verify';

/** What can be done with the connections of an n8n. */
export const managedConnection: Resource = {
	name: 'Connection',
	operations: {
		accessReport,
		delete: remove,
		getChanges,
		getDangling,
		getMany,
		getReauthorizeLink,
		getUsage,
		page,
		rename,
		replace,
		verify,
	},
};
