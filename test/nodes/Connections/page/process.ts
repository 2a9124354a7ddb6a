/** The page as one process of n8n runs it: its own modules, the same database and the same n8n behind its API. */
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type * as Answering from '../../../../nodes/Connections/page/answer';
import type * as Gates from '../../../../nodes/Connections/page/gate';
import type { PageRequest } from '../../../../nodes/Connections/page/request';
import type * as Connections from '../../../../connection/connection';
import type * as Hosts from '../../../../operation/host';
import type * as Services from '../../../../services/n8n';
import { answer as scripted, host } from '../../../builders';
import type { Asked } from './gateway';
import { at, HELD, URL_OF_PAGE } from './gateway';

/** What all processes of one n8n share. */
export interface Shared {
	/** The static data of the workflow, as n8n stores it. */
	database: string;
	/** The connections of n8n, and what its API answers besides. */
	readonly connections: readonly string[];
	/** The requests that n8n got, by method and path. */
	readonly asked: string[];
	readonly scopes?: readonly string[];
	readonly executions?: readonly IDataObject[];
	/** The status with which n8n answers for its lists. */
	readonly status?: number;
}

const SCOPES = [
	'credential:list',
	'credential:read',
	'workflow:list',
	'user:read',
	'execution:list',
];

const credentialOf = (id: string) => ({
	id,
	name: `Connection ${id}`,
	type: 'httpBasicAuth',
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
	shared: [{ id: 'p', name: 'Olga', role: 'credential:owner' }],
});

/** A workflow that uses the first connection. */
const workflowOf = (id: string) => ({
	id: 'w',
	name: 'Daily',
	active: true,
	nodes: [
		{
			id: 'n',
			name: 'Ask',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: { authentication: 'genericCredentialType', genericAuthType: 'httpBasicAuth' },
			credentials: { httpBasicAuth: { id, name: `Connection ${id}` } },
		},
	],
	settings: {},
});

/** What n8n's public API answers. */
function apiOf(shared: Shared) {
	return ({ method = 'GET', url }: IHttpRequestOptions) => {
		const path = new URL(url).pathname.replace('/api/v1', '');
		shared.asked.push(`${method} ${path}`);
		const list = (data: readonly unknown[]) =>
			scripted(shared.status ?? 200, { data, nextCursor: null });
		if (path === '/discover') {
			return scripted(200, { data: { scopes: [...(shared.scopes ?? SCOPES)] } });
		}
		if (path === '/credentials') return list(shared.connections.map(credentialOf));
		if (path === '/workflows') return list(shared.connections.slice(0, 1).map(workflowOf));
		if (path === '/executions') return list(shared.executions ?? []);
		if (path.endsWith('/test'))
			return scripted(200, { status: 'OK', message: 'Connection successful!' });
		throw new Error(`n8n was not to be asked for ${method} ${path}`);
	};
}

/** What a run of the page came to. */
export interface Ran {
	readonly status: number | undefined;
	readonly body: string;
	readonly items: readonly IDataObject[];
	/** Stores what the run left, as n8n does when it ends. */
	end(): void;
}

let executions = 0;

/** The code of a process. */
type Loaded = Pick<typeof Gates, 'receive'> &
	Pick<typeof Answering, 'answer'> &
	Pick<typeof Connections, 'openConnection'> &
	Pick<typeof Hosts, 'hostOf'> &
	Pick<typeof Services, 'n8n'>;

/** Starts a process: it loads the code of the page anew. */
export function startProcess(shared: Shared) {
	const loaded: Partial<Loaded> = {};
	jest.isolateModules(() => {
		Object.assign(
			loaded,
			jest.requireActual<typeof Gates>('../../../../nodes/Connections/page/gate'),
			jest.requireActual<typeof Answering>('../../../../nodes/Connections/page/answer'),
			jest.requireActual<typeof Connections>('../../../../connection/connection'),
			jest.requireActual<typeof Hosts>('../../../../operation/host'),
			jest.requireActual<typeof Services>('../../../../services/n8n'),
		);
	});
	const { receive, answer, openConnection, hostOf, n8n } = loaded as Loaded;

	/** What the trigger lets through of a request. */
	const pass = async (asked: Asked) => {
		const { context, said } = at(asked);
		const { workflowData } = await receive(context);
		return { said, page: workflowData?.[0]?.[0]?.json.page as PageRequest | undefined };
	};

	/** Runs the node behind the trigger. Other runs may begin and end until it is stored. */
	const run = async (page: PageRequest): Promise<Ran> => {
		const { context } = host({
			service: n8n,
			credentials: HELD,
			script: apiOf(shared),
			executionId: `page ${(executions += 1)}`,
		});
		const state = JSON.parse(shared.database) as IDataObject;
		const said: { statusCode?: number; body?: unknown } = {};
		const usual = hostOf(context);
		const connection = await openConnection(context, n8n);
		const ran = {
			end: () => {
				shared.database = JSON.stringify(state);
			},
		};
		const own = {
			...usual,
			staticData: () => state,
			respond: async (response: object) => {
				Object.assign(said, response);
				await Promise.resolve();
			},
		};
		const files = {} as Parameters<typeof answer>[2];
		const items = await answer(connection, page, files, own).catch((error: unknown) => {
			if (said.statusCode === 502) return [];
			throw error;
		});
		return { ...ran, status: said.statusCode, body: String(said.body), items };
	};

	/** Opens the page as its owner, without an act. */
	const open = async (view: Partial<PageRequest['view']> = {}) =>
		await run({
			node: 'gate',
			url: URL_OF_PAGE,
			user: { id: 'olga', email: 'olga@example.com', name: 'Olga' },
			view: {
				connection: '',
				search: '',
				service: '',
				owner: '',
				show: '',
				sort: '',
				format: '',
				...view,
			},
		});

	return { pass, run, open, code: answer };
}

/** The note of an act that a page offers. */
export const noteIn = (body: string, act: string): string =>
	new RegExp(`value="([^"]+)"\\s+data-token="${act}"`).exec(body)?.[1] ?? '';
