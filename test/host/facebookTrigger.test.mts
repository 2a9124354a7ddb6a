import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Client, createClient, type Credential, itemsOf } from '../../sandbox/client.mts';
import { type N8n, startN8n } from '../../sandbox/n8n.mts';
import { owner, type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { createComment, createPost } from '../../sandbox/services/facebookPages/index.mts';
import { connectFacebook, FACEBOOK_TOKEN, facebookByToken } from './connections.mts';
import { storeTrigger, TRIGGER } from './triggers.mts';
import { byId } from './workflows.mts';

let sandbox: Sandbox;
let userFolder: string;
/** The n8n that runs now: it is started anew in between. */
let n8n: N8n;
let client: Client;
let byToken: Credential;
let byOAuth2: Credential;

const flowers = () => sandbox.facebookPages.pages[0];

/** Connections are made in the n8n that runs now. */
const side = () => ({ client, facebookPages: sandbox.facebookPages });

beforeAll(async () => {
	userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-connections-trigger-'));
	sandbox = await startSandbox({ n8n: { userFolder } });
	({ n8n, client } = sandbox);
	byToken = await facebookByToken(side());
	byOAuth2 = await connectFacebook(side(), {
		name: 'Flowers by OAuth2',
		permissions: ['readPosts', 'readComments'],
	});
});

afterAll(async () => {
	await n8n.stop();
	await sandbox.stop();
	await rm(userFolder, { recursive: true, force: true });
});

beforeEach(() => {
	sandbox.facebookPages.clear();
});

afterEach(() => {
	expect(sandbox.facebookPages.violations).toEqual([]);
	expect(n8n.log()).not.toMatch(FACEBOOK_TOKEN);
});

/** A workflow with the trigger only, which n8n polls every minute. */
async function workflow(credential: Credential, parameters: Record<string, unknown>) {
	return await storeTrigger(client, {
		type: 'facebookPagesTrigger',
		credential,
		parameters: {
			authentication: credential.type.includes('OAuth2') ? 'oauth2' : 'apiKey',
			page: byId(flowers().id),
			pollTimes: { item: [{ mode: 'custom', cronExpression: '* * * * *' }] },
			...parameters,
		},
	});
}

/** n8n polls when a workflow is published: the quickest way to the next poll. */
async function pollNow(workflowId: string) {
	await client.deactivate(workflowId);
	await client.activate(workflowId);
}

/** What all runs of a workflow were started with, the oldest first, in one list for each run. */
async function runs(workflowId: string) {
	const ids = await client.rest.executionIds(workflowId);
	const started: unknown[][] = [];
	for (const id of ids.sort((one, other) => Number(one) - Number(other))) {
		const execution = await client.rest.waitForExecution(id);
		expect(execution.status).toBe('success');
		expect(JSON.stringify(execution)).not.toMatch(FACEBOOK_TOKEN);
		started.push(itemsOf(execution, TRIGGER).map(({ json }) => json.message));
	}
	return started;
}

/** Waits until there are so many runs. */
async function runsOnce(workflowId: string, count: number, seconds: number) {
	for (let passed = 0; passed < seconds * 2; passed += 1) {
		if ((await client.rest.executionIds(workflowId)).length >= count) break;
		await sleep(500);
	}
	return await runs(workflowId);
}

const now = () => Math.floor(Date.now() / 1000);

describe('the trigger for new posts', () => {
	let workflowId: string;
	const expected: string[][] = [];

	beforeAll(async () => {
		workflowId = await workflow(byToken, { event: 'newPost' });
		await client.activate(workflowId);
	});

	it('starts nothing for what is there when it is published', async () => {
		expect(await runs(workflowId)).toEqual([]);
	});

	it('gives two posts of one second, in their order, once', async () => {
		const createdTime = now();
		createPost(flowers(), { message: 'One', createdTime });
		createPost(flowers(), { message: 'Two', createdTime });
		await pollNow(workflowId);
		expected.push(['One', 'Two']);
		expect(await runsOnce(workflowId, 1, 20)).toEqual(expected);
		await pollNow(workflowId);
		expect(await runs(workflowId)).toEqual(expected);
	});

	it('gives a third post of that second, of which it learns later', async () => {
		const [latest] = [...flowers().items.values()].slice(-1);
		createPost(flowers(), { message: 'Three', createdTime: latest?.createdTime ?? 0 });
		await pollNow(workflowId);
		expected.push(['Three']);
		expect(await runsOnce(workflowId, 2, 20)).toEqual(expected);
	});

	it("gives a post at n8n's own next poll, by one request", async () => {
		createPost(flowers(), { message: 'Within a minute' });
		sandbox.facebookPages.clear();
		expected.push(['Within a minute']);
		expect(await runsOnce(workflowId, 3, 90)).toEqual(expected);
		const paths = sandbox.facebookPages.requests.map(({ path }) => path);
		expect(new Set(paths)).toEqual(
			new Set(['/v26.0/me', `/v26.0/${flowers().id}/published_posts`]),
		);
	}, 150_000);

	it('gives no posts of others, and none that is only scheduled', async () => {
		const visitor = { id: '100000000000007', name: 'Grace' };
		createPost(flowers(), { message: 'From a visitor', from: visitor });
		createPost(flowers(), { message: 'Later', isPublished: false });
		await pollNow(workflowId);
		expect(await runs(workflowId)).toEqual(expected);
	});

	it('gives a sample when it is tried out, and still gives that post to the workflow', async () => {
		createPost(flowers(), { message: 'The newest' });
		for (let time = 0; time < 2; time += 1) {
			const tried = await client.rest.runWorkflow(workflowId, TRIGGER);
			expect(itemsOf(tried, TRIGGER).map(({ json }) => json.message)).toEqual(['The newest']);
		}
		await pollNow(workflowId);
		const all = await runsOnce(workflowId, 6, 20);
		expect(all.slice(-1)).toEqual([['The newest']]);
		expected.push(['The newest'], ['The newest'], ['The newest']);
		expect(all).toEqual(expected);
	});

	it('misses and repeats none when n8n was down, however many there were', async () => {
		await n8n.stop();
		const start = now();
		const messages = Array.from({ length: 250 }, (_, index) => `While down ${index}`);
		messages.forEach((message, index) =>
			createPost(flowers(), { message, createdTime: start + Math.floor(index / 3) }),
		);
		n8n = await startN8n({ proxy: sandbox.proxy, userFolder });
		client = await createClient(n8n.url, owner, sandbox.proxy);
		expected.push(messages);
		expect(await runsOnce(workflowId, 7, 40)).toEqual(expected);
		await pollNow(workflowId);
		expect(await runs(workflowId)).toEqual(expected);
	}, 180_000);

	it('says on publishing what Facebook has against it', async () => {
		await client.deactivate(workflowId);
		sandbox.facebookPages.faults.add({
			match: ({ path }) => path.endsWith('/published_posts'),
			times: 10,
			respond: {
				status: 400,
				body: '{"error":{"message":"Session has expired","code":190,"error_subcode":463}}',
			},
		});
		await expect(client.activate(workflowId)).rejects.toThrow(
			/Facebook Pages no longer accepts "Flowers by token": Session has expired/,
		);
		sandbox.facebookPages.clear();
	});
});

describe('the trigger for new comments', () => {
	let workflowId: string;
	const expected: string[][] = [];
	const visitor = { id: '100000000000007', name: 'Grace' };

	beforeAll(async () => {
		createComment(createPost(flowers(), { message: 'A post' }), {
			message: 'Before',
			from: visitor,
		});
		workflowId = await workflow(byOAuth2, { event: 'newComment' });
		await client.activate(workflowId);
	});

	const newest = () => {
		const post = [...flowers().items.values()].findLast(({ kind }) => kind === 'post');
		if (post?.kind !== 'post') throw new Error('no post');
		return post;
	};

	it('starts nothing for what is there when it is published', async () => {
		expect(await runs(workflowId)).toEqual([]);
	});

	it('gives comments and replies on all posts, oldest first, and none of the page itself', async () => {
		const time = now() + 10;
		const another = createPost(flowers(), { message: 'Another post' });
		createComment(another, { message: 'C', from: visitor, createdTime: time + 2 });
		const first = createComment(newest(), { message: 'A', from: visitor, createdTime: time });
		createComment(newest(), { message: 'B', from: visitor, parent: first, createdTime: time + 1 });
		createComment(newest(), { message: 'Our answer', parent: first, createdTime: time + 3 });
		await pollNow(workflowId);
		expected.push(['A', 'B', 'C']);
		expect(await runsOnce(workflowId, 1, 20)).toEqual(expected);
		await pollNow(workflowId);
		expect(await runs(workflowId)).toEqual(expected);
	});

	it('gives more than the list of posts can hold, page by page', async () => {
		const messages = Array.from({ length: 230 }, (_, index) => `Many ${index}`);
		const time = now() + 20;
		messages.forEach((message, index) =>
			createComment(newest(), { message, from: visitor, createdTime: time + (index >> 1) }),
		);
		await pollNow(workflowId);
		expected.push(messages);
		expect(await runsOnce(workflowId, 2, 20)).toEqual(expected);
		sandbox.facebookPages.clear();
		await pollNow(workflowId);
		expect(await runs(workflowId)).toEqual(expected);
		const asked = sandbox.facebookPages.requests.map(({ path }) => path);
		const page = `/v26.0/${flowers().id}`;
		// The page's token, and the posts with a glance at their comments.
		expect(new Set(asked)).toEqual(new Set([page, `${page}/published_posts`]));
	});

	it('watches the posts of as many days as it is set to', async () => {
		const old = createPost(flowers(), {
			message: 'Eight days old',
			createdTime: now() - 8 * 24 * 60 * 60,
		});
		createComment(old, { message: 'Too late', from: visitor, createdTime: now() + 200 });
		await pollNow(workflowId);
		expect(await runs(workflowId)).toEqual(expected);
	});

	it('is not published with a connection that may not read comments', async () => {
		const reader = await connectFacebook(side(), {
			name: 'Reader of posts',
			permissions: ['readPosts'],
		});
		const other = await workflow(reader, { event: 'newComment' });
		await expect(client.activate(other)).rejects.toThrow(
			/"Reader of posts" may not: Read comments and visitors' posts/,
		);
	});

	it('is not published with a number of days that cannot be', async () => {
		const other = await workflow(byOAuth2, { event: 'newComment', days: 0 });
		await expect(client.activate(other)).rejects.toThrow(
			/"Posts of the Last Days" must be at least 1/,
		);
	});
});

it('leaves no token in what n8n keeps', async () => {
	await n8n.stop();
	const folder = join(userFolder, '.n8n');
	const files = (await readdir(folder)).filter((name) => name.startsWith('database.sqlite'));
	expect(files).not.toEqual([]);
	for (const name of files) {
		expect((await readFile(join(folder, name), 'latin1')).match(FACEBOOK_TOKEN)).toBeNull();
	}
});
