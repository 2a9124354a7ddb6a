import { z } from 'zod';

import { openConnection } from '../../../connection/connection';
import { asPage } from '../../../nodes/FacebookPages/page';
import { withPhotos } from '../../../nodes/FacebookPages/resources/post/photos';
import { facebookPages } from '../../../services/facebookPages';
import type { Script } from '../../builders';
import { answer, host, markers } from '../../builders';

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
			return url.endsWith('/photos') ? answer(200, { id: 'photo' }) : answer(status, body);
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
				message: expect.stringContaining('are left to it: photo'),
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
