import type { IDataObject } from 'n8n-workflow';

import { openConnection } from '../../connection/connection';
import type { Paging, Service } from '../../connection/model/service';
import { servicePages } from '../../operation/servicePages';
import type { Script } from '../builders';
import { answer, held, host, spaces } from '../builders';

const API = 'https://acme.spaces.example/api';
const get = { method: 'GET', path: '/records' } as const;

const numbered = (from: number, count: number) =>
	Array.from({ length: Math.max(0, count) }, (_, index) => ({ id: from + index }));

/** A list of five records, of which a page of this service holds two. */
const TOTAL = 5;

/** The records from this one on. */
const from = (start: number) => numbered(start, Math.min(2, TOTAL - start));

/** What is read of a list that a service pages so, and what was asked for. */
async function read(
	paging: Paging | undefined,
	script: Script,
	{
		limit = Infinity,
		request = get,
	}: { limit?: number; request?: Parameters<typeof servicePages>[1] } = {},
) {
	const service: Service = { ...spaces, paging };
	const { context, requests } = host({ service, credentials: held.spaces(), script });
	const connection = await openConnection(context, service);
	const records: IDataObject[] = [];
	const failure = await (async () => {
		for await (const page of servicePages(connection, request, limit)) records.push(...page);
	})().catch((error: unknown) => error);
	return { records, failure, asked: requests.map(({ url, qs, body }) => ({ url, qs, body })) };
}

const all = numbered(0, TOTAL);

const ways: ReadonlyArray<[string, Paging, Script]> = [
	[
		'an offset',
		{ by: 'offset', offset: 'offset', size: 'limit', records: 'items' },
		({ qs }) => answer(200, { items: from(Number(qs?.offset ?? 0)) }),
	],
	[
		'the number of the page',
		{ by: 'page', page: 'page', size: 'limit' },
		({ qs }) => answer(200, from((Number(qs?.page ?? 1) - 1) * 2)),
	],
	[
		'the number of the page, from 0 on',
		{ by: 'page', page: 'page', first: 0 },
		({ qs }) => answer(200, from(Number(qs?.page ?? 0) * 2)),
	],
	[
		'a cursor',
		{ by: 'cursor', cursor: 'after', next: 'paging.next', records: 'data' },
		({ qs }) => {
			const start = Number(qs?.after ?? 0);
			const next = start + 2 < TOTAL ? String(start + 2) : null;
			return answer(200, { data: from(start), paging: { next } });
		},
	],
	[
		'a cursor in the body',
		{ by: 'cursor', cursor: 'after', next: 'next', in: 'body', size: 'size', records: 'data' },
		({ body, qs }) => {
			expect(qs ?? {}).toEqual({});
			const start = Number((body as IDataObject).after ?? 0);
			const next = start + 2 < TOTAL ? start + 2 : undefined;
			return answer(200, { data: from(start), next });
		},
	],
	[
		'the header Link',
		{ by: 'link', size: 'per_page' },
		({ url }) => {
			const start = Number(new URL(url).searchParams.get('start') ?? 0);
			const next = `<${API}/records?start=${start + 2}>; rel="next last", <${API}/records>; rel="first"`;
			return answer(200, from(start), start + 2 < TOTAL ? { link: next } : {});
		},
	],
	[
		'the URL of the next page, whose name has a dot',
		{ by: 'nextUrl', next: '@odata.nextLink', records: 'value', size: '$top' },
		({ url }) => {
			const start = Number(new URL(url).searchParams.get('start') ?? 0);
			const next = start + 2 < TOTAL ? `${API}/records?start=${start + 2}` : undefined;
			return answer(200, { value: from(start), '@odata.nextLink': next });
		},
	],
	[
		'the path of the next page',
		{ by: 'nextUrl', next: 'next', records: 'value' },
		({ url }) => {
			const start = Number(new URL(url).searchParams.get('start') ?? 0);
			const next = start + 2 < TOTAL ? `/api/records?start=${start + 2}` : '';
			return answer(200, { value: from(start), next });
		},
	],
];

describe('a list that a service pages by', () => {
	it.each(ways)('%s is read to its end, each record once', async (_way, paging, script) => {
		const request =
			paging.by === 'cursor' && paging.in === 'body'
				? ({ method: 'POST', path: '/records', body: { filter: 'a' } } as const)
				: get;
		const { records, failure } = await read(paging, script, { request });
		expect(failure).toBeUndefined();
		expect(records).toEqual(all);
	});

	it.each(ways.slice(0, 4))('%s is not read further than wanted', async (_way, paging, script) => {
		const { asked } = await read(paging, script, { limit: 2 });
		expect(asked).toHaveLength(1);
	});
});

describe('the size of a page', () => {
	const paging: Paging = { by: 'offset', offset: 'offset', size: 'limit' };

	it('is what the service allows, and no more than is wanted', async () => {
		const { asked } = await read(paging, () => answer(200, []), { limit: 1 });
		expect(asked[0]?.qs).toEqual({ limit: 1 });
	});

	it('is left out where the endpoint refuses it', async () => {
		const refusing: Script = ({ qs }) =>
			qs?.limit === undefined
				? answer(200, { items: from(Number(qs?.offset ?? 0)) })
				: answer(400, { error: 'Invalid limit' });
		const paging = { by: 'offset', offset: 'offset', size: 'limit', records: 'items' } as const;
		const { records, asked } = await read(paging, refusing);
		expect(records).toEqual(all);
		expect(asked.filter(({ qs }) => qs?.limit !== undefined)).toHaveLength(1);
	});

	it('that the person asked for is not left out, and its refusal is a failure', async () => {
		const paging = { by: 'offset', offset: 'offset', size: 'limit', records: 'items' } as const;
		const request = { ...get, query: { limit: 7 } };
		const { failure, asked } = await read(paging, () => answer(400, {}), { request });
		expect(failure).toMatchObject({ kind: 'input' });
		expect(asked).toHaveLength(1);
	});

	it('is what the person asked for', async () => {
		const request = { ...get, query: { limit: 50, sort: 'id' } };
		const { asked } = await read(paging, () => answer(200, []), { request });
		expect(asked[0]?.qs).toEqual({ limit: 50, sort: 'id' });
	});
});

describe('a next page', () => {
	const byUrl: Paging = { by: 'nextUrl', next: 'next', records: 'value' };
	const byCursor: Paging = { by: 'cursor', cursor: 'after', next: 'next', records: 'value' };

	it.each([
		'https://evil.example/records',
		'http://acme.spaces.example/api',
		'//evil.example/x',
		'https://other.spaces.example/api',
	])('at %s is refused: nothing is sent there', async (next) => {
		const { failure, asked, records } = await read(byUrl, () =>
			answer(200, { value: from(0), next }),
		);
		expect(failure).toMatchObject({
			kind: 'unreadable',
			message: expect.stringContaining('the list goes on at another host'),
		});
		expect([asked.length, records.length]).toEqual([1, 2]);
	});

	it('that leads in a circle is a failure', async () => {
		const { failure } = await read(byCursor, (_request, count) =>
			answer(200, { value: numbered(count, 2), next: 'again' }),
		);
		expect(String(failure)).toContain('lead in a circle');
	});

	it('that is the one before it is a failure', async () => {
		const { failure, asked } = await read(byCursor, (_request, count) =>
			answer(200, { value: from(0), next: `page ${count}` }),
		);
		expect(String(failure)).toContain('gave the same page of the list twice');
		expect(asked).toHaveLength(2);
	});

	it('without a record, again and again, is a failure in the end', async () => {
		const { failure } = await read(byCursor, (_request, count) =>
			answer(200, { value: [], next: `page ${count}` }),
		);
		expect(String(failure)).toContain('pages of the list without a record');
	});
});

describe('an answer that is no page', () => {
	it.each<[string, Paging | undefined, unknown, unknown]>([
		['one record', { by: 'offset', offset: 'offset', records: 'items' }, { id: 1 }, [{ id: 1 }]],
		[
			'a list of a service that does not page',
			undefined,
			[{ id: 1 }, 7],
			[{ id: 1 }, { value: 7 }],
		],
	])('is read once: %s', async (_what, paging, body, expected) => {
		const { records, asked } = await read(paging, () => answer(200, body));
		expect(records).toEqual(expected);
		expect(asked).toHaveLength(1);
	});
});

describe('a list whose place is not declared', () => {
	const byCursor: Paging = { by: 'cursor', cursor: 'after', next: 'meta.next' };

	it('is the only list of the body', async () => {
		const { records, failure } = await read(byCursor, ({ qs }) => {
			const start = Number(qs?.after ?? 0);
			const next = start + 2 < TOTAL ? start + 2 : '';
			return answer(200, { ok: true, members: from(start), meta: { next, messages: [] } });
		});
		expect(failure).toBeUndefined();
		expect(records).toEqual(all);
	});

	it.each([
		['none', { ok: true }],
		['several', { users: from(0), groups: from(2) }],
	])('is a failure where the list goes on and the body has %s', async (_how, body) => {
		const { records, failure } = await read(byCursor, () =>
			answer(200, { ...body, meta: { next: 'b' } }),
		);
		expect(String(failure)).toContain('does not hold exactly one list');
		expect(records).toEqual([]);
	});

	it('is one record where there are several and no next page', async () => {
		const body = { users: from(0), groups: from(2) };
		const { records } = await read(byCursor, () => answer(200, body));
		expect(records).toEqual([body]);
	});
});

describe('what asks for a page', () => {
	const search = { method: 'POST', path: '/search', body: { filter: 'a' } } as const;
	const paging = {
		by: 'cursor',
		cursor: 'after',
		next: 'next',
		size: 'size',
		records: 'data',
	} as const;
	const script: Script = (_request, count) =>
		answer(200, { data: numbered(count * 2, 2), next: count < 2 ? 'b' : null });
	const ask = async (rules: Paging, request: Parameters<typeof servicePages>[1]) =>
		(await read(rules, script, { limit: 4, request })).asked[1];

	it('goes with the body of a POST', async () => {
		const asked = await ask(paging, search);
		expect(asked?.body).toEqual({ filter: 'a', size: 2, after: 'b' });
		expect(asked?.qs ?? {}).toEqual({});
	});

	it('goes in the query of a POST where the service says so', async () => {
		const asked = await ask({ ...paging, in: 'query' }, search);
		expect(asked).toMatchObject({ qs: { size: 2, after: 'b' }, body: { filter: 'a' } });
	});

	it('goes in the query of a GET', async () => {
		expect((await ask({ ...paging, in: 'body' }, get))?.qs).toEqual({ size: 2, after: 'b' });
	});
});

describe('a start that the person set', () => {
	it.each<[Paging, IDataObject, number[]]>([
		[{ by: 'offset', offset: 'at', size: 'limit' }, { at: 100, limit: 2 }, [100, 102, 104]],
		[{ by: 'page', page: 'at' }, { at: '3' }, [3, 4, 5]],
	])('is where the count begins: %j', async (paging, query, expected) => {
		const { asked } = await read(paging, (_request, count) => answer(200, numbered(count * 2, 2)), {
			limit: 6,
			request: { ...get, query },
		});
		expect(asked.map(({ qs }) => Number(qs?.at))).toEqual(expected);
	});
});
