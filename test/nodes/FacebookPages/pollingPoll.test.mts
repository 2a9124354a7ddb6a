import type { IDataObject, IHttpRequestOptions, IPollFunctions } from 'n8n-workflow';

import { poll } from '../../../nodes/FacebookPages/polling/poll.ts';
import {
	createComment,
	createPost,
	type FacebookPagesStandIn,
	startFacebookPages,
} from '../../../sandbox/services/facebookPages/index.mts';

let standIn: FacebookPagesStandIn;

beforeAll(async () => {
	standIn = await startFacebookPages();
});

afterAll(async () => {
	await standIn.stop();
});

afterEach(() => {
	expect(standIn.violations).toEqual([]);
	standIn.clear();
});

/** A stand-in for a type of the host, of which this test needs only some members. */
const partly = <T,>(members: object): T => members as T;

/** A trigger in a workflow of its own, with the connection of a page's token. */
function trigger(parameters: Record<string, unknown>, { mode = 'trigger', budget = 60_000 } = {}) {
	const state: IDataObject = {};
	const settings = { mode, budget };
	const set: Record<string, unknown> = {
		authentication: 'apiKey',
		event: 'newPost',
		page: standIn.pages[0].id,
		days: 7,
		replies: true,
		ownComments: false,
		fields: ['message'],
		...parameters,
	};
	const token = () =>
		(standIn.pages.find(({ id }) => id === set['page']) ?? standIn.pages[0]).accessToken;
	const context = partly<IPollFunctions>({
		getNode: () => ({
			id: 'trigger',
			name: 'Facebook Pages Trigger',
			parameters: set,
			credentials: { facebookPagesConnectionApi: { id: '7', name: 'Flowers' } },
		}),
		getWorkflow: () => ({ id: 'workflow' }),
		getMode: () => settings.mode,
		getPollBudgetMs: () => settings.budget,
		getInstanceBaseUrl: () => 'https://n8n.example/',
		getExecutionId: () => undefined,
		getCredentials: async () => ({ apiKey: token() }),
		getNodeParameter: (name: string) => set[name],
		getWorkflowStaticData: () => state,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				const { pathname } = new URL(options.url);
				const query = new URLSearchParams(
					Object.fromEntries(
						Object.entries(options.qs ?? {}).map(([name, value]) => [name, String(value)]),
					),
				);
				const answer = await fetch(`${standIn.url}${pathname}?${query}`, {
					headers: { authorization: `Bearer ${token()}` },
				});
				return { statusCode: answer.status, headers: {}, body: await answer.text() };
			},
		},
	});
	/** One poll: what it gives. */
	const polled = async () => (await poll(context))?.flat().map(({ json }) => json) ?? null;
	/** One poll: the messages of what it gives. */
	const given = async () => (await polled())?.map(({ message }) => message) ?? null;
	return { polled, given, set, state, settings };
}

const [visitor, flowers, weddings] = [
	{ id: '100000000000007', name: 'Grace' },
	() => standIn.pages[0],
	() => standIn.pages[1],
];

const now = () => standIn.clock.now;

describe('a poll', () => {
	it('gives null when nothing is new, and remembers neither a cursor nor a token', async () => {
		const { given, state } = trigger({});
		expect(await given()).toBeNull();
		expect(await given()).toBeNull();
		expect(Object.keys(state).sort()).toEqual(['newest', 'seen', 'watched']);
		expect(JSON.stringify(state)).not.toContain(flowers().accessToken);
	});

	it('starts afresh when the page is changed, and when the event is', async () => {
		const { given, set } = trigger({});
		await given();
		createPost(weddings(), { message: 'Of another page' });
		set['page'] = weddings().id;
		expect(await given()).toBeNull();
		createPost(weddings(), { message: 'News' });
		expect(await given()).toEqual(['News']);
		set['event'] = 'newComment';
		expect(await given()).toBeNull();
	});

	it('gives each post once though another poll is under way', async () => {
		const { given } = trigger({});
		await given();
		createPost(flowers(), { message: 'At the same time' });
		const both = await Promise.all([given(), given(), given()]);
		expect(both.filter(Boolean)).toEqual([['At the same time']]);
	});

	it('gives a post that was scheduled once it is published', async () => {
		const { given } = trigger({});
		const due = now() + 1200;
		createPost(flowers(), {
			message: 'Scheduled',
			isPublished: false,
			scheduledPublishTime: due,
			createdTime: now(),
		});
		expect(await given()).toBeNull();
		createPost(flowers(), { message: 'Meanwhile', createdTime: now() + 1100 });
		expect(await given()).toEqual(['Meanwhile']);
		standIn.clock.advance(1300);
		expect(await given()).toEqual(['Scheduled']);
	});

	it('loses nothing when Facebook fails in the middle of it', async () => {
		const { given } = trigger({});
		await given();
		const messages = Array.from({ length: 150 }, (_, index) => `No. ${index}`);
		for (const message of messages) createPost(flowers(), { message, createdTime: now() });
		standIn.faults.add({
			match: ({ query }) => query['after'] !== undefined,
			respond: { status: 400, body: '{"error":{"message":"Throw","code":190}}' },
		});
		await expect(given()).rejects.toThrow(/no longer accepts "Flowers"/);
		expect(await given()).toEqual(messages);
	});

	it('by hand gives the newest and remembers nothing', async () => {
		const { given, state, settings } = trigger({});
		settings.mode = 'manual';
		createPost(flowers(), { message: 'Shown', createdTime: now() + 5 });
		expect(await given()).toEqual(['Shown']);
		expect(state).toEqual({});
	});

	it('by hand says when there is nothing to show', async () => {
		const { given, settings } = trigger({ event: 'newComment', page: weddings().id });
		settings.mode = 'manual';
		await expect(given()).rejects.toThrow(/nothing yet to show as an example/);
	});

	it.each([
		[{ page: 'a page' }, /"Page" must be the ID of a page/],
		[{ event: 'newComment', days: 91 }, /"Posts of the Last Days" must be at most 90/],
		[{ event: 'newComment', days: '7' }, /"Posts of the Last Days" must be a whole number/],
		[{ fields: ['nonsense'] }, /"Fields" has "nonsense", which is none of/],
		[{ event: 'newLike' }, /"newLike" is no event/],
	])('with %j is refused before anything is sent', async (parameters, message) => {
		const { given } = trigger(parameters);
		await expect(given()).rejects.toThrow(message);
		expect(standIn.requests).toEqual([]);
	});
});

describe('a poll for comments', () => {
	const comments = (more: Record<string, unknown> = {}) =>
		trigger({ event: 'newComment', page: weddings().id, ...more });
	const say = (message: string, more: Partial<Parameters<typeof createComment>[1]> = {}) =>
		createComment(createPost(weddings(), { message: `About ${message}`, createdTime: now() }), {
			message,
			from: visitor,
			createdTime: now(),
			...more,
		});

	it('asks once for the posts and their comments', async () => {
		const { given } = comments();
		await given();
		say('Hello');
		standIn.clear();
		expect(await given()).toEqual(['Hello']);
		expect(standIn.requests.map(({ path }) => path)).toEqual([
			'/v26.0/me',
			`/v26.0/${weddings().id}/published_posts`,
		]);
	});

	it('tells which post a comment is on, and by whom', async () => {
		const { polled } = comments();
		await polled();
		const { id, on } = say('Where');
		expect(await polled()).toEqual([
			{
				id,
				message: 'Where',
				from: visitor,
				created_time: expect.stringMatching(/\+0000$/),
				post: on.id,
			},
		]);
	});

	it('gives those of the page itself only when it is set to', async () => {
		const [without, including] = [comments(), comments({ ownComments: true })];
		await without.given();
		await including.given();
		const asked = say('Asked');
		createComment(asked.on, { message: 'Answered', parent: asked, createdTime: now() + 1 });
		expect(await without.given()).toEqual(['Asked']);
		expect(await without.given()).toBeNull();
		expect(await including.given()).toEqual(['Asked', 'Answered']);
	});

	it('gives no replies when it is set not to', async () => {
		const { given } = comments({ replies: false });
		await given();
		const asked = say('A question');
		createComment(asked.on, { message: 'A reply', from: visitor, parent: asked });
		expect(await given()).toEqual(['A question']);
	});

	it('goes on when a post is deleted while it reads', async () => {
		const { given } = comments();
		await given();
		const { on } = say('Lost');
		for (let index = 0; index < 10; index += 1) {
			createComment(on, { message: 'Lost, too', from: visitor, createdTime: now() });
		}
		say('Kept');
		standIn.faults.add({
			match: ({ path }) => path.endsWith(`${on.id}/comments`),
			respond: {
				status: 400,
				body: '{"error":{"message":"Unsupported get request","code":100,"error_subcode":33}}',
			},
		});
		expect(await given()).toEqual(['Kept']);
		on.page.items.delete(on.id);
		expect(await given()).toBeNull();
	});

	it('leaves to the next poll what it has no time for, and gives each comment once', async () => {
		const { given, settings } = comments();
		await given();
		const { on } = say('0');
		const messages = Array.from({ length: 30 }, (_, index) => `${index + 1}`);
		for (const message of messages) {
			createComment(on, { message, from: visitor, createdTime: now() });
		}
		const short = say('On another post', { createdTime: now() + 3600 });
		settings.budget = -1;
		expect(await given()).toEqual([short.message]);
		expect(await given()).toBeNull();
		settings.budget = 60_000;
		expect((await given())?.sort()).toEqual(['0', ...messages].sort());
		expect(await given()).toBeNull();
	});
});
