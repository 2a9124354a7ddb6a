/**
 * What the operations of the Connections node are called and need. It stands by itself, since the catalogue of what
 * all nodes need is read by these operations too.
 */

type Fields = Readonly<Record<string, unknown>>;

/** Whether the filter "Not Used For (Days)" is set, which only executions can tell. */
const hasUnusedFor = (filters: unknown): boolean =>
	typeof filters === 'object' && filters !== null && 'unusedFor' in filters;

/** The operations on connections. */
export const managing = {
	accessReport: {
		name: 'Access Report',
		requires: ['listCredentials', 'readCredentials', 'listWorkflows'],
	},
	delete: { name: 'Delete', requires: ['readCredentials', 'listWorkflows', 'deleteCredentials'] },
	getChanges: {
		name: 'Get Changes',
		requires: ['listCredentials', 'readCredentials', 'listWorkflows', 'readWorkflows'],
	},
	getDangling: {
		name: 'Get Dangling References',
		requires: ['listCredentials', 'readCredentials', 'listWorkflows', 'readWorkflows'],
	},
	getMany: {
		name: 'Get Many',
		requires: ['listCredentials', 'listWorkflows'],
		alsoRequires: ({
			inspect,
			lastUse,
			filters,
		}: Fields): Array<'readCredentials' | 'listExecutions' | 'readExecutions'> => [
			...(inspect ? (['readCredentials'] as const) : []),
			...(lastUse || hasUnusedFor(filters) ? (['listExecutions', 'readExecutions'] as const) : []),
		],
	},
	getReauthorizeLink: { name: 'Get Reauthorize Link', requires: ['readCredentials'] },
	getUsage: { name: 'Get Usage', requires: ['readCredentials', 'listWorkflows'] },
	page: {
		name: 'Page',
		requires: ['listCredentials', 'readCredentials', 'listWorkflows'],
	},
	rename: {
		name: 'Rename',
		requires: ['listCredentials', 'readCredentials', 'listWorkflows', 'updateCredentials'],
	},
	replace: {
		name: 'Replace',
		requires: [
			'listCredentials',
			'readCredentials',
			'listWorkflows',
			'readWorkflows',
			'updateWorkflows',
			'activateWorkflows',
			'deleteCredentials',
		],
	},
	verify: { name: 'Verify', requires: ['listCredentials', 'readCredentials', 'listWorkflows'] },
} as const;

/** The value of the resource that has these operations. */
export const MANAGED = 'managedConnection';

/** What each poll of the trigger asks of n8n. */
export const WATCHING = ['listCredentials', 'readCredentials', 'listWorkflows'] as const;

/** What the trigger of the page asks of n8n: who a person is, and what their role is. */
export const ADMITTING = ['readUsers'] as const;
