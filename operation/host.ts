import type { BinaryHelperFunctions, IBinaryData, INodeCredentialsDetails } from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import type { ExecutionMemory } from '../connection/executionMemory';
import type { Service, Variant } from '../connection/model/service';
import { credentialTypeOf } from '../connection/model/service';
import type { NodeContext } from '../connection/request/transport';

/** What is in a file: a stream, or all of it at once. */
export type FileContent = Parameters<BinaryHelperFunctions['prepareBinaryData']>[0];

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
	/**
	 * Stores a file for an item, piece by piece as it comes.
	 * @throws Error when it breaks off, or where n8n stores no files for the node
	 */
	store(
		content: FileContent,
		fileName: string,
		contentType: string | undefined,
	): Promise<IBinaryData>;
	/** Asks something once an execution. */
	once<T>(memory: ExecutionMemory<T>, name: string, ask: () => Promise<T>): Promise<T>;
}

/** Stores a file. A person who stops the execution ends what is still to come of it. */
async function store(
	context: NodeContext,
	...[content, fileName, contentType]: Parameters<Host['store']>
): Promise<IBinaryData> {
	if (!('prepareBinaryData' in context.helpers)) {
		throw new UnexpectedError('n8n stores no files for this node');
	}
	const stopped =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const end = () => {
		if ('destroy' in content) content.destroy();
	};
	stopped?.addEventListener('abort', end);
	try {
		return await context.helpers.prepareBinaryData(content, fileName, contentType);
	} finally {
		stopped?.removeEventListener('abort', end);
	}
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
		store: async (...file) => await store(context, ...file),
		once: async (memory, key, ask) => await memory(context, key, ask),
	};
}
