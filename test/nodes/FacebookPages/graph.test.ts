import { openConnection } from '../../../connection/connection';
import type { ServiceRequest } from '../../../connection/request/request';
import { edgePages, readTogether } from '../../../nodes/FacebookPages/graph';
import { record } from '../../../operation/fields';
import { facebookPages } from '../../../services/facebookPages';
import type { Script } from '../../builders';
import { answer, host, markers } from '../../builders';

const read = (id: string): ServiceRequest => ({
	method: 'GET',
	path: `/${id}`,
	query: { fields: 'id,message' },
});

const part = (code: number, body: unknown) => ({ code, body: JSON.stringify(body) });

const gone = { error: { message: 'Gone', code: 100, error_subcode: 33 } };

async function together(ids: readonly string[], script: Script) {
	const { context, requests } = host({
		service: facebookPages,
		variant: 'apiKey',
		credentials: { apiKey: `EAA${markers.pasted}` },
		script,
	});
	const connection = await openConnection(context, facebookPages);
	const outcomes = await readTogether(connection, ids.map(read), record);
	return { outcomes, requests };
}

/** The batch is answered as given; a read that is sent alone gives its own path. */
const graph =
	(...parts: unknown[]): Script =>
	({ method, url }) =>
		method === 'POST' ? answer(200, parts) : answer(200, { alone: new URL(url).pathname });

describe('reads that are sent together', () => {
	it('are one request, and each has its own outcome in its own place', async () => {
		const { outcomes, requests } = await together(
			['1', '2', '3'],
			graph(part(200, { id: '1' }), part(400, gone), part(200, { id: '3' })),
		);
		expect(outcomes).toEqual([
			{ data: { id: '1' } },
			{ failure: expect.objectContaining({ kind: 'notFound' }) },
			{ data: { id: '3' } },
		]);
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://graph.facebook.com/v26.0/' });
		expect(requests[0]?.body).toEqual({
			include_headers: false,
			batch: JSON.stringify(
				['1', '2', '3'].map((id) => ({
					method: 'GET',
					relative_url: `${id}?fields=id%2Cmessage`,
				})),
			),
		});
	});

	it('are sent alone where Facebook did not finish them, was throttled or out of order', async () => {
		const throttled = { error: { message: 'Slow down', code: 4 } };
		const { outcomes, requests } = await together(
			['1', '2', '3', '4'],
			graph(null, part(400, throttled), part(500, { error: { code: 2 } }), part(200, { id: '4' })),
		);
		expect(outcomes).toEqual([
			{ data: { alone: '/v26.0/1' } },
			{ data: { alone: '/v26.0/2' } },
			{ data: { alone: '/v26.0/3' } },
			{ data: { id: '4' } },
		]);
		expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
	});

	it('are sent alone where the answer has fewer parts', async () => {
		const { outcomes } = await together(['1', '2'], graph(part(200, { id: '1' })));
		expect(outcomes).toEqual([{ data: { id: '1' } }, { data: { alone: '/v26.0/2' } }]);
	});

	it('are sent without a batch when there is only one', async () => {
		const { requests } = await together(['1'], graph());
		expect(requests.map(({ method }) => method)).toEqual(['GET']);
	});

	it('fail together where the whole batch is refused', async () => {
		const refused: Script = () => answer(400, { error: { message: 'No', code: 190 } });
		await expect(together(['1', '2'], refused)).rejects.toMatchObject({ kind: 'reauthorize' });
	});
});

describe('a page of an edge', () => {
	async function pagesOf(script: Script) {
		const { context, requests } = host({
			service: facebookPages,
			variant: 'apiKey',
			credentials: { apiKey: `EAA${markers.pasted}` },
			script,
		});
		const connection = await openConnection(context, facebookPages);
		let read = 0;
		for await (const page of edgePages(connection, { path: '/1/photos' }, Infinity)) {
			read += page.length;
		}
		return { read, requests };
	}

	const next = 'https://graph.facebook.com/v26.0/1/photos?after=b';

	it('has a next one where it says so', async () => {
		const { read } = await pagesOf(({ qs }) =>
			answer(200, {
				data: [{ id: qs?.after ?? 'a' }],
				paging: qs?.after ? { cursors: { after: 'c' } } : { cursors: { after: 'b' }, next },
			}),
		);
		expect(read).toBe(2);
	});

	it.each([
		['no cursors', { next }],
		['no cursor of what comes after', { cursors: { before: 'a' }, next }],
		['an empty cursor', { cursors: { after: '' }, next }],
	])('that says so with %s is a failure, not the end of the list', async (_what, paging) => {
		await expect(pagesOf(() => answer(200, { data: [{ id: 'a' }], paging }))).rejects.toMatchObject(
			{
				kind: 'unreadable',
				message: expect.stringContaining('at paging.cursors.after'),
			},
		);
	});
});
