import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../connection/connection';
import { record } from '../../operation/fields';
import { cursorPages, offsetPages, plainPages } from '../../operation/pages';
import type { Script } from '../builders';
import { answer, held, host, spaces } from '../builders';

const page = z
	.object({ records: z.array(record), next: z.string().optional() })
	.transform(({ records, next }) => ({ records, next }));

const numbered = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));

/** A list of so many records, whose cursor is the number of the next. */
const listOf =
	(total: number): Script =>
	({ qs }) => {
		const from = Number(qs?.after ?? 0);
		const count = Math.min(Number(qs?.size), total - from);
		const next = from + count < total ? String(from + count) : undefined;
		return answer(200, { records: numbered(from, count), next });
	};

/** What is read of a list, and what was asked for. */
async function read(script: Script, limit: number) {
	const { context, requests } = host({ service: spaces, credentials: held.spaces(), script });
	const connection = await openConnection(context, spaces);
	const list = { path: '/records', query: { sort: 'id' }, size: 'size', cursor: 'after', page };
	const records: IDataObject[] = [];
	const outcome = await (async () => {
		for await (const one of cursorPages(connection, list, limit)) records.push(...one);
	})().catch((error: unknown) => error);
	return { ids: records.map(({ id }) => id), asked: requests.map(({ qs }) => qs), outcome };
}

describe('a list with cursors', () => {
	it('is read to its end, each record once', async () => {
		const { ids, asked } = await read(listOf(5), Infinity);
		expect(ids).toEqual(['0', '1', '2', '3', '4']);
		expect(asked).toEqual([
			{ sort: 'id', size: 2 },
			{ sort: 'id', size: 2, after: '2' },
			{ sort: 'id', size: 2, after: '4' },
		]);
	});

	it.each([
		[1, [1]],
		[2, [2]],
		[3, [2, 1]],
		[4, [2, 2]],
	])('is asked for no more than %i, and no page more than needed', async (limit, sizes) => {
		const { ids, asked } = await read(listOf(50), limit);
		expect(ids).toHaveLength(limit);
		expect(asked.map((qs) => qs?.size)).toEqual(sizes);
	});

	it('goes on behind a page that is empty and has a next one', async () => {
		const script: Script = ({ qs }) =>
			answer(200, qs?.after === 'b' ? { records: numbered(7, 1) } : { records: [], next: 'b' });
		expect((await read(script, 10)).ids).toEqual(['7']);
	});

	it('ends with a page that names no next one, though it is full', async () => {
		const { asked } = await read(() => answer(200, { records: numbered(0, 2) }), Infinity);
		expect(asked).toHaveLength(1);
	});

	it('that leads in a circle is a failure, not a run without end', async () => {
		const script: Script = ({ qs }, count) =>
			answer(200, { records: numbered(count, 2), next: qs?.after === 'a' ? 'b' : 'a' });
		const { outcome, asked } = await read(script, Infinity);
		expect(outcome).toMatchObject({ kind: 'unreadable' });
		expect(String(outcome)).toContain('The pages of a list of Spaces lead in a circle');
		expect(asked).toHaveLength(3);
	});

	it('whose pages are all the same is a failure, though each says that it goes on elsewhere', async () => {
		const { outcome, asked } = await read(
			(_request, count) => answer(200, { records: numbered(0, 2), next: `page ${count}` }),
			Infinity,
		);
		expect(String(outcome)).toContain('Spaces gave the same page of the list twice');
		expect(asked).toHaveLength(2);
	});

	it('that goes on without records is a failure in the end', async () => {
		const { outcome, asked } = await read(
			(_request, count) => answer(200, { records: [], next: `page ${count}` }),
			Infinity,
		);
		expect(String(outcome)).toContain(
			'Spaces gave 251 pages of the list without a record, and says that there are more',
		);
		expect(asked).toHaveLength(251);
	});

	it('is not read further than somebody looks', async () => {
		const { context, requests } = host({
			service: spaces,
			credentials: held.spaces(),
			script: listOf(50),
		});
		const connection = await openConnection(context, spaces);
		const list = { path: '/records', size: 'size', cursor: 'after', page };
		for await (const one of cursorPages(connection, list, Infinity)) {
			if (one.length > 0) break;
		}
		expect(requests).toHaveLength(1);
	});
});

describe('a list whose pages do not say how long it is', () => {
	/** What is read of a list, and what was asked for. */
	async function readPlain(script: Script, limit: number, service = spaces) {
		const { context, requests } = host({ service, credentials: held.spaces(), script });
		const connection = await openConnection(context, service);
		const records: IDataObject[] = [];
		const outcome = await (async () => {
			const list = plainPages(connection, { path: '/records' }, limit, z.array(record));
			for await (const one of list) records.push(...one);
		})().catch((error: unknown) => error);
		return { ids: records.map(({ id }) => id), asked: requests.map(({ qs }) => qs), outcome };
	}

	const plainOf =
		(total: number): Script =>
		({ qs }) => {
			const [from, count] = [Number(qs?.offset), Number(qs?.limit)];
			return answer(200, numbered(from, Math.max(0, Math.min(count, total - from))));
		};

	/** The same of a service that gives one record at a time, whatever it is asked for. */
	const oneByOne =
		(total: number): Script =>
		({ qs }) => {
			const from = Number(qs?.offset);
			return answer(200, from < total ? numbered(from, 1) : []);
		};

	it.each([
		[0, [0]],
		[1, [0, 1]],
		[2, [0, 2]],
		[4, [0, 2, 4]],
		[5, [0, 2, 4]],
	])(
		'of %i records is read until a page is empty or shorter than others',
		async (total, offsets) => {
			const { ids, asked } = await readPlain(plainOf(total), Infinity);
			expect(ids).toEqual(numbered(0, total).map(({ id }) => id));
			expect(asked.map((qs) => qs?.offset)).toEqual(offsets);
		},
	);

	it.each([
		[99, [0]],
		[100, [0, 100]],
		[500, [0, 500]],
	])(
		'of %i records, where 1000 are asked for, is asked for more unless no service would cut there',
		async (total, offsets) => {
			const large = { ...spaces, limits: { ...spaces.limits, pageSize: 1000 } };
			const { ids, asked } = await readPlain(plainOf(total), Infinity, large);
			expect(ids).toHaveLength(total);
			expect(asked.map((qs) => qs?.offset)).toEqual(offsets);
		},
	);

	it('is read to its end from a service that gives less at a time than it is asked for', async () => {
		const { ids, outcome } = await readPlain(oneByOne(3), Infinity);
		expect(ids).toEqual(['0', '1', '2']);
		expect(outcome).toBeUndefined();
	});

	it.each([
		[1, [1]],
		[2, [2]],
		[3, [2, 1]],
	])('is asked for no more than %i', async (limit, sizes) => {
		const { ids, asked } = await readPlain(plainOf(50), limit);
		expect(ids).toHaveLength(limit);
		expect(asked.map((qs) => qs?.limit)).toEqual(sizes);
	});

	it.each([1, 3])(
		'that does not know pages is read once where it shows so: %i records, whatever is asked for',
		async (count) => {
			const { ids, outcome } = await readPlain(() => answer(200, numbered(0, count)), Infinity);
			expect(ids).toEqual(numbered(0, count).map(({ id }) => id));
			expect(outcome).toBeUndefined();
		},
	);

	it('of which a full page comes twice is a failure, not a run without end that gives each record again', async () => {
		const { ids, outcome, asked } = await readPlain(() => answer(200, numbered(0, 2)), Infinity);
		expect(ids).toEqual(['0', '1']);
		expect(outcome).toMatchObject({ kind: 'unreadable' });
		expect(String(outcome)).toContain('Spaces gave the same page of the list twice');
		expect(asked).toHaveLength(2);
	});
});

describe('a list that says how long it is', () => {
	interface Asked {
		readonly offset: number;
		readonly count: number;
	}

	/**
	 * What is read of a list of so many records, what was asked for, and how many requests were under way at most.
	 * @param give which records the service gives instead of those that are asked for
	 * @param totalAt how long a page says that the list is
	 */
	async function readCounted(
		total: number,
		give: (asked: Asked) => IDataObject[] | undefined = () => undefined,
		limit = Infinity,
		totalAt: (asked: Asked) => number = () => total,
	) {
		const pages: Asked[] = [];
		let [underWay, most] = [0, 0];
		const script: Script = async ({ qs }) => {
			const asked = { offset: Number(qs?.offset), count: Number(qs?.count) };
			pages.push(asked);
			underWay += 1;
			most = Math.max(most, underWay);
			// The later ones are answered first.
			await sleep(20 - asked.offset);
			underWay -= 1;
			const left = Math.max(0, total - asked.offset);
			const records = give(asked) ?? numbered(asked.offset, Math.min(asked.count, left));
			return answer(200, { records, total: totalAt(asked) });
		};
		const { context } = host({ service: spaces, credentials: held.spaces(), script });
		const connection = await openConnection(context, spaces);
		const list = { path: '/records', key: 'records', totalKey: 'total' };
		const ids: unknown[] = [];
		const outcome = await (async () => {
			for await (const one of offsetPages(connection, list, limit)) {
				ids.push(...one.map(({ id }) => id));
			}
		})().catch((error: unknown) => error);
		return { ids, outcome, pages, most };
	}

	const idsOf = (count: number) => numbered(0, count).map(({ id }) => id);

	it('is read to its end, each record once and in order, with as many pages under way as the service takes', async () => {
		const { ids, pages, most } = await readCounted(15);
		expect(ids).toEqual(idsOf(15));
		expect(pages.map(({ offset }) => offset)).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
		expect(most).toBe(spaces.limits.concurrency);
	});

	it.each([
		[1, [1]],
		[2, [2]],
		[3, [2, 1]],
		[7, [2, 2, 2, 1]],
	])('is asked for no more than %i, and no page more than needed', async (limit, sizes) => {
		const { ids, pages } = await readCounted(50, undefined, limit);
		expect(ids).toEqual(idsOf(limit));
		expect(pages.map(({ count }) => count)).toEqual(sizes);
	});

	it('is asked for a small page first where it may be long, since that already says how long it is', async () => {
		const service = { ...spaces, limits: { ...spaces.limits, pageSize: 1000 } };
		const asked = async (limit: number, settings: ICredentialDataDecryptedObject = {}) => {
			const script: Script = ({ qs }) => {
				const [offset, count] = [Number(qs?.offset), Number(qs?.count)];
				return answer(200, {
					records: numbered(offset, Math.min(count, 1500 - offset)),
					total: 1500,
				});
			};
			const credentials = held.spaces(settings);
			const { context, requests } = host({ service, credentials, script });
			const connection = await openConnection(context, service);
			const list = { path: '/records', key: 'records', totalKey: 'total' };
			let read = 0;
			for await (const one of offsetPages(connection, list, limit)) read += one.length;
			expect(read).toBe(Math.min(limit, 1500));
			return requests.map(({ qs }) => qs?.count);
		};
		expect(await asked(Infinity)).toEqual([100, 1000, 1000]);
		expect(await asked(1000)).toEqual([1000]);
		const oneAtATime = { advancedSettings: true, requestsAtOnce: 1 };
		expect(await asked(Infinity, oneAtATime)).toEqual([1000, 1000]);
	});

	it('of which the service gives less than is asked for is read nonetheless, with no page wasted', async () => {
		const { ids, pages } = await readCounted(5, ({ offset }) => numbered(offset, 1));
		expect(ids).toEqual(idsOf(5));
		expect(pages.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4]);
	});

	it('of which one page is short is read on from where that page ended', async () => {
		const short = ({ offset }: Asked) => (offset === 4 ? numbered(4, 1) : undefined);
		expect((await readCounted(12, short)).ids).toEqual(idsOf(12));
	});

	const emptyFrom =
		(offset: number) =>
		(asked: Asked): IDataObject[] | undefined =>
			asked.offset >= offset ? [] : undefined;

	it('that has become shorter ends where the service has no more, and says so', async () => {
		const { ids, outcome } = await readCounted(12, emptyFrom(4), Infinity, ({ offset }) =>
			offset >= 4 ? 4 : 12,
		);
		expect(ids).toEqual(idsOf(4));
		expect(outcome).toBeUndefined();
	});

	it.each([0, 4])(
		'of which a page is empty at %i, and says that there is more, is a failure and not a list that ends there',
		async (offset) => {
			const { ids, outcome } = await readCounted(12, emptyFrom(offset));
			expect(ids).toEqual(idsOf(offset));
			expect(outcome).toMatchObject({
				kind: 'unreadable',
				message: expect.stringContaining(
					`Spaces gave an empty page of a list that goes on: ${offset} of 12 were read`,
				),
			});
		},
	);

	it('of which a page comes twice is a failure, not a list in which others are missing', async () => {
		const twice = ({ offset }: Asked) => (offset === 2 ? numbered(0, 2) : undefined);
		const { outcome } = await readCounted(5, twice);
		expect(outcome).toMatchObject({
			kind: 'unreadable',
			message: expect.stringContaining('Spaces gave the same page of the list twice'),
		});
	});

	it('of which a page begins with the page before it is a failure too', async () => {
		const longer = ({ offset }: Asked) => (offset === 4 ? numbered(2, 3) : undefined);
		expect((await readCounted(12, longer)).outcome).toMatchObject({ kind: 'unreadable' });
	});

	it('is not read further than somebody looks', async () => {
		const script: Script = ({ qs }) =>
			answer(200, { records: numbered(Number(qs?.offset), 2), total: 50 });
		const { context, requests } = host({
			service: spaces,
			credentials: held.spaces(),
			script,
		});
		const connection = await openConnection(context, spaces);
		const list = { path: '/records', key: 'records', totalKey: 'total' };
		for await (const one of offsetPages(connection, list, Infinity)) {
			if (one.length > 0) break;
		}
		expect(requests).toHaveLength(1);
	});

	it('fails with its first page that fails, and nothing is left that nobody handles', async () => {
		const { context } = host({
			service: spaces,
			credentials: held.spaces(),
			script: ({ qs }) =>
				Number(qs?.offset) === 0
					? answer(200, { records: numbered(0, 2), total: 50 })
					: answer(404, { message: `No page at ${String(qs?.offset)}` }),
		});
		const connection = await openConnection(context, spaces);
		const list = { path: '/records', key: 'records', totalKey: 'total' };
		const read = async () => {
			const all: IDataObject[] = [];
			for await (const one of offsetPages(connection, list, Infinity)) all.push(...one);
			return all;
		};
		await expect(read()).rejects.toThrow('No page at 2');
	});
});
