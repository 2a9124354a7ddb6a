import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INode,
	IPollFunctions,
} from 'n8n-workflow';
import type * as n8nWorkflow from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { scopesOf } from '../../../connection/model/permissions';
import { poll, WATCHING } from '../../../nodes/Connections/polling/poll';
import { n8n } from '../../../services/n8n';
import { answer } from '../../builders';
import { credential, known } from './connections';

const DAY = 24 * 60 * 60;

/** A stand-in for a type of the host, of which this test needs only some members. */
const partly = <T>(members: object): T => members as T;

/** A key of n8n that ends in so many days. */
const keyEndingIn = (days: number) => {
	const claims = JSON.stringify({ exp: Math.floor(Date.now() / 1000) + days * DAY });
	return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(claims).toString('base64url')}.c2lnbmF0dXJl`;
};

// Time passes when somebody sleeps, and nobody waits for it.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (wait: number) => {
		jest.setSystemTime(Date.now() + wait);
		await Promise.resolve();
	},
}));

beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
});

afterEach(() => {
	jest.useRealTimers();
});

interface Setting {
	/** The ids of the connections of the n8n that is watched. */
	readonly ids: readonly string[];
	/** Those that are broken. */
	readonly broken?: readonly string[];
	/** Milliseconds that a test takes. */
	readonly takes?: number;
	readonly parameters?: IDataObject;
	readonly state?: IDataObject;
	readonly days?: number;
}

/** A trigger, and an n8n that it watches. */
function trigger(setting: Setting) {
	const { ids, broken = [], takes = 0, state = {}, days = 100 } = setting;
	const parameters: IDataObject = {
		events: ['broke', 'recovered', 'keyEndsSoon'],
		days: 7,
		filters: {},
		testsAtOnce: 1,
		timeLimit: 30,
		...setting.parameters,
	};
	const node = partly<INode>({
		id: `trigger of ${ids.length}`,
		name: 'Connections Trigger',
		type: 'n8n-nodes-connections.connectionsTrigger',
		parameters,
		credentials: {
			n8nConnectionApi: { id: 'own', name: 'API key' },
		},
	});
	const said: string[] = [];
	const tested: string[] = [];
	const held: Record<string, () => ICredentialDataDecryptedObject> = {
		n8nConnectionApi: () => ({ apiKey: keyEndingIn(days), url: 'https://other.example.com' }),
	};
	const respond = async ({ method, url }: IHttpRequestOptions) => {
		const { pathname } = new URL(url);
		const [list = '', id = ''] = pathname.replace('/api/v1/', '').split('/');
		if (list === 'discover') return { data: { scopes: scopesOf(n8n, WATCHING) } };
		if (list === 'workflows') return { data: [], nextCursor: null };
		if (id === '') return { data: ids.map(credential), nextCursor: null };
		if (method === 'GET') return { ...credential(id) };
		tested.push(id);
		await sleep(takes);
		return broken.includes(id)
			? { status: 'Error', message: 'Unauthorized' }
			: { status: 'OK', message: 'Connection successful!' };
	};
	const context = partly<IPollFunctions>({
		getNode: () => node,
		getWorkflow: () => ({ id: 'workflow' }),
		getMode: () => 'trigger',
		getPollBudgetMs: () => 240_000,
		getInstanceBaseUrl: () => 'https://n8n.example/',
		getExecutionId: () => undefined,
		getCredentials: async (type: string) => await Promise.resolve(held[type]?.()),
		getNodeParameter: (name: string) => parameters[name],
		getWorkflowStaticData: () => state,
		logger: { info: (line: string) => said.push(line) },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, request: IHttpRequestOptions) =>
				answer(200, await respond(request)),
		},
	});
	/** One poll: what it tells. */
	const polled = async () => ((await poll(context))?.flat() ?? []).map(({ json }) => json);
	return { polled, said, tested, state };
}

/** What is remembered of connections. */
const memory = (connections: Record<string, unknown>) => ({ connections }) as IDataObject;

const events = (items: readonly IDataObject[]) =>
	items.map(({ event, connection }) => [event, (connection as IDataObject).id]);

describe("the key's own ending", () => {
	it('is reported although the n8n that is watched does not have the key, with the link to where it is', async () => {
		const own = { ids: ['a'], days: 3, state: memory({ a: known('working') }) };
		const { polled } = trigger(own);
		expect(await polled()).toEqual([
			expect.objectContaining({
				event: 'keyEndsSoon',
				connection: expect.objectContaining({ id: 'own', name: 'API key', service: 'n8n' }),
				reauthorizeUrl: 'https://n8n.example/home/credentials/own',
			}),
		]);
		expect(await polled()).toEqual([]);
	});
});

describe('with more connections than the first poll has time for', () => {
	const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
	const untested = (tested: readonly string[]) => ids.filter((id) => !tested.includes(id));

	it('whoever publishes does not wait for all: the next poll tests first what is left, and tells it', async () => {
		const { polled, tested, said, state } = trigger({ ids, broken: ['c11'], takes: 2_000 });
		const begun = Date.now();
		expect(await polled()).toEqual([]);
		expect(Date.now() - begun).toBeLessThan(30_000);
		const left = untested(tested);
		expect(left).toContain('c11');
		expect(said).toContainEqual(expect.stringContaining('the next poll does'));
		expect(Object.keys(state['connections'] ?? {})).toEqual(tested);
		tested.length = 0;
		expect(events(await polled())).toEqual([['broke', 'c11']]);
		expect(tested.slice(0, left.length)).toEqual(left);
	});

	it('a later poll has time for all', async () => {
		const { polled, tested } = trigger({ ids, takes: 2_000, state: memory({}) });
		expect(await polled()).toEqual([]);
		expect(untested(tested)).toEqual([]);
	});
});
