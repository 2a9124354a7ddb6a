import type { INodeCredentialsDetails } from 'n8n-workflow';

import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import type { ExecutionMemory } from '../connection/executionMemory';
import type { Service, Variant } from '../connection/model/service';
import { credentialTypeOf } from '../connection/model/service';
import type { NodeContext } from '../connection/request/transport';

/** What an operation may ask of the n8n that runs it, besides the connection that it is given. */
export interface Host {
	/** The workflow that runs; empty where it was never saved. */
	readonly workflowId: string;
	/** The node that runs. */
	readonly nodeId: string;
	/** Says in n8n's log how far a long job is. */
	log(text: string): void;
	/** Which connection of a service the node is set to, besides its own. */
	chosen(service: Service, variant: Variant): INodeCredentialsDetails | undefined;
	/**
	 * Opens that connection.
	 * @throws what `openConnection` does
	 */
	open(service: Service, variant: Variant): Promise<Connection>;
	/** Asks something once an execution. */
	once<T>(memory: ExecutionMemory<T>, name: string, ask: () => Promise<T>): Promise<T>;
}

/** The n8n that runs a node. */
export function hostOf(context: NodeContext): Host {
	const { id, name, credentials } = context.getNode();
	return {
		workflowId: context.getWorkflow().id ?? '',
		nodeId: id,
		log: (text) => context.logger.info(`${name}: ${text}`),
		chosen: (service, variant) => credentials?.[credentialTypeOf(service, variant)],
		open: async (service, variant) => await openConnection(context, service, variant),
		once: async (memory, key, ask) => await memory(context, key, ask),
	};
}
