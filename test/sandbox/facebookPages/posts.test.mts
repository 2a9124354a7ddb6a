import {
	addPosts,
	type FacebookPagesStandIn,
	startFacebookPages,
} from '../../../sandbox/services/facebookPages/index.mts';
import type { FacebookPage } from '../../../sandbox/services/facebookPages/state.mts';
import { callerOf, graphError, idOf, listOf } from './caller.mts';
import { type Login, startLogin } from './login.mts';

let standIn: FacebookPagesStandIn;
let flowers: FacebookPage;
let call: ReturnType<typeof callerOf>;

const DAY = 24 * 60 * 60;

beforeEach(async () => {
	standIn = await startFacebookPages();
	[flowers] = standIn.pages;
	call = callerOf(standIn);
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

/** The messages of an edge, in its order. */
const messagesOf = async (path: string) =>
	listOf(await call('GET', `/${flowers.id}${path}`)).data.map(({ message }) => message);

describe('lists of posts', () => {
	it('are newest first, with what visitors wrote only where it belongs', async () => {
		const own = await messagesOf('/published_posts');
		expect(own.slice(0, 2)).toEqual(['A tour', 'Roses']);
		expect(own).not.toContain('Thank you for the roses');
		expect(await messagesOf('/posts')).toEqual(own);
		expect(await messagesOf('/feed')).toContain('Thank you for the roses');
		expect(await messagesOf('/visitor_posts')).toEqual(['Thank you for the roses']);
	});

	it('are read page by page, at most a hundred at once, each post once', async () => {
		addPosts(flowers, 230);
		const seen: string[] = [];
		let path = `${standIn.url}/v26.0/${flowers.id}/published_posts?limit=1000&access_token=${flowers.accessToken}`;
		const sizes: number[] = [];
		for (;;) {
			const list = listOf({
				status: 200,
				headers: new Headers(),
				body: await (await fetch(path)).json(),
			});
			sizes.push(list.data.length);
			seen.push(...list.data.map(({ id }) => id));
			if (!list.paging?.next) break;
			const next = new URL(list.paging.next);
			expect(next.origin).toBe('https://graph.facebook.com');
			path = `${standIn.url}${next.pathname}${next.search}`;
		}
		expect(sizes).toEqual([100, 100, 36]);
		expect(new Set(seen).size).toBe(236);
	});

	it('go back by the cursor before', async () => {
		addPosts(flowers, 5);
		const edge = `/${flowers.id}/posts?limit=2`;
		const first = listOf(await call('GET', edge));
		const second = listOf(await call('GET', `${edge}&after=${first.paging?.cursors.after}`));
		const back = listOf(await call('GET', `${edge}&before=${second.paging?.cursors.before}`));
		expect(back.data).toEqual(first.data);
	});

	it('know times, to the second and both ends included', async () => {
		const twins = listOf(await call('GET', `/${flowers.id}/posts?fields=created_time,message`));
		const one = twins.data.find(({ message }) => message === 'One of the same second');
		const second = Date.parse(String(one?.created_time)) / 1000;
		expect(await messagesOf(`/posts?since=${second}&until=${second}`)).toEqual([
			'The other of the same second',
			'One of the same second',
		]);
	});

	it('refuse a cursor that is none, and a limit that is no number', async () => {
		const { id } = flowers;
		expect(await call('GET', `/${id}/feed?after=nonsense`)).toEqual(graphError(400, 100));
		expect(await call('GET', `/${id}/feed?limit=many`)).toEqual(graphError(400, 100));
	});
});

describe('a post', () => {
	it('has the fields that are asked for, also those within others', async () => {
		const fields =
			'message,shares,permalink_url,comments.limit(1).summary(true){message,from{name}},reactions.summary(total_count).limit(0)';
		const list = listOf(await call('GET', `/${flowers.id}/posts?fields=${fields}`));
		const tulips = list.data.find(({ message }) => message === 'Tulips are in');
		expect(tulips).toMatchObject({
			shares: { count: 2 },
			comments: {
				data: [{ message: 'Which colours?', from: { name: 'Grace Hopper' } }],
				summary: { total_count: 2 },
			},
			reactions: { data: [], summary: { total_count: 2 } },
		});
	});

	it('has no other fields', async () => {
		const answer = await call('GET', `/${flowers.id}/posts?fields=id,mesage`);
		expect(answer).toEqual(graphError(400, 100));
		expect(standIn.violations).toEqual(['PagePost has no field mesage']);
		standIn.clear();
	});

	it('is published, changed and deleted', async () => {
		const body = { message: 'Lilies', link: 'https://example.com/lilies' };
		const id = idOf(await call('POST', `/${flowers.id}/feed`, { body }));
		expect(id).toMatch(new RegExp(`^${flowers.id}_\\d+$`));
		const form = new URLSearchParams({ message: 'Lilies!' });
		expect((await call('POST', `/${id}`, { body: form })).body).toEqual({ success: true });
		expect((await call('GET', `/${id}`)).body).toMatchObject({ message: 'Lilies!', id });
		expect((await call('DELETE', `/${id}`)).body).toEqual({ success: true });
		expect(await call('GET', `/${id}`)).toEqual(graphError(400, 100, 33));
	});

	it('is refused when it is empty, or the same once more', async () => {
		const edge = `/${flowers.id}/feed`;
		expect(await call('POST', edge, { body: {} })).toEqual(graphError(400, 100));
		const body = { message: 'Twice' };
		expect(await call('POST', edge, { body })).toMatchObject({ status: 200 });
		expect(await call('POST', edge, { body })).toEqual(graphError(400, 506));
	});
});

describe('a scheduled post', () => {
	const schedule = (seconds: number) =>
		call('POST', `/${flowers.id}/feed`, {
			body: {
				message: 'Soon',
				published: false,
				scheduled_publish_time: standIn.clock.now + seconds,
			},
		});

	it('waits among the scheduled ones, and is published in time', async () => {
		const id = idOf(await schedule(DAY));
		expect(await messagesOf('/scheduled_posts')).toEqual(['Soon']);
		expect(await messagesOf('/feed')).not.toContain('Soon');
		standIn.clock.advance(DAY);
		expect(await messagesOf('/scheduled_posts')).toEqual([]);
		expect((await call('GET', `/${id}?fields=is_published`)).body).toMatchObject({
			is_published: true,
		});
	});

	it('is scheduled anew, or published at once', async () => {
		const id = idOf(await schedule(DAY));
		const later = standIn.clock.now + 2 * DAY;
		await call('POST', `/${id}`, { body: { scheduled_publish_time: later } });
		expect((await call('GET', `/${id}?fields=scheduled_publish_time`)).body).toMatchObject({
			scheduled_publish_time: later,
		});
		await call('POST', `/${id}`, { body: { is_published: true } });
		expect(await messagesOf('/feed')).toContain('Soon');
	});

	it.each([5 * 60, 31 * DAY])('is refused %d seconds ahead', async (seconds) => {
		expect(await schedule(seconds)).toEqual(graphError(400, 100));
	});
});

describe('what a call may do', () => {
	it.each([
		['GET', '/feed', 'pages_read_engagement', 400, 10],
		['GET', '/feed', 'pages_read_user_content', 400, 10],
		['GET', '/published_posts', 'pages_read_engagement', 400, 10],
		['GET', '/posts?fields=comments.summary(true)', 'pages_read_user_content', 400, 10],
		['GET', '/posts?fields=reactions.summary(true)', 'pages_read_user_content', 400, 10],
		['GET', '/photos', 'pages_read_engagement', 400, 10],
		['GET', '/insights?metric=page_follows', 'read_insights', 400, 10],
		['POST', '/feed?message=no', 'pages_manage_posts', 403, 200],
		['POST', '/photos?url=https://example.com/a.jpg', 'pages_manage_posts', 403, 200],
		['POST', '/videos?file_url=https://example.com/a.mp4', 'publish_video', 403, 200],
	])('%s %s is refused without %s', async (method, edge, scope, status, code) => {
		flowers.grantedScopes.delete(scope);
		const before = flowers.items.size;
		expect(await call(method, `/${flowers.id}${edge}`)).toEqual(graphError(status, code));
		expect(flowers.items.size).toBe(before);
	});

	it('reads posts without their comments with one permission', async () => {
		flowers.grantedScopes.clear();
		flowers.grantedScopes.add('pages_read_engagement');
		expect(await messagesOf('/posts')).toHaveLength(6);
	});

	describe('with the token of a person', () => {
		let login: Login;

		beforeEach(async () => {
			login = await startLogin(standIn);
		});

		afterEach(async () => {
			await login.stop();
		});

		const SCOPES = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'];

		it('needs the token of the page', async () => {
			const token = await login.tokenOf({ scopes: SCOPES });
			const answer = await call('GET', `/${flowers.id}/posts`, { token });
			expect(answer).toEqual(graphError(400, 190, 2069032));
		});

		it('needs the task, whatever was granted', async () => {
			const user = await login.tokenOf({ account: 'ada', scopes: SCOPES });
			const { data } = listOf(await call('GET', '/me/accounts', { token: user }));
			const token = String(data[0]?.access_token);
			const { id } = standIn.pages[2];
			expect(await call('GET', `/${id}/posts`, { token })).toMatchObject({ status: 200 });
			const body = { message: 'no' };
			expect(await call('POST', `/${id}/feed`, { token, body })).toEqual(graphError(403, 200));
		});

		it('loses the page with the last task', async () => {
			const user = await login.tokenOf({ scopes: SCOPES });
			const { data } = listOf(await call('GET', '/me/accounts', { token: user }));
			const token = String(data[0]?.access_token);
			standIn.people[0].roles.delete(flowers);
			const answer = await call('GET', `/${flowers.id}/posts`, { token });
			expect(answer).toEqual(graphError(400, 190, 492));
		});
	});

	it('stays on its own page', async () => {
		const answer = await call('GET', `/${standIn.pages[1].id}/posts`);
		expect(answer).toEqual(graphError(403, 200));
	});
});
