import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../connection/connection';
import { record } from '../../operation/fields';
import { cursorPages, plainPages } from '../../operation/pages';
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
		const script: Script = ({ qs }) =>
			answer(200, { records: numbered(0, 2), next: qs?.after === 'a' ? 'b' : 'a' });
		const { outcome, asked } = await read(script, Infinity);
		expect(outcome).toMatchObject({ kind: 'unreadable' });
		expect(String(outcome)).toContain('The pages of the list lead in a circle');
		expect(asked).toHaveLength(3);
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
	async function readPlain(script: Script, limit: number) {
		const { context, requests } = host({ service: spaces, credentials: held.spaces(), script });
		const connection = await openConnection(context, spaces);
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

	it.each([
		[4, [0, 2, 4]],
		[5, [0, 2, 4]],
	])('of %i records is read until a page is not full', async (total, offsets) => {
		const { ids, asked } = await readPlain(plainOf(total), Infinity);
		expect(ids).toEqual(numbered(0, total).map(({ id }) => id));
		expect(asked.map((qs) => qs?.offset)).toEqual(offsets);
	});

	it('that does not know pages is a failure, not a run without end that gives each record again', async () => {
		const { ids, outcome, asked } = await readPlain(() => answer(200, numbered(0, 2)), Infinity);
		expect(ids).toEqual(['0', '1']);
		expect(outcome).toMatchObject({ kind: 'unreadable' });
		expect(String(outcome)).toContain('The pages of the list are all the same');
		expect(asked).toHaveLength(2);
	});
});
