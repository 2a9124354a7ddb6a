import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/FacebookPages/resources';
import { runOperation } from '../../../operation/run';
import { facebookPages } from '../../../services/facebookPages';
import type { Script } from '../../builders';
import { answer, host, markers } from '../../builders';
import { hurried } from '../../hostile/hurried';

const page = '104857600000001';

const SCOPES =
	'pages_show_list,pages_read_engagement,pages_manage_posts,pages_read_user_content,pages_manage_engagement,publish_video';

const GONE = { error: { code: 100, error_subcode: 33, message: 'It does not exist' } };

/** Runs an operation once; the page's token is given, and what is posted is answered by the script. */
async function run(parameters: INodeParameters, script: Script) {
	const { context, requests } = host({
		service: facebookPages,
		resources,
		credentials: {
			scope: SCOPES,
			oauthTokenData: { access_token: markers.grant, scope: SCOPES },
		},
		parameters: { page, ...parameters },
		script: async (request, count) =>
			request.qs?.fields === 'access_token'
				? answer(200, { access_token: markers.pasted })
				: await script(request, count),
	});
	const result = await hurried(
		async () => await runOperation(context, facebookPages, resources),
	).then(
		([items = []]) => items.map(({ json }) => json),
		(error: unknown) => error,
	);
	return { result, sent: requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`) };
}

const CREATIONS: ReadonlyArray<readonly [string, INodeParameters]> = [
	['a post', { resource: 'post', operation: 'create', message: 'Tulips', publish: 'now' }],
	[
		'a photo',
		{ resource: 'photo', operation: 'upload', source: 'url', url: 'https://a.example/x.jpg' },
	],
	[
		'a video',
		{ resource: 'video', operation: 'upload', source: 'url', url: 'https://a.example/x.mp4' },
	],
	[
		'a comment',
		{ resource: 'comment', operation: 'reply', object: `${page}_1`, message: 'Thank you' },
	],
];

const NOTHING: readonly unknown[] = [
	{},
	{ success: true },
	{ id: '0' },
	{ id: 0 },
	{ id: '' },
	{ id: null },
	{ id: `${page}_0` },
	{ post_id: `${page}_1` },
	[],
	null,
];

describe.each(CREATIONS)('an answer to the creation of %s', (_what, parameters) => {
	it.each(NOTHING)('that is %j is no success and is not asked for again', async (body) => {
		const { result, sent } = await run(parameters, () => answer(200, body));
		expect(result).toMatchObject({
			message: expect.stringMatching(/not known whether/),
			description: expect.stringMatching(/before/),
		});
		expect(sent.filter((line) => line.startsWith('POST'))).toHaveLength(1);
		expect(sent.filter((line) => line.startsWith('DELETE'))).toEqual([]);
	});

	it('that names it is one', async () => {
		const { result } = await run(parameters, () => answer(200, { id: `${page}_1` }));
		expect(result).toMatchObject([{ id: `${page}_1` }]);
	});
});

describe('a new post', () => {
	const post = { resource: 'post', operation: 'create', message: 'Tulips', publish: 'now' };
	const id = `${page}_1`;
	const url = 'https://www.facebook.com/104857600000001/posts/1';

	/** Makes one of which the link is answered so, attempt after attempt. */
	const create = async (...links: ReadonlyArray<readonly [number, IDataObject]>) => {
		let reads = 0;
		return await run(post, ({ method }) => {
			if (method === 'POST') return answer(200, { id });
			reads += 1;
			return answer(...(links[Math.min(reads, links.length) - 1] ?? [500, {}]));
		});
	};

	it('comes with its link', async () => {
		const { result } = await create([200, { id, permalink_url: url }]);
		expect(result).toEqual([{ id, permalink_url: url }]);
	});

	it('comes with its link though Facebook does not find it at once', async () => {
		const { result } = await create([400, GONE], [400, GONE], [200, { permalink_url: url }]);
		expect(result).toEqual([{ id, permalink_url: url }]);
	});

	it.each([
		['is not found', 400, GONE],
		['may not be read', 400, { error: { code: 10, message: 'No' } }],
		['has none', 200, { id }],
	])('is made also where it %s, and is posted once', async (_what, status, body) => {
		const { result, sent } = await create([status, body]);
		expect(result).toEqual([{ id }]);
		expect(sent.filter((line) => line.startsWith('POST'))).toHaveLength(1);
	});

	it('may be 63,206 characters long and no longer', async () => {
		const longest = { ...post, message: '🌷'.repeat(63_206) };
		const taken = await run(longest, () => answer(200, { id, permalink_url: url }));
		expect(taken.result).toMatchObject([{ id }]);
		const { result, sent } = await run({ ...post, message: 'a'.repeat(63_207) }, () =>
			answer(200, { id }),
		);
		expect(result).toMatchObject({
			message: expect.stringContaining('"Message" has 63207 characters; a post may have 63206'),
		});
		expect(sent).toEqual([]);
	});
});
