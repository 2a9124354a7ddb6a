import { defineService } from '../../connection/model/service';

/** Stands for every service in the words of the node, before one is selected. Nothing is ever sent to it. */
export const anyService = defineService({
	name: 'anyService',
	displayName: 'the service',
	address: { template: '' },
	permissions: {},
	limits: { concurrency: 1, timeout: 60_000, pageSize: 100 },
	parseError: () => undefined,
	errors: [],
	sources: [],
});
