/** Every node with operations and every operation of it, for tests of what holds for all of them. */
import type { Service } from '../connection/model/service';
import { resources as ofBoostspace } from '../nodes/Boostspace/resources';
import { resources as ofBoostspaceIntegrator } from '../nodes/BoostspaceIntegrator/resources';
import { resources as ofN8n } from '../nodes/Connections/resources';
import { resources as ofFacebookPages } from '../nodes/FacebookPages/resources';
import { resources as ofMailchimp } from '../nodes/Mailchimp/resources';
import type { Operation, Resources } from '../operation/operation';
import { boostspace, boostspaceIntegrator, facebookPages, mailchimp, n8n } from '../services';

/** The resources of each service's node. */
export const nodes: ReadonlyArray<readonly [Service, Resources]> = [
	[boostspace, ofBoostspace],
	[boostspaceIntegrator, ofBoostspaceIntegrator],
	[facebookPages, ofFacebookPages],
	[mailchimp, ofMailchimp],
	[n8n, ofN8n],
];

/** An operation of a node. */
export interface Row {
	readonly service: Service;
	readonly resources: Resources;
	/** The values of the node's choices. */
	readonly resource: string;
	readonly operation: string;
	readonly declared: Operation;
}

/** Every operation of every node. */
export const everyOperation: readonly Row[] = nodes.flatMap(([service, resources]) =>
	Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).map(([operation, declared]) => ({
			service,
			resources,
			resource,
			operation,
			declared,
		})),
	),
);
