/** A browser's request as it comes to the trigger of the page, and what the trigger says to it. */
import type { IDataObject, IHttpRequestOptions, INode, IWebhookFunctions } from 'n8n-workflow';

import { answer } from '../../../builders';

/** What n8n stores of the node's connection. */
export const HELD = {
	apiKey: ['eyJhbGciOiJIUzI1NiJ9', 'e30', 'c2lnbmF0dXJl'].join('.'),
	url: 'https://other.example.com',
};
/** The scopes that the page needs. */
const SCOPES = ['credential:list', 'credential:read', 'workflow:list', 'user:read'];
export const URL_OF_PAGE = 'https://n8n.example/webhook/connections';

/** A stand-in for a type of the host, of which this test needs only some members. */
const partly = <T>(members: object): T => members as T;

export interface Asked {
	readonly method?: 'GET' | 'POST';
	readonly query?: IDataObject;
	readonly form?: IDataObject;
	readonly cookie?: string;
	readonly size?: number;
	readonly type?: string;
	readonly mode?: string;
	readonly parameters?: IDataObject;
	readonly role?: string;
	/** What n8n answers when it is asked for the person. */
	readonly status?: number;
	/** The scopes of the page's API key. */
	readonly scopes?: readonly string[];
}

/** A browser at the gate. */
export function at(asked: Asked) {
	const parameters: IDataObject = {
		path: 'connections',
		signInForm: 'connections-sign-in',
		access: 'managers',
		people: '',
		...asked.parameters,
	};
	const said = { status: 200, headers: {} as IDataObject, cookies: [] as string[], body: '' };
	const response = {
		status: (status: number) => {
			said.status = status;
			return response;
		},
		set: (headers: IDataObject) => {
			Object.assign(said.headers, headers);
			return response;
		},
		append: (_name: string, cookie: string) => said.cookies.push(cookie),
		send: (body: string) => {
			said.body = body;
		},
		end: () => response,
	};
	const role = asked.role ?? 'global:owner';
	const person = { id: 'olga', email: 'olga@example.com', firstName: 'Olga', role };
	const context = partly<IWebhookFunctions>({
		getNode: () =>
			partly<INode>({
				id: 'gate',
				name: 'Connections Page',
				type: 'n8n-nodes-connections.connectionsPage',
				parameters: {},
				credentials: { n8nConnectionApi: { id: 'own', name: 'API key' } },
			}),
		getMode: () => asked.mode ?? 'webhook',
		getInstanceBaseUrl: () => 'https://n8n.example/',
		getExecutionId: () => undefined,
		getNodeWebhookUrl: () => URL_OF_PAGE,
		getCredentials: async () => await Promise.resolve(HELD),
		getNodeParameter: (name: string) => parameters[name],
		getQueryData: () => asked.query ?? {},
		getBodyData: () => asked.form ?? {},
		getHeaderData: () => ({ cookie: asked.cookie }),
		getRequestObject: () => ({
			method: asked.method ?? 'GET',
			headers: { 'content-length': String(asked.size ?? 100) },
			is: (type: string) => (asked.type ?? 'application/x-www-form-urlencoded') === type,
		}),
		getResponseObject: () => response,
		logger: { info: () => undefined },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url }: IHttpRequestOptions) =>
				await Promise.resolve(
					url.endsWith('/discover')
						? answer(200, { data: { scopes: asked.scopes ?? SCOPES } })
						: answer(asked.status ?? 200, asked.status ? {} : person),
				),
		},
	});
	return { context, said };
}
