import type {
	BinaryHelperFunctions,
	IBinaryData,
	IConnections,
	IDataObject,
	IN8nHttpFullResponse,
	INode,
} from 'n8n-workflow';
import { UnexpectedError, UserError } from 'n8n-workflow';

import type { ExecutionMemory } from '../connection/executionMemory';
import { within } from '../connection/request/timeout';
import type { NodeContext } from '../connection/request/transport';

/** A workflow that runs once and is stored nowhere. */
export interface InlineWorkflow {
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	/** The one item with which it starts. */
	readonly input: IDataObject;
}

/** What is in a file: a stream, or all of it at once. */
export type FileContent = Parameters<BinaryHelperFunctions['prepareBinaryData']>[0];

/** A node of the workflow that runs. */
export interface SourceNode {
	readonly type: string;
	readonly parameters: IDataObject;
}

/** What an operation may ask of the n8n that runs it, besides the connection that it is given. */
export interface Host {
	/** The workflow that runs; empty where it was never saved. */
	readonly workflowId: string;
	/** The node that runs. */
	readonly nodeId: string;
	/** Whether a person runs it in the editor: n8n then checks what that person may use. */
	readonly isManual: boolean;
	/** Says in n8n's log how far a long job is. */
	log(text: string): void;
	/** The package under whose name n8n loads the node, with a dot at its end. */
	readonly packagePrefix: string;
	/** Whether the execution was cancelled. */
	isCancelled(): boolean;
	/**
	 * Runs a workflow that is stored nowhere as a sub-workflow of the one that runs, with its rights.
	 * @param limit milliseconds for the whole run
	 * @returns the items that its last node put out
	 * @throws Error with the code ETIMEDOUT when the time is over, or of n8n when it may not run, or the context runs no sub-workflows
	 */
	runInline(workflow: InlineWorkflow, limit: number): Promise<IDataObject[]>;
	/** What the node remembers from one run of a published workflow to the next; n8n saves what is changed in it. */
	staticData(): IDataObject;
	/**
	 * Stores a file for an item, piece by piece as it comes.
	 * @throws Error when it breaks off, or where n8n stores no files for the node
	 */
	store(
		content: FileContent,
		fileName: string,
		contentType: string | undefined,
	): Promise<IBinaryData>;
	/** The node whose items these are; `undefined` where that cannot be known. */
	source(): SourceNode | undefined;
	/**
	 * Answers the request that started the workflow.
	 * @throws Error where the context answers none
	 */
	respond(response: IN8nHttpFullResponse): Promise<void>;
	/** Asks something once an execution. */
	once<T>(memory: ExecutionMemory<T>, name: string, ask: () => Promise<T>): Promise<T>;
}

/** Leaves no trace in n8n's list of executions, whatever the instance saves by default. */
const UNSAVED = {
	executionOrder: 'v1',
	saveDataSuccessExecution: 'none',
	saveDataErrorExecution: 'none',
	saveManualExecutions: false,
} as const;

/** Runs an inline sub-workflow. */
async function runInline(
	context: NodeContext,
	{ name, nodes, connections, input }: InlineWorkflow,
	limit: number,
): Promise<IDataObject[]> {
	if (!('executeWorkflow' in context)) throw new UserError('This node runs no sub-workflows');
	const code = {
		// n8n takes the ID of the workflow that runs: access is checked as for that one.
		id: '',
		name,
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes,
		connections,
		settings: { ...UNSAVED },
	};
	const stopped =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const { data } = await within(
		limit,
		stopped,
		async () => await context.executeWorkflow({ code }, [{ json: input }]),
	);
	return data.flatMap((output) => output ?? []).map(({ json }) => json);
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

/** The node right before this one that gave its items. */
function sourceOf(context: NodeContext): SourceNode | undefined {
	if (!('getInputSourceData' in context)) return undefined;
	const { previousNode } = context.getInputSourceData();
	const found = context
		.getParentNodes(context.getNode().name, { includeNodeParameters: true, depth: 1 })
		.find(({ name }) => name === previousNode);
	return found && { type: found.type, parameters: (found.parameters ?? {}) as IDataObject };
}

/** Answers the request that started the workflow. */
async function respond(context: NodeContext, response: IN8nHttpFullResponse): Promise<void> {
	if (!('sendResponse' in context)) throw new UserError('This node answers no requests');
	await context.sendResponse(response);
}

/** The n8n that runs a node. */
export function hostOf(context: NodeContext): Host {
	const { id, name, type } = context.getNode();
	return {
		workflowId: context.getWorkflow().id ?? '',
		nodeId: id,
		isManual: 'getMode' in context && context.getMode?.() === 'manual',
		log: (text) => context.logger.info(`${name}: ${text}`),
		packagePrefix: type.slice(0, type.lastIndexOf('.') + 1),
		isCancelled: () =>
			'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true,
		runInline: async (workflow, limit) => await runInline(context, workflow, limit),
		staticData: () =>
			'getWorkflowStaticData' in context ? context.getWorkflowStaticData('node') : {},
		store: async (...file) => await store(context, ...file),
		source: () => sourceOf(context),
		respond: async (response) => await respond(context, response),
		once: async (memory, key, ask) => await memory(context, key, ask),
	};
}
