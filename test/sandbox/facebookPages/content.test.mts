import {
	createComment,
	createPost,
	type FacebookPagesStandIn,
	startFacebookPages,
} from '../../../sandbox/services/facebookPages/index.mts';
import type {
	Comment,
	FacebookPage,
	Post,
} from '../../../sandbox/services/facebookPages/state.mts';
import { callerOf, graphError, idOf, listOf } from './caller.mts';

let standIn: FacebookPagesStandIn;
let flowers: FacebookPage;
let call: ReturnType<typeof callerOf>;

beforeEach(async () => {
	standIn = await startFacebookPages();
	[flowers] = standIn.pages;
	call = callerOf(standIn);
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const upload = (fields: Record<string, string>, bytes = 2048, name = 'tulips.jpg') => {
	const form = new FormData();
	for (const [key, value] of Object.entries(fields)) form.set(key, value);
	form.set('source', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), name);
	return form;
};

describe('a photo', () => {
	it('is uploaded, and a post shows it', async () => {
		const body = upload({ caption: 'Tulips' });
		const answer = await call('POST', `/${flowers.id}/photos`, { body });
		expect(answer.body).toEqual({ id: expect.any(String), post_id: expect.any(String) });
		expect(flowers.items.get(idOf(answer))).toMatchObject({ bytes: 2048, caption: 'Tulips' });
		expect(standIn.requests.at(-1)?.body).toEqual({
			caption: 'Tulips',
			source: { name: 'tulips.jpg', type: 'image/jpeg', bytes: 2048 },
		});
		expect((await call('GET', `/${idOf(answer)}?fields=name,page_story_id`)).body).toMatchObject({
			name: 'Tulips',
			page_story_id: Object(answer.body).post_id,
		});
		const { data } = listOf(await call('GET', `/${flowers.id}/photos?type=uploaded`));
		expect(data.map(({ name }) => name)).toEqual(['Tulips', 'Roses']);
	});

	it('is kept for a post with several', async () => {
		const ids: string[] = [];
		for (const name of ['one', 'two']) {
			const url = `https://example.com/${name}.jpg`;
			const body = { url, published: false };
			ids.push(idOf(await call('POST', `/${flowers.id}/photos`, { body })));
		}
		const attached_media = ids.map((media_fbid) => ({ media_fbid }));
		const body = { message: 'Two', attached_media };
		const id = idOf(await call('POST', `/${flowers.id}/feed`, { body }));
		expect((await call('GET', `/${id}?fields=attachments`)).body).toMatchObject({
			attachments: { data: ids.map((one) => ({ type: 'photo', target: { id: one } })) },
		});
		const asPhp = new URLSearchParams({
			message: 'As PHP sends it',
			'attached_media[0]': JSON.stringify({ media_fbid: ids[0] }),
		});
		const answer = await call('POST', `/${flowers.id}/feed`, { body: asPhp });
		expect(answer).toMatchObject({ status: 200 });
	});

	it('is no text, which a person is told', async () => {
		const body = new FormData();
		body.set('source', new Blob(['not a picture'], { type: 'text/plain' }), 'a.txt');
		const answer = await call('POST', `/${flowers.id}/photos`, { body });
		expect(answer).toMatchObject({
			status: 400,
			body: { error: { code: 100, error_subcode: 1366046, error_user_title: "Can't Read Files" } },
		});
	});

	it('needs a file or an address', async () => {
		const answer = await call('POST', `/${flowers.id}/photos`, { body: { caption: 'None' } });
		expect(answer).toEqual(graphError(400, 324));
	});
});

describe('a video', () => {
	it('is uploaded to the same host as everything', async () => {
		const body = upload({ title: 'Tour', description: 'A tour' }, 5000, 'tour.mp4');
		const id = idOf(await call('POST', `/${flowers.id}/videos`, { body }));
		expect(flowers.items.get(id)).toMatchObject({ bytes: 5000, title: 'Tour' });
		const { data } = listOf(await call('GET', `/${flowers.id}/videos?fields=title`));
		expect(data[0]).toEqual({ id, title: 'Tour' });
		await call('POST', `/${id}`, { body: { name: 'The tour' } });
		expect((await call('GET', `/${id}?fields=title`)).body).toEqual({ id, title: 'The tour' });
		await call('POST', `/${id}/likes`);
		expect(listOf(await call('GET', `/${id}/likes`)).data).toEqual([{ id: flowers.id }]);
		expect((await call('DELETE', `/${id}`)).body).toEqual({ success: true });
		expect(await call('GET', `/${id}`)).toEqual(graphError(400, 100, 33));
	});
});

describe('comments', () => {
	const visitor = { id: '1', name: 'Visitor' };
	let post: Post;
	let question: Comment;

	beforeEach(() => {
		post = createPost(flowers, { message: 'New' });
		const { createdTime } = post;
		question = createComment(post, { message: 'Question', from: visitor, createdTime });
		createComment(post, { message: 'Later', from: visitor, createdTime: createdTime + 20 });
		createComment(post, { message: 'Answer', parent: question, createdTime: createdTime + 10 });
	});

	const messages = async (query: string) =>
		listOf(await call('GET', `/${post.id}/comments${query}`)).data.map(({ message }) => message);

	it('are listed without or with their replies, in either order', async () => {
		expect(await messages('')).toEqual(['Question', 'Later']);
		expect(await messages('?filter=stream')).toEqual(['Question', 'Answer', 'Later']);
		expect(await messages('?order=reverse_chronological')).toEqual(['Later', 'Question']);
		const first = listOf(await call('GET', `/${post.id}/comments?limit=1`));
		expect(await messages(`?limit=1&after=${first.paging?.cursors.after}`)).toEqual(['Later']);
	});

	it('are written, changed, hidden, liked and deleted', async () => {
		const body = { message: 'Thank you' };
		const id = idOf(await call('POST', `/${question.id}/comments`, { body }));
		await call('POST', `/${id}`, { body: { message: 'Thank you!' } });
		expect((await call('GET', `/${id}?fields=message,parent{id}`)).body).toEqual({
			id,
			message: 'Thank you!',
			parent: { id: question.id },
		});
		await call('POST', `/${question.id}`, { body: { is_hidden: true } });
		await call('POST', `/${question.id}/likes`);
		const path = `/${question.id}?fields=is_hidden,like_count,user_likes,comment_count`;
		expect((await call('GET', path)).body).toMatchObject({
			is_hidden: true,
			like_count: 1,
			user_likes: true,
			comment_count: 2,
		});
		await call('DELETE', `/${question.id}/likes`);
		expect((await call('DELETE', `/${question.id}`)).body).toEqual({ success: true });
		expect(await messages('?filter=stream')).toEqual(['Later']);
	});

	it("cannot be reworded where they are somebody else's", async () => {
		const answer = await call('POST', `/${question.id}`, { body: { message: 'Mine' } });
		expect(answer).toEqual(graphError(403, 200));
	});

	it('are not read without the permission for what visitors write', async () => {
		flowers.grantedScopes.delete('pages_read_user_content');
		expect(await call('GET', `/${post.id}/comments`)).toEqual(graphError(400, 10));
	});

	it.each([
		['POST', '/comments?message=no'],
		['POST', '?is_hidden=true'],
		['POST', '/likes'],
		['DELETE', ''],
	])('%s %s is refused without the permission to answer', async (method, rest) => {
		flowers.grantedScopes.delete('pages_manage_engagement');
		const answer = await call(method, `/${question.id}${rest}`);
		expect(answer).toEqual(graphError(403, 200));
	});

	it('are not answered without the task to moderate', async () => {
		flowers.grantedTasks.delete('MODERATE');
		const answer = await call('POST', `/${post.id}/comments?message=no`);
		expect(answer).toEqual(graphError(403, 200));
	});
});

describe('insights', () => {
	it('of a page, a day for each day that is asked for', async () => {
		const since = standIn.clock.now - 3 * 24 * 60 * 60;
		const query = `metric=page_media_view,page_follows&period=day&since=${since}&until=${standIn.clock.now}`;
		expect((await call('GET', `/${flowers.id}/insights?${query}`)).body).toMatchObject({
			data: [
				{
					name: 'page_media_view',
					period: 'day',
					values: [1, 2, 3].map(() => ({
						value: expect.any(Number),
						end_time: expect.any(String),
					})),
				},
				{ name: 'page_follows', period: 'day' },
			],
		});
	});

	it('of a post, over its lifetime, also with the metric in the path', async () => {
		const post = createPost(flowers, { message: 'Counted' });
		const one = await call('GET', `/${post.id}/insights?metric=["post_clicks"]`);
		const expected = {
			data: [{ name: 'post_clicks', period: 'lifetime', values: [{ value: expect.any(Number) }] }],
		};
		expect(one.body).toMatchObject(expected);
		expect((await call('GET', `/${post.id}/insights/post_clicks`)).body).toEqual(one.body);
	});

	it('fail as a whole for one metric that is gone', async () => {
		const metric = 'page_media_view,page_impressions';
		const answer = await call('GET', `/${flowers.id}/insights?metric=${metric}`);
		expect(answer).toMatchObject({
			status: 400,
			body: {
				error: { code: 100, message: '(#100) The value must be a valid insights metric' },
			},
		});
	});

	it('need a metric, and at most ninety days', async () => {
		const path = `/${flowers.id}/insights`;
		expect(await call('GET', path)).toEqual(graphError(400, 3001, 1504028));
		const query = `metric=page_follows&since=0&until=${standIn.clock.now}`;
		expect(await call('GET', `${path}?${query}`)).toEqual(graphError(400, 100));
	});

	it('need the task to analyze', async () => {
		flowers.grantedTasks.delete('ANALYZE');
		const answer = await call('GET', `/${flowers.id}/insights?metric=page_follows`);
		expect(answer).toEqual(graphError(403, 200));
	});
});

describe('a batch', () => {
	const batch = (parts: readonly object[], more = {}) =>
		call('POST', '/', { body: { batch: parts, ...more } });

	const read = { method: 'GET', relative_url: 'me' };

	it('is answered part by part, in its order', async () => {
		const parts = [
			read,
			{ method: 'GET', relative_url: 'v26.0/nothing' },
			{ method: 'POST', relative_url: `${flowers.id}/feed`, body: 'message=From+a+batch' },
			{ ...read, relative_url: `me?access_token=${standIn.pages[1].accessToken}` },
		];
		const { body } = await batch(parts, { include_headers: false });
		expect(body).toEqual([
			{ code: 200, body: expect.stringContaining("Freddie's Flowers") },
			{ code: 400, body: expect.stringContaining('"code":100') },
			{ code: 200, body: expect.stringContaining(`"id":"${flowers.id}_`) },
			{ code: 200, body: expect.stringContaining("Freddie's Weddings") },
		]);
		expect(JSON.stringify(standIn.requests)).not.toContain(standIn.pages[1].accessToken);
	});

	it('has headers, unless they are not wanted', async () => {
		expect((await batch([read])).body).toEqual([
			expect.objectContaining({
				headers: expect.arrayContaining([{ name: 'Content-Type', value: expect.any(String) }]),
			}),
		]);
	});

	it('has nothing where a part has timed out, or what a fault says', async () => {
		const onMe = ({ path }: { path: string }) => path === '/me';
		standIn.faults.add({ match: onMe, respond: 'reset' });
		standIn.faults.add({ match: onMe, respond: { status: 503, body: '{}' } });
		expect((await batch([read, read, read])).body).toEqual([
			null,
			{ code: 503, headers: [], body: '{}' },
			expect.objectContaining({ code: 200 }),
		]);
	});

	it('has no parts that wait for others: not served, and kept as a violation', async () => {
		await batch([{ ...read, depends_on: 'first' }]);
		expect(standIn.violations).toEqual(['The stand-in does not know depends_on in a batch']);
		standIn.clear();
	});

	it('has at most fifty parts', async () => {
		expect((await batch(Array(50).fill(read))).body).toHaveLength(50);
		expect(await batch(Array(51).fill(read))).toEqual(graphError(400, 100));
	});
});

describe('what the stand-in does not know', () => {
	it('is kept as a violation, and overlooked', async () => {
		const body = { message: 'Odd', mesage: 'typo' };
		const answer = await call('POST', `/${flowers.id}/feed`, { body });
		expect(answer).toMatchObject({ status: 200 });
		expect(standIn.violations).toEqual([
			`POST /${flowers.id}/feed: the stand-in does not know the parameter mesage`,
		]);
		standIn.clear();
	});
});
