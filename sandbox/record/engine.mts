/**
 * Executes nodes of the installed n8n in its own engine, one after the other as the parent process asks. It is a process of its
 * own, since a way out through the proxy is set before it starts. Nothing is kept between two runs.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type {
	ICredentialsHelper,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	Workflow as WorkflowOfHost,
} from 'n8n-workflow';

import { hostFolder } from '../places.mts';
import type { Job, Outcome } from './job.mts';

const modules = join(hostFolder(), 'node_modules');
const load = <T,>(module: string): T =>
	createRequire(join(modules, 'n8n/package.json'))(module) as T;

const { HookContext, LazyPackageDirectoryLoader, WorkflowExecute } =
	load<typeof import('n8n-core')>('n8n-core');
const { Workflow, createRunExecutionData } = load<typeof import('n8n-workflow')>('n8n-workflow');
load<{ installGlobalProxyAgent(): void }>('@n8n/backend-network').installGlobalProxyAgent();

const loader = new LazyPackageDirectoryLoader(join(modules, 'n8n-nodes-base'));
await loader.loadAll();

const nodeNamed = (type: string) => loader.getNode(type.replace(/^n8n-nodes-base\./, '')).type;

const nodeTypes: INodeTypes = {
	getByName: nodeNamed,
	getByNameAndVersion: (type, version) => {
		const found = nodeNamed(type);
		return 'nodeVersions' in found ? found.getNodeType(version) : found;
	},
	getKnownTypes: () => ({}),
};

/** The types that a type is made of, as n8n sees whether it is for OAuth 2.0. */
const parentsOf = (type: string): string[] =>
	(loader.known.credentials[type]?.extends ?? []).flatMap((parent) => [
		parent,
		...parentsOf(parent),
	]);

/** No run goes on for longer, in milliseconds. */
const PATIENCE = 60_000;

const noop = async () => undefined;

/** What n8n stores of a connection whose access token is the tag of the run. */
const storeOf = ({ tag, connection = {} }: Job): ICredentialsHelper => {
	const token = { access_token: tag, refresh_token: 'refresh', token_type: 'Bearer' };
	const { oauthTokenData, ...fields } = connection;
	const data: IDataObject = {
		clientId: 'client',
		clientSecret: 'secret',
		accessTokenUrl: 'https://example.com/token',
		...fields,
		oauthTokenData: { ...token, authed_user: token, ...(oauthTokenData as IDataObject) },
	};
	const members: Partial<ICredentialsHelper> = {
		getDecrypted: async () => JSON.parse(JSON.stringify(data).replaceAll('{tag}', tag)) as never,
		isCredentialUsableByNode: () => true,
		getParentTypes: parentsOf,
		getCredentialsProperties: () => [],
		runPreAuthentication: noop,
		preAuthentication: noop,
		authenticate: async (_data, _type, options) => options as never,
	};
	return members as ICredentialsHelper;
};

/** The item that comes in, with a file. */
function inputOf({ file }: Job): INodeExecutionData[] {
	if (!file) return [{ json: {} }];
	const data = Buffer.from(file.text).toString('base64');
	return [{ json: {}, binary: { data: { ...file, data } } }];
}

/** A node in a workflow. */
const nodeOf = (name: string, type: string, typeVersion: number): INode => ({
	id: `00000000-0000-4000-8000-00000000000${name.length}`,
	webhookId: '00000000-0000-4000-8000-000000000001',
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters: {},
});

const ADDRESS = 'https://n8n.example.com';

const additionalDataOf = (job: Job): IWorkflowExecuteAdditionalData => {
	const members: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: storeOf(job),
		executionId: '1',
		restApiUrl: `${ADDRESS}/rest`,
		instanceBaseUrl: `${ADDRESS}/`,
		webhookBaseUrl: `${ADDRESS}/webhook`,
		webhookWaitingBaseUrl: `${ADDRESS}/webhook-waiting`,
		webhookTestBaseUrl: `${ADDRESS}/webhook-test`,
		formWaitingBaseUrl: `${ADDRESS}/form-waiting`,
		variables: {},
	};
	return members as IWorkflowExecuteAdditionalData;
};

/** What is known of the node that ran before. */
const runDataOf = ({ before }: Job) => ({
	...(before
		? {
				Before: [
					{
						startTime: 0,
						executionTime: 0,
						executionIndex: 0,
						source: [],
						executionStatus: 'success' as const,
						data: { main: [[{ json: before.json as IDataObject }]] },
					},
				],
			}
		: {}),
});

/** Registers what calls the node when something happens, and takes it back, as publishing a workflow does. */
async function register(
	methods: NonNullable<INodeType['webhookMethods']>,
	workflow: WorkflowOfHost,
	node: INode,
	context: IWorkflowExecuteAdditionalData,
): Promise<void> {
	const hook = new HookContext(workflow, node, context, 'trigger', 'create', {
		httpMethod: 'POST',
		node: node.name,
		path: 'abc123',
		webhookDescription: { name: 'default', httpMethod: 'POST', path: 'webhook' },
		workflowId: '1',
		workflowExecuteAdditionalData: context,
	});
	await methods.default?.checkExists.call(hook);
	await methods.default?.create.call(hook);
	await methods.default?.delete.call(hook);
}

/** Runs a node as an execution by hand does. */
async function run(job: Job): Promise<void> {
	const { before } = job;
	const node: INode = {
		...nodeOf('Node', job.node, job.version),
		parameters: job.parameters as INode['parameters'],
		credentials: { [job.slot]: { id: '1', name: 'Connection' } },
	};
	const earlier = before ? [nodeOf('Before', before.node, before.version)] : [];
	const workflow = new Workflow({
		id: '1',
		name: 'Recorded',
		nodes: [...earlier, node],
		connections: before ? { Before: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } } : {},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
	const source = before ? { main: [{ previousNode: 'Before' }] } : null;
	const entry = { data: { main: [inputOf(job)] }, node: workflow.getNode('Node') ?? node, source };
	const runData = createRunExecutionData({
		resultData: { runData: runDataOf(job) },
		executionData: { nodeExecutionStack: [entry] },
	});
	const context = additionalDataOf(job);
	const { webhookMethods } = nodeTypes.getByNameAndVersion(entry.node.type, job.version);
	if (webhookMethods) return await register(webhookMethods, workflow, entry.node, context);
	const engine = new WorkflowExecute(context, 'manual', runData);
	await engine.runNode(
		workflow,
		entry,
		runData,
		0,
		context,
		'manual',
		AbortSignal.timeout(PATIENCE),
	);
}

async function answer(job: Job): Promise<Outcome> {
	try {
		await run(job);
		return { tag: job.tag };
	} catch (error) {
		const { message = String(error), description = '' } = error as {
			message?: string;
			description?: string | null;
		};
		return { tag: job.tag, failed: [message, description].filter(Boolean).join(': ') };
	}
}

process.on('message', (job: Job) => {
	void answer(job).then((outcome) => process.send?.(outcome));
});
process.send?.({ tag: 'ready' } satisfies Outcome);
