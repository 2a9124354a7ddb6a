import { z } from 'zod';

import { openConnection } from '../../../connection/connection';
import { created } from '../../../nodes/FacebookPages/graph';
import { asPage } from '../../../nodes/FacebookPages/page';
import { withPhotos } from '../../../nodes/FacebookPages/resources/post/photos';
import { facebookPages } from '../../../services/facebookPages';
import type { Script, ScriptedAnswer } from '../../builders';
import { answer, host, markers } from '../../builders';
import { hurried } from '../../hostile/hurried';

const page = '104857600000001';

const open = async (script: Script) => {
	const { context, requests } = host({
		service: facebookPages,
		credentials: { oauthTokenData: { access_token: markers.grant } },
		script,
	});
	return { connection: await openConnection(context, facebookPages), requests };
};

/** What Facebook says of a fault of its own. */
const fault = (code: number) => ({
	error: { message: 'Please retry your request later', code },
});

describe('a post with photos', () => {
	/** Makes one whose publication is answered so. */
	const publish = async (status: number, body: object) => {
		const { connection, requests } = await open(({ method, url }) => {
			if (method === 'DELETE') return answer(200, { success: true });
			return url.endsWith('/photos') ? answer(200, { id: '81' }) : answer(status, body);
		});
		const photos = { page, photos: ['https://a.example/x.jpg'], scheduled: false };
		const failure: unknown = await withPhotos(
			connection,
			photos,
			async () =>
				await connection.request({ method: 'POST', path: `/${page}/feed`, body: {} }, z.unknown()),
		).catch((error: unknown) => error);
		return { failure, deleted: requests.some(({ method }) => method === 'DELETE') };
	};

	it.each([
		[200, 1],
		[400, 1],
		[400, 2],
		[500, 2],
	])(
		'keeps them when Facebook answers with HTTP %d and its code %d: it may have been published',
		async (status, code) => {
			const { failure, deleted } = await publish(status, fault(code));
			expect(failure).toMatchObject({
				kind: 'outcomeUnknown',
				message: expect.stringContaining('are left to it: 81'),
			});
			expect(deleted).toBe(false);
		},
	);

	it('loses them again when Facebook refuses it', async () => {
		const { failure, deleted } = await publish(400, fault(506));
		expect(failure).toMatchObject({ kind: 'input' });
		expect(deleted).toBe(true);
	});
});

describe('a photo of a post', () => {
	const NOT_FOUND = (id: string) => ({
		error: { code: 100, error_subcode: 33, message: `Object with ID '${id}' does not exist` },
	});

	/** Makes a post of two photos; the script answers by method and path, and by how often that was asked. */
	const publish = async (respond: (asked: string, time: number) => ScriptedAnswer | undefined) => {
		const times = new Map<string, number>();
		let uploads = 0;
		const { connection, requests } = await open(({ method, url }) => {
			const asked = `${method} ${new URL(url).pathname.split('/').at(-1)}`;
			times.set(asked, (times.get(asked) ?? 0) + 1);
			const given = respond(asked, times.get(asked) ?? 1);
			if (given) return given;
			if (method === 'DELETE') return answer(200, { success: true });
			uploads += 1;
			return answer(200, { id: asked === 'POST photos' ? `8${uploads}` : `${page}_1` });
		});
		const photos = {
			page,
			photos: ['https://a.example/x.jpg', 'https://a.example/y.jpg'],
			scheduled: false,
		};
		const outcome: unknown = await hurried(
			async () =>
				await withPhotos(
					connection,
					photos,
					async () =>
						await connection.request({ method: 'POST', path: `/${page}/feed`, body: {} }, created),
				),
		).catch((error: unknown) => error);
		const sent = requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
		return {
			outcome,
			posted: sent.filter((line) => line.endsWith('/feed')).length,
			deleted: sent
				.filter((line) => line.startsWith('DELETE'))
				.map((line) => line.split('/').at(-1)),
		};
	};

	const REFUSED = answer(400, { error: { code: 506, message: 'Duplicate' } });

	it.each([[{}], [{ id: '0' }], [{ success: true }]])(
		'whose upload is answered with %j may be left, and only the other one is deleted',
		async (body) => {
			const { outcome, posted, deleted } = await publish((asked, time) =>
				asked === 'POST photos' && time === 2 ? answer(200, body) : undefined,
			);
			expect(outcome).toMatchObject({
				kind: 'outcomeUnknown',
				message: expect.stringMatching(
					/the photo that was being uploaded may be on the page, unpublished. The other photos .* were deleted again$/,
				),
				advice: expect.stringContaining('Run it again: no post was made'),
			});
			expect({ posted, deleted }).toEqual({ posted: 0, deleted: ['81'] });
		},
	);

	it('that is the only one and of unknown fate is not said to be deleted', async () => {
		const { outcome, deleted } = await publish((asked) =>
			asked === 'POST photos' ? answer(200, { id: '0' }) : undefined,
		);
		expect(outcome).toMatchObject({ message: expect.not.stringContaining('deleted') });
		expect(deleted).toEqual([]);
	});

	it('that is too new to be found is deleted when it is', async () => {
		const { outcome, deleted } = await publish((asked, time) => {
			if (asked === 'POST feed') return REFUSED;
			return asked === 'DELETE 81' && time < 3 ? answer(400, NOT_FOUND('81')) : undefined;
		});
		expect(outcome).toMatchObject({ message: expect.stringMatching(/were deleted again$/) });
		expect(deleted).toEqual(['81', '81', '81', '82']);
	});

	it('that is never found is not said to be deleted', async () => {
		const { outcome } = await publish((asked) => {
			if (asked === 'POST feed') return REFUSED;
			return asked === 'DELETE 81' ? answer(400, NOT_FOUND('81')) : undefined;
		});
		expect(outcome).toMatchObject({
			message: expect.stringMatching(/could not be deleted again: 81$/),
			advice: expect.stringContaining('Delete them with the resource "Photo"'),
		});
	});

	it('that Facebook does not find yet is waited for, and the post is made once', async () => {
		const { outcome, posted, deleted } = await publish((asked, time) =>
			asked === 'POST feed' && time === 1 ? answer(400, NOT_FOUND('82')) : undefined,
		);
		expect(outcome).toEqual({ id: `${page}_1` });
		expect({ posted, deleted }).toEqual({ posted: 2, deleted: [] });
	});

	it('does not have a post sent again that misses something else', async () => {
		const { posted, deleted } = await publish((asked) =>
			asked === 'POST feed' ? answer(400, NOT_FOUND(page)) : undefined,
		);
		expect({ posted, deleted }).toEqual({ posted: 1, deleted: ['81', '82'] });
	});
});

describe("the token of a page's own", () => {
	/** Acts as the page a hundred times; so often its token is not given at first. */
	const act = async (faults: number) => {
		const { connection, requests } = await open((_request, count) =>
			count <= faults ? answer(500, {}) : answer(200, { access_token: markers.pasted }),
		);
		let acted = 0;
		for (let item = 0; item < 100; item += 1) {
			await asPage(connection, page).then(
				() => (acted += 1),
				() => undefined,
			);
		}
		return [acted, requests.length];
	};

	it.each([
		['is asked for once', 0, [100, 1]],
		['is asked for again after a passing fault', 1, [99, 2]],
		['is not asked for by each item where the fault lasts', Infinity, [0, 5]],
	])('%s', async (_what, faults, outcome) => {
		expect(await act(faults)).toEqual(outcome);
	});
});
