import { ExecuteContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	JsonObject,
	OnError,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, NodeApiError, Workflow } from 'n8n-workflow';

import type { AnswerContext, ReadInquiry, Service, Variant } from '../connection/model/service';
import { credentialTypeOf, defineService, variantsOf } from '../connection/model/service';
import { authenticationProperty, resourceProperties } from '../operation/describe';
import type { Resources } from '../operation/operation';

/** A stand-in for a type of the host, of which a test needs only some members. */
const partly = <T>(members: Partial<T>): T => members as T;

/** What a declaration makes of an answer: as the engine would read it. */
export function readWith<T>(
	inquiry: ReadInquiry<T> | undefined,
	body: unknown,
	answer: Partial<AnswerContext> = {},
): T {
	if (!inquiry) throw new Error('The service does not ask that');
	return inquiry.parse(body, { status: 200, headers: {}, parts: {}, ...answer });
}

/** A service like Facebook Pages: scopes with commas, wider permissions that include others, consent in parts. */
export const pages = defineService({
	name: 'pages',
	displayName: 'Pages',
	address: { template: 'https://graph.pages.example/v26.0' },
	permissions: {
		readPosts: {
			label: 'Read posts',
			scopes: ['pages_list', 'pages_read'],
			default: true,
			satisfiedBy: [['pages_legacy_read']],
			source: 'https://docs.pages.example/permissions',
		},
		publishPosts: {
			label: 'Publish posts',
			description: 'Create, change and delete posts of the page.',
			scopes: ['pages_list', 'pages_publish'],
			source: 'https://docs.pages.example/permissions',
		},
		manage: {
			label: 'Manage the page',
			scopes: ['pages_manage'],
			satisfiedBy: [['pages_manage']],
			includes: ['publishPosts', 'readPosts'],
			source: 'https://docs.pages.example/permissions',
		},
	},
	oauth2: {
		documentationUrl: 'https://docs.pages.example/login',
		authorizeUrl: 'https://www.pages.example/v26.0/dialog/oauth',
		tokenUrl: 'https://graph.pages.example/v26.0/oauth/access_token',
		clientAuthentication: 'body',
		pkce: false,
		scopes: { separator: ',' },
		partialConsent: {
			declined: { url: '/me/permissions', query: { status: 'declined' } },
			firstDeclined: 'data.0.permission',
			askAgain: { auth_type: 'rerequest' },
		},
		authorizeQuery: { display: 'page' },
		expiry: 'reauthorize',
		access: 'scopes',
		accessNotice: 'Pages is asked for exactly the permissions that are ticked here.',
		verify: { url: '/me', query: { fields: 'id' } },
		account: {
			url: '/me',
			query: { fields: 'id,name' },
			parse: (answer) => ({ id: textAt(answer, 'id'), name: textAt(answer, 'name') }),
		},
	},
	limits: { concurrency: 4, timeout: 30_000, pageSize: 100 },
	parseError: (body) => {
		if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
		return { code: textAt(body.error, 'code'), detail: textAt(body.error, 'message') };
	},
	errors: [
		{ when: { code: ['190'] }, kind: 'reauthorize' },
		{ when: { code: ['4', '17'] }, kind: 'throttled' },
		{ when: { code: ['506'] }, kind: 'input', advice: 'Change the text: it was posted before.' },
	],
	sources: ['https://docs.pages.example/'],
});

/** A service like Boost.space: a part of its address is typed by a person, and rights belong to the key. */
export const spaces = defineService({
	name: 'spaces',
	displayName: 'Spaces',
	address: {
		template: 'https://{system}.spaces.example/api',
		parts: { system: { label: 'system name', pattern: '[a-z][a-z0-9-]{0,30}', example: 'acme' } },
	},
	permissions: {
		readRecords: {
			label: 'Read records',
			scopes: [],
			source: 'https://docs.spaces.example/token',
		},
	},
	apiKey: {
		documentationUrl: 'https://docs.spaces.example/token',
		label: 'API Token',
		hint: 'In Spaces: your profile → API tokens.',
		pattern: '[0-9a-f]{24}',
		example: '24 letters and digits',
		sign: { by: 'header', name: 'Authorization', prefix: 'Token ' },
		access: 'key',
		accessNotice: 'The token may do what was ticked when it was made.',
		addressParts: { system: { from: 'field', property: 'system' } },
		verify: { url: '/user' },
		account: {
			url: '/user',
			parse: (answer) => ({ id: textAt(answer, 'id'), name: textAt(answer, 'name') }),
		},
		properties: [{ displayName: 'System', name: 'system', type: 'string', default: '' }],
	},
	limits: { concurrency: 3, timeout: 20_000, pageSize: 2 },
	parseError: (body) => {
		if (typeof body !== 'object' || body === null || !('message' in body)) return undefined;
		return { detail: String(body.message) };
	},
	errors: [],
	sources: ['owner/spaces-client: src/client.ts', 'spaces-client (npm): README.md'],
});

/** A text in an answer. */
function textAt(answer: unknown, name: string): string {
	if (typeof answer !== 'object' || answer === null || !(name in answer)) {
		throw new Error(`${name} is missing`);
	}
	return String(Reflect.get(answer, name));
}

/** Secrets that must be found nowhere outside a request's headers. */
export const markers = {
	client: 'MARKER-client-secret',
	grant: 'MARKER+access/token',
	pasted: 'deadbeefdeadbeefdeadbeef',
};

/** What a connection of one of these services holds. */
export const held = {
	pages: (more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
		clientId: 'client-id-of-pages',
		clientSecret: markers.client,
		scope: 'pages_list,pages_read',
		oauthTokenData: { access_token: markers.grant, token_type: 'bearer' },
		...more,
	}),
	spaces: (more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
		apiKey: markers.pasted,
		system: 'acme',
		...more,
	}),
};

/** An answer as n8n's helper gives it with `returnFullResponse` and `encoding: 'text'`. */
export interface ScriptedAnswer {
	readonly statusCode: number;
	readonly headers: IDataObject;
	readonly body: string;
}

/** An answer with a JSON body. */
export const answer = (
	statusCode: number,
	body: unknown,
	headers: IDataObject = {},
): ScriptedAnswer => ({ statusCode, headers, body: JSON.stringify(body) });

/** An answer with any text as its body. */
export const answerText = (statusCode: number, body: string): ScriptedAnswer => ({
	statusCode,
	headers: {},
	body,
});

/** The network library's error for a request that got no answer. */
export const networkError = (code: string) =>
	Object.assign(new Error(`${code} of the network`), { name: 'AxiosError', code });

/** Its error for an answer that ended in the middle: it has the head of the answer. */
export const brokenOff = (status: number) =>
	Object.assign(networkError('ERR_BAD_RESPONSE'), { response: { status, data: undefined } });

/** How n8n's helper ends for 401: it throws the network library's error. */
const unauthorized = ({ statusCode, headers, body }: ScriptedAnswer) =>
	Object.assign(new Error('Request failed with status code 401'), {
		name: 'AxiosError',
		code: 'ERR_BAD_REQUEST',
		config: { headers: { Authorization: `Bearer ${markers.grant}` } },
		response: { status: statusCode, headers, data: body },
	});

const isUnauthorized = (error: unknown) => error instanceof Error && 'response' in error;

/** Evaluates an expression with n8n's own engine, as n8n does for credentials. */
export function evaluate(expression: unknown, values: INodeParameters): unknown {
	const type = partly<INodeType>({ description: partly<INodeTypeDescription>({ properties: [] }) });
	const workflow = new Workflow({
		nodes: [],
		connections: {},
		active: false,
		nodeTypes: partly<INodeTypes>({ getByName: () => type, getByNameAndVersion: () => type }),
	});
	return workflow.expression.resolveSimpleParameterValue(
		String(expression),
		values,
		null,
		0,
		0,
		'node',
		[],
		'manual',
		{ $credentials: values },
		undefined,
		false,
		values,
	);
}

/** What answers: the request and its number from 1 on. What it throws is what n8n's helper throws. */
export type Script = (
	request: IHttpRequestOptions,
	count: number,
) => ScriptedAnswer | Promise<ScriptedAnswer>;

/** Answers in this order; the last one for all that follow. */
export const inTurn =
	(...answers: ReadonlyArray<ScriptedAnswer | Error>): Script =>
	(_request, count) => {
		const next = answers[Math.min(count, answers.length) - 1];
		if (next instanceof Error || !next) throw next ?? new Error('Nothing is scripted');
		return next;
	};

/** What a node in a test is set to. */
export interface Setting {
	readonly service: Service;
	readonly credentials: ICredentialDataDecryptedObject;
	readonly script: Script;
	readonly variant?: Variant;
	readonly resources?: Resources;
	readonly parameters?: INodeParameters;
	/** The `json` of each item. */
	readonly items?: readonly IDataObject[];
	readonly onError?: OnError;
	readonly signal?: AbortSignal;
	/** The id of the execution. None when left out. */
	readonly executionId?: string;
	/** Whether the node has a connection. */
	readonly connected?: boolean;
	/** The id of the connection. */
	readonly id?: string;
	/** What n8n does when it is to get another token. */
	readonly exchange?: () => Promise<unknown>;
	/** Whether n8n's own client signs, with the parts of the host that it needs. */
	readonly ownClient?: boolean;
	/** The node itself, where it is not made of the service and its resources. */
	readonly nodeType?: INodeType;
}

/** Node types of which each is this one. */
const always = (type: INodeType) =>
	partly<INodeTypes>({ getByName: () => type, getByNameAndVersion: () => type });

/** The node type of a service, made as the pack's nodes are. */
function nodeTypesOf(service: Service, resources: Resources): INodeTypes {
	const type: INodeType = {
		description: {
			displayName: service.displayName,
			name: service.name,
			group: ['output'],
			version: 1,
			description: '',
			defaults: { name: service.displayName },
			inputs: ['main'],
			outputs: ['main'],
			credentials: variantsOf(service).map((variant) => ({
				name: credentialTypeOf(service, variant),
				required: true,
			})),
			properties: [...authenticationProperty(service), ...resourceProperties(service, resources)],
		},
	};
	return always(type);
}

/** What n8n stores of the node's connection, as its OAuth 2.0 client reads and renews it. */
const storeOf = (credentials: ICredentialDataDecryptedObject) =>
	partly<ICredentialsHelper>({
		getDecrypted: async () => credentials,
		isCredentialUsableByNode: () => true,
		getParentTypes: () => ['oAuth2Api'],
		runPreAuthentication: async () => undefined,
		updateCredentialsOauthTokenData: async (_node, _type, renewed) => {
			credentials.oauthTokenData = renewed.oauthTokenData ?? {};
		},
	});

/**
 * A host whose OAuth 2.0 client is n8n's own, so that it renews access at the connection's token endpoint.
 * @param api answers what the client sends to the service
 */
export function hostWithClient(
	{ service, credentials }: Pick<Setting, 'service' | 'credentials'>,
	api: (request: IHttpRequestOptions) => ScriptedAnswer,
): IExecuteFunctions {
	const { context } = host({ service, credentials, script: api, ownClient: true });
	return context;
}

/** The host's side of a run: everything but the service's answers and the stored credentials is n8n's own. */
export function host(setting: Setting) {
	const { service, credentials, script, resources = {}, items = [{}], onError, signal } = setting;
	const variant = setting.variant ?? variantsOf(service)[0] ?? 'apiKey';
	const credentialType = credentialTypeOf(service, variant);
	const stored = { [credentialType]: { id: setting.id ?? '7', name: 'My connection' } };
	const node: INode = {
		id: 'node',
		name: service.displayName,
		type: `n8n-nodes-connections.${service.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: variant, ...setting.parameters },
		credentials: setting.connected === false ? {} : stored,
		onError,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: setting.nodeType ? always(setting.nodeType) : nodeTypesOf(service, resources),
	});
	const additionalData = partly<IWorkflowExecuteAdditionalData>({
		credentialsHelper: storeOf(credentials),
		instanceBaseUrl: 'https://n8n.example/',
		webhookWaitingBaseUrl: 'https://n8n.example/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example/form-waiting',
		executionId: setting.executionId,
		variables: {},
	});
	const input = items.map((json) => ({ json }));
	const opened = workflow.getNode(node.name) ?? node;
	const context = new ExecuteContext(
		workflow,
		opened,
		additionalData,
		'manual',
		createEmptyRunExecutionData(),
		0,
		input,
		{ main: [input] },
		{ node: opened, data: { main: [input] }, source: null },
		[],
		signal,
	);
	const requests: IHttpRequestOptions[] = [];
	context.helpers.httpRequest = async (request: IHttpRequestOptions) => {
		requests.push(request);
		const given = await script(request, requests.length);
		if (given.statusCode === 401) throw unauthorized(given);
		return given;
	};
	const signed = async function (
		this: IExecuteFunctions,
		type: string,
		request: IHttpRequestOptions,
	) {
		expect(type).toBe(credentialType);
		try {
			return await (this.helpers.httpRequest(request) as Promise<ScriptedAnswer>);
		} catch (error) {
			// n8n's helper gives the error itself too, although the type asks for plain JSON.
			const isOwn = variant !== 'apiKey' || !isUnauthorized(error);
			throw isOwn ? error : new NodeApiError(node, error as unknown as JsonObject);
		}
	};
	if (!setting.ownClient) context.helpers.httpRequestWithAuthentication = signed;
	if (setting.exchange) context.helpers.refreshOAuth2Token = setting.exchange;
	const logged: string[] = [];
	Object.defineProperty(context, 'logger', {
		value: {
			info: (line: string) => logged.push(line),
			warn: (line: string) => logged.push(line),
			debug: () => undefined,
		},
	});
	const executed: IExecuteFunctions = context;
	return { context: executed, requests, logged, workflow, additionalData };
}

/** What an item came to: its id, or of its error what happened, without what to do. */
export const cameTo = ({ error, id }: IDataObject): unknown =>
	typeof error === 'string' ? error.replace(/(\[item \d+\]) .*$/, '$1') : id;
