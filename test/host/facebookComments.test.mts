import { type Credential, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { createComment, createPost } from '../../sandbox/services/facebookPages/index.mts';
import type { Comment } from '../../sandbox/services/facebookPages/state.mts';
import { connectFacebook, FACEBOOK_TOKEN, facebookByToken } from './connections.mts';
import { byId, NODE, type OneNode, runOneNode } from './workflows.mts';

let sandbox: Sandbox;
const connections: Record<string, Credential> = {};

/** The permissions that every operation here needs together. */
const PERMISSIONS = ['readPosts', 'readComments', 'moderateComments', 'readInsights'];

beforeAll(async () => {
	sandbox = await startSandbox();
	connections.oauth2 = await connectFacebook(sandbox, {
		name: 'Flowers by OAuth2',
		permissions: PERMISSIONS,
	});
	connections.apiKey = await facebookByToken(sandbox);
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.facebookPages.clear();
});

afterEach(() => {
	expect(sandbox.facebookPages.violations).toEqual([]);
	expect(sandbox.n8n.log()).not.toMatch(FACEBOOK_TOKEN);
});

const flowers = () => sandbox.facebookPages.pages[0];

const connection = (variant: string) => {
	const credential = connections[variant];
	if (!credential) throw new Error(`no connection ${variant}`);
	return credential;
};

type Wanted = Omit<OneNode, 'credential'> & { variant?: string; credential?: Credential };

/** A run of the node on the first page; nothing of a token may be in its record. */
const run = async ({ variant = 'apiKey', credential, parameters, ...wanted }: Wanted) => {
	const execution = await runOneNode(sandbox.client, {
		type: 'n8n-nodes-connections.facebookPages',
		credential: credential ?? connection(variant),
		parameters: { page: byId(flowers().id), ...parameters },
		...wanted,
	});
	expect(JSON.stringify(execution)).not.toMatch(FACEBOOK_TOKEN);
	return execution;
};

const output = async (wanted: Wanted) => {
	const execution = await run(wanted);
	const failure = execution.data.resultData.error;
	if (failure) throw new Error(`${failure.message} ${failure.description ?? ''}`);
	return itemsOf(execution, NODE).map(({ json }) => json);
};

const comment = (operation: string, parameters: Record<string, unknown>): Wanted => ({
	resource: 'comment',
	operation,
	parameters,
});

const visitor = { id: '100000000000007', name: 'Grace Hopper' };

const DAY = 24 * 60 * 60;

/** The comment of the stand-in that has an ID. */
const stored = (id: unknown): Comment | undefined => {
	const item = flowers().items.get(String(id));
	return item?.kind === 'comment' ? item : undefined;
};

/** A post with a comment, a reply to it and another comment, an hour apart. */
function discussion() {
	const start = sandbox.facebookPages.clock.now - DAY;
	const post = createPost(flowers(), { message: 'Discuss', createdTime: start });
	const say = (message: string, hour: number, parent?: Comment) =>
		createComment(post, { message, from: visitor, createdTime: start + hour * 3600, parent });
	const first = say('First', 1);
	return { post, first, answer: say('Answer', 2, first), second: say('Second', 3) };
}

describe.each(['apiKey', 'oauth2'])('comments, with a connection by %s', (variant) => {
	it('are read one by one', async () => {
		const { first } = discussion();
		expect(await output({ variant, ...comment('get', { comment: first.id }) })).toEqual([
			{
				id: first.id,
				message: 'First',
				from: visitor,
				created_time: expect.stringMatching(/\+0000$/),
				is_hidden: false,
			},
		]);
	});

	it('are read sixty in two batches', async () => {
		const { post } = discussion();
		const many = Array.from({ length: 60 }, (_, index) =>
			createComment(post, { message: `Comment ${index}`, from: visitor }),
		);
		sandbox.facebookPages.clear();
		const read = await output({
			variant,
			...comment('get', { comment: '={{ $json.id }}', fields: ['message'] }),
			items: many.map(({ id }) => ({ id })),
		});
		expect(read).toEqual(many.map(({ id, message }) => ({ id, message })));
		const batches = sandbox.facebookPages.requests.filter(
			({ method, path }) => method === 'POST' && path === '/v26.0/',
		);
		expect(batches).toHaveLength(2);
	});

	it('are listed in each order, with and without replies, page by page', async () => {
		const { post } = discussion();
		const messages = async (more: Record<string, unknown>) =>
			(await output({ variant, ...comment('getMany', { object: post.id, ...more }) })).map(
				({ message }) => message,
			);
		expect(await messages({})).toEqual(['Second', 'First']);
		expect(await messages({ filter: 'stream', order: 'chronological' })).toEqual([
			'First',
			'Answer',
			'Second',
		]);
		expect(await messages({ filter: 'stream', limit: 1 })).toEqual(['Second']);
		for (let index = 0; index < 120; index += 1) createComment(post, { message: `${index}` });
		sandbox.facebookPages.clear();
		expect(await messages({ returnAll: true })).toHaveLength(122);
		const pages = sandbox.facebookPages.requests.filter(({ path }) => path.endsWith('/comments'));
		expect(pages.map(({ query }) => query.limit)).toEqual(['100', '100']);
	});

	it('that answer another one are listed of that one', async () => {
		const { first } = discussion();
		const replies = await output({ variant, ...comment('getMany', { object: first.id }) });
		expect(replies.map(({ message }) => message)).toEqual(['Answer']);
	});

	it('are written on a post and in answer to a comment', async () => {
		const { post, first } = discussion();
		const [onPost] = await output({
			variant,
			...comment('reply', { object: post.id, message: 'To all' }),
		});
		expect(stored(onPost?.id)).toMatchObject({
			message: 'To all',
			from: { id: flowers().id },
			parent: undefined,
		});
		const [answer] = await output({
			variant,
			...comment('reply', { object: first.id, message: 'To you' }),
		});
		expect(stored(answer?.id)?.parent?.id).toBe(first.id);
	});

	it('on the same post keep the order of the items', async () => {
		const { post } = discussion();
		const items = Array.from({ length: 12 }, (_, index) => ({ message: `No. ${index}` }));
		sandbox.facebookPages.latency.perCall = 20;
		await output({
			variant,
			...comment('reply', { object: post.id, message: '={{ $json.message }}' }),
			items,
		});
		sandbox.facebookPages.latency.perCall = 0;
		expect(post.comments.slice(-12).map(({ message }) => ({ message }))).toEqual(items);
	});

	it('are hidden, shown again and deleted', async () => {
		const { first, answer } = discussion();
		const one = { comment: first.id };
		expect(await output({ variant, ...comment('hide', one) })).toEqual([
			{ id: first.id, is_hidden: true },
		]);
		expect(first.isHidden).toBe(true);
		expect(await output({ variant, ...comment('unhide', one) })).toEqual([
			{ id: first.id, is_hidden: false },
		]);
		expect(first.isHidden).toBe(false);
		expect(await output({ variant, ...comment('delete', one) })).toEqual([
			{ id: first.id, deleted: true },
		]);
		expect([stored(first.id), stored(answer.id)]).toEqual([undefined, undefined]);
	});

	it('go on when one in the middle fails', async () => {
		const { post, first, second } = discussion();
		const items = [first.id, `${post.id.split('_')[1]}_1`, 'nonsense', second.id];
		const execution = await run({
			variant,
			...comment('hide', { comment: '={{ $json.id }}' }),
			items: items.map((id) => ({ id })),
			onError: 'continueRegularOutput',
		});
		const out = itemsOf(execution, NODE);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(out.map(({ json }) => json)).toMatchObject([
			{ id: first.id, is_hidden: true },
			{ error: expect.stringMatching(/did not find/), details: { kind: 'notFound' } },
			{
				error: expect.stringMatching(/"Comment ID" must be the ID of a comment/),
			},
			{ id: second.id, is_hidden: true },
		]);
		expect([first.isHidden, second.isHidden]).toEqual([true, true]);
	});
});

describe('a reply', () => {
	it('is sent once when nobody knows whether it arrived', async () => {
		const { post } = discussion();
		const before = post.comments.length;
		sandbox.facebookPages.faults.add({
			match: ({ method, path }) => method === 'POST' && path.endsWith('/comments'),
			afterwards: true,
			respond: { status: 500 },
		});
		const reply = output(comment('reply', { object: post.id, message: 'Once' }));
		await expect(reply).rejects.toThrow(/not known whether Facebook Pages carried this out/);
		expect(post.comments).toHaveLength(before + 1);
	});

	it('needs a text', async () => {
		const { post } = discussion();
		const reply = output(comment('reply', { object: post.id, message: '  ' }));
		await expect(reply).rejects.toThrow(/"Message" is empty: give the text of the comment/);
	});
});

describe.each(['apiKey', 'oauth2'])('insights, with a connection by %s', (variant) => {
	it('of a page are a row for each metric and day', async () => {
		const rows = await output({
			variant,
			resource: 'insights',
			operation: 'getOfPage',
			parameters: {
				metrics: ['page_media_view', 'page_follows'],
				since: '2026-01-01T00:00:00',
				until: '2026-01-04T00:00:00',
			},
		});
		expect(rows).toHaveLength(6);
		expect(rows[0]).toEqual({
			page: flowers().id,
			metric: 'page_media_view',
			period: 'day',
			end_time: expect.stringMatching(/^2026-01-0[12]T/),
			value: expect.any(Number),
		});
	});

	it('of seventy posts are seventy rows from two batches', async () => {
		const posts = Array.from({ length: 70 }, (_, index) =>
			createPost(flowers(), { message: `Counted ${index}` }),
		);
		sandbox.facebookPages.clear();
		const rows = await output({
			variant,
			resource: 'insights',
			operation: 'getOfPost',
			parameters: { post: '={{ $json.id }}', metrics: ['post_clicks', 'post_media_view'] },
			items: posts.map(({ id }) => ({ id })),
		});
		expect(rows.map(({ post }) => post)).toEqual(posts.map(({ id }) => id));
		expect(rows[69]).toMatchObject({
			period: 'lifetime',
			post_clicks: expect.any(Number),
			post_media_view: expect.any(Number),
		});
		const asked = sandbox.facebookPages.requests.map(({ method, path }) => `${method} ${path}`);
		expect(asked.filter((request) => request === 'POST /v26.0/')).toHaveLength(2);
	});

	it('go on when one post in the middle is gone', async () => {
		const [one, other] = [createPost(flowers()), createPost(flowers())];
		const items = [one.id, `${flowers().id}_1`, other.id].map((id) => ({ id }));
		const execution = await run({
			variant,
			resource: 'insights',
			operation: 'getOfPost',
			parameters: { post: '={{ $json.id }}', metrics: ['post_clicks'] },
			items,
			onError: 'continueRegularOutput',
		});
		expect(itemsOf(execution, NODE).map(({ json }) => json)).toMatchObject([
			{ post: one.id, period: 'lifetime', post_clicks: expect.any(Number) },
			{ error: expect.stringMatching(/did not find/), details: { kind: 'notFound' } },
			{ post: other.id, period: 'lifetime', post_clicks: expect.any(Number) },
		]);
	});
});

describe('the span of insights', () => {
	const insights = (parameters: Record<string, unknown>): Wanted => ({
		resource: 'insights',
		operation: 'getOfPage',
		parameters: { metrics: ['page_follows'], ...parameters },
	});

	it("is in the workflow's time zone where it says no offset", async () => {
		await output(insights({ since: '2026-07-01T00:00:00', until: '2026-07-02T00:00:00Z' }));
		const [asked] = sandbox.facebookPages.requests.filter(({ path }) => path.endsWith('/insights'));
		// The sandbox leaves n8n its own default zone, America/New_York: four hours behind in summer.
		expect(asked?.query).toMatchObject({
			since: String(Date.UTC(2026, 6, 1, 4) / 1000),
			until: String(Date.UTC(2026, 6, 2) / 1000),
		});
	});

	it.each([
		[
			'ends before it begins',
			{ since: '2026-07-02', until: '2026-07-01' },
			/"Since" must be before/,
		],
		[
			'is too long',
			{ since: '2026-01-01', until: '2026-07-01' },
			/"Since" must be at most 90 days/,
		],
		['is no time', { since: 'yesterday' }, /"Since" must be a time such as/],
	])('is refused before anything is sent when it %s', async (_what, parameters, message) => {
		await expect(output(insights(parameters))).rejects.toThrow(message);
		expect(sandbox.facebookPages.requests).toEqual([]);
	});

	it('is refused with a metric that is not given for the period', async () => {
		await expect(output(insights({ period: 'week' }))).rejects.toThrow(
			/"Metrics" has page_follows, which Facebook gives by day only: choose the period "Day"/,
		);
	});
});

describe('a connection that may only read posts', () => {
	it.each([
		['getMany', { object: '1_1' }, /may not: Read comments and visitors' posts/],
		['reply', { object: '1_1', message: 'Hello' }, /may not: Reply to and moderate comments/],
	])('does nothing of "%s"', async (operation, parameters, message) => {
		const credential = await connectFacebook(sandbox, {
			name: `Reader for ${operation}`,
			permissions: ['readPosts'],
		});
		sandbox.facebookPages.clear();
		await expect(output({ credential, ...comment(operation, parameters) })).rejects.toThrow(
			message,
		);
		expect(sandbox.facebookPages.requests).toEqual([]);
	});
});
