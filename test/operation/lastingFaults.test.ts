import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../connection/model/address';
import { openConnection } from '../../connection/connection';
import { operationsOf } from '../../operation/operation';
import { runOperation } from '../../operation/run';
import type { Script, ScriptedAnswer } from '../builders';
import { answer, cameTo, held, host, inTurn, networkError, spaces } from '../builders';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const recordId = { displayName: 'Record ID', name: 'id', type: 'string', default: '' } as const;

const operationWith = (name: string, method: 'GET' | 'POST') =>
	operationsOf(spaces)({
		action: 'Do',
		description: 'Do',
		requires: [],
		name,
		fields: [recordId],
		input: z.object({ id: z.string() }),
		run: async (connection, { id }) => {
			await connection.request({ method, path: path`/records/${id}` }, z.unknown());
			return { id };
		},
	});

const resources = {
	record: {
		name: 'Record',
		operations: { get: operationWith('Get', 'GET'), add: operationWith('Add', 'POST') },
	},
};

/** What became of the items, how long it took, and when requests were sent, in milliseconds from its beginning on. */
interface Ran {
	readonly items: unknown[];
	readonly took: number;
	readonly sent: number[];
}

/** Runs an operation over many items, whose time passes as fast as the machine can. */
async function run(
	operation: 'get' | 'add',
	count: number,
	script: Script,
	settings: ICredentialDataDecryptedObject = {},
): Promise<Ran> {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
	try {
		const began = Date.now();
		const sent: number[] = [];
		const timed = async (request: IHttpRequestOptions, number: number): Promise<ScriptedAnswer> => {
			sent.push(Date.now() - began);
			return await script(request, number);
		};
		const { context } = host({
			service: spaces,
			credentials: held.spaces(settings),
			script: timed,
			resources,
			parameters: { resource: 'record', operation, id: '={{ $json.id }}' },
			items: Array.from({ length: count }, (_, id) => ({ id: String(id) })),
			onError: 'continueRegularOutput',
		});
		const state = { took: -1 };
		const ran = runOperation(context, spaces, resources).then(([output = []]) => {
			state.took = Date.now() - began;
			return output.map(({ json }) => cameTo(json));
		});
		while (state.took < 0) await jest.advanceTimersByTimeAsync(SECOND);
		return { items: await ran, took: state.took, sent };
	} finally {
		jest.useRealTimers();
	}
}

const idOf = ({ url }: IHttpRequestOptions) => Number(url.split('/').at(-1));

const tooMany = answer(429, { message: 'Too many' }, { 'retry-after': '120' });

describe('a service that goes on asking to wait', () => {
	it('is asked for a while, then all items that are left say that it takes no more', async () => {
		const { items, took, sent } = await run('add', 1_000, async () => {
			await sleep(SECOND);
			return tooMany;
		});
		expect(items).toHaveLength(1_000);
		for (const item of items) {
			expect(item).toMatch(
				/^(Spaces is throttling "My connection"|Spaces went on refusing requests .* \(HTTP 429\), so that this one was not sent)/,
			);
		}
		expect(took).toBeLessThanOrEqual(9 * MINUTE);
		// Three at once, five attempts each, and the waits between them are kept by all.
		expect(sent).toHaveLength(15);
		expect([...new Set(sent.map((at) => Math.round(at / MINUTE)))]).toEqual([0, 2, 4, 6, 8]);
	});

	it('for longer than is waited is asked once', async () => {
		const closed = answer(429, { message: 'Too many' }, { 'retry-after': '3600' });
		const { items, took, sent } = await run('add', 1_000, () => closed);
		expect(took).toBeLessThan(MINUTE);
		expect(sent).toHaveLength(3);
		expect(items.at(-1)).toMatch(/^Spaces takes requests of this connection again in 60 minutes/);
	});
});

describe('a wait that one request was asked for', () => {
	it.each([429, 503])(
		'with %d holds for those under way and for all later items',
		async (status) => {
			const wait = answer(status, { message: 'Wait' }, { 'retry-after': '60' });
			const script: Script = async (request, number) => {
				if (number === 1) return wait;
				await sleep(SECOND);
				return answer(200, { id: idOf(request) });
			};
			const { items, sent } = await run('add', 30, script);
			expect(items).toEqual(Array.from({ length: 30 }, (_, id) => String(id)));
			expect(sent.filter((at) => at > 0 && at < MINUTE)).toEqual([]);
			expect(sent.filter((at) => at === 0)).toHaveLength(3);
		},
	);
});

describe('a service that is away for a moment', () => {
	/** Away for two seconds from the tenth on, during which it answers so at once. */
	const awayWith = (away: () => ScriptedAnswer): Script => {
		let began: number | undefined;
		return async (request) => {
			began ??= Date.now();
			const at = Date.now() - began;
			if (at >= 10 * SECOND && at < 12 * SECOND) return away();
			await sleep(SECOND / 10);
			return answer(200, { id: idOf(request) });
		};
	};

	it.each([
		['502', () => answer(502, {})],
		['503', () => answer(503, {})],
		[
			'a reset',
			() => {
				throw networkError('ECONNRESET');
			},
		],
		['429 without a wait', () => answer(429, {}, { 'retry-after': '0' })],
	])('costs no item but those that were under way: %s', async (_what, away) => {
		const { items } = await run('add', 1_000, awayWith(away));
		const failed = items.filter((item, id) => item !== String(id));
		// Three at once, and again after a second, and after another one.
		expect(failed.length).toBeLessThanOrEqual(9);
		for (const item of failed) expect(item).toMatch(/not known whether/);
	});
});

describe('a service that is away for a moment, after it has asked to wait', () => {
	it('costs no item but those that were under way', async () => {
		const wait = answer(429, { message: 'Wait' }, { 'retry-after': '60' });
		const script: Script = async (request, number) => {
			if (number === 1) return wait;
			if (number === 4 || number === 5) return answer(502, {});
			await sleep(SECOND);
			return answer(200, { id: idOf(request) });
		};
		const { items } = await run('add', 100, script);
		expect(items.filter((item, id) => item !== String(id)).length).toBeLessThanOrEqual(2);
	});
});

describe('a service that cannot be reached', () => {
	it('is not tried for each of many items', async () => {
		const { items, took, sent } = await run('add', 1_000, () => {
			throw networkError('ECONNREFUSED');
		});
		expect(took).toBeLessThan(MINUTE);
		expect(sent.length).toBeLessThanOrEqual(15);
		for (const item of items) {
			expect(item).toMatch(
				/^Spaces (could not be reached: ECONNREFUSED|did not answer other requests .*\(ECONNREFUSED\))/,
			);
		}
	});

	it('is not sent one change after the other of which nobody knows what becomes', async () => {
		const { items, took } = await run('add', 1_000, async () => {
			await sleep(20 * SECOND);
			throw networkError('ETIMEDOUT');
		});
		const unknown = items.filter((item) => String(item).includes('not known whether'));
		expect(unknown.length).toBeLessThanOrEqual(6);
		expect(took).toBeLessThan(2 * MINUTE);
	});

	it('is tried again after a while', async () => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
		try {
			const down = Array.from({ length: 5 }, () => networkError('ECONNREFUSED'));
			const script = inTurn(...down, answer(200, {}));
			const { context, requests } = host({ service: spaces, credentials: held.spaces(), script });
			const connection = await openConnection(context, spaces);
			const ask = async () =>
				await connection.request({ method: 'GET', path: '/' }, z.unknown()).then(
					() => 'answered',
					(failure: Error) => failure.message,
				);
			const first = ask();
			await jest.advanceTimersByTimeAsync(20 * SECOND);
			expect(await first).toMatch(/^Spaces could not be reached/);
			expect(await ask()).toMatch(/so that this one was not sent/);
			expect(requests).toHaveLength(5);
			await jest.advanceTimersByTimeAsync(20 * SECOND);
			expect(await ask()).toBe('answered');
		} finally {
			jest.useRealTimers();
		}
	});
});

describe('a record at which the service fails', () => {
	const script =
		(status: number, bad: number): Script =>
		async (request) => {
			await sleep(SECOND);
			return idOf(request) < bad ? answer(status, {}) : answer(200, {});
		};

	it.each([500, 502, 504])('with %d is the only item that fails', async (status) => {
		const { items } = await run('get', 40, script(status, 1));
		expect(items.slice(1)).toEqual(Array.from({ length: 39 }, (_, id) => String(id + 1)));
		expect(items[0]).toMatch(/^Spaces could not answer/);
	});

	it('is the only item that fails where one request is sent at a time, too', async () => {
		const settings = { advancedSettings: true, requestsAtOnce: 1 };
		const { items } = await run('get', 5, script(504, 1), settings);
		expect(items.slice(1)).toEqual(['1', '2', '3', '4']);
	});

	it('with 500 is asked for, however many fail', async () => {
		const { items, sent } = await run('get', 40, script(500, 40));
		expect(sent).toHaveLength(40);
		for (const item of items) expect(item).toMatch(/^Spaces could not answer/);
	});
});
