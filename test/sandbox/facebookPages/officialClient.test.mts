/**
 * Meta's own client, written by others, against the stand-in; and the names of fields that the node offers, against
 * the client's, which Meta generates from its specifications.
 */
import {
	Comment,
	FacebookAdsApi,
	type GraphObject,
	Page,
	PagePost,
	Photo,
} from 'facebook-nodejs-business-sdk';

import { COMMENT_FIELDS } from '../../../nodes/FacebookPages/resources/comment/fields.ts';
import { PAGE_FIELDS } from '../../../nodes/FacebookPages/resources/page/fields.ts';
import { PHOTO_FIELDS } from '../../../nodes/FacebookPages/resources/photo/fields.ts';
import { POST_FIELDS } from '../../../nodes/FacebookPages/resources/post/fields.ts';
import {
	addPosts,
	type FacebookPagesStandIn,
	startFacebookPages,
} from '../../../sandbox/services/facebookPages/index.mts';

/** What can be asked for like a field, and is an edge in the specifications. */
const EDGES: readonly string[] = ['attachments'];

// Of a video the client knows no fields to read, so that these are held against the reference only.
it.each([
	['comment', COMMENT_FIELDS, Comment],
	['page', PAGE_FIELDS, Page],
	['photo', PHOTO_FIELDS, Photo],
	['post', POST_FIELDS, PagePost],
])('the fields of a %s are known to the client', (_name, offered, { Fields }) => {
	const names = Object.keys(offered).filter((name) => !EDGES.includes(name));
	expect(Object.values(Fields)).toEqual(expect.arrayContaining(names));
	expect('getAttachments' in PagePost.prototype).toBe(true);
});

describe('the client, against the stand-in', () => {
	let standIn: FacebookPagesStandIn;
	let page: Page;

	const on = <T extends GraphObject>(
		Type: new (id: string, data: object, parentId: undefined, api: FacebookAdsApi) => T,
		id: string,
	) => new Type(id, {}, undefined, new FacebookAdsApi(token(), 'en_US', false));

	const token = () => standIn.pages[0].accessToken;

	beforeEach(async () => {
		standIn = await startFacebookPages();
		Object.defineProperty(FacebookAdsApi, 'GRAPH', { configurable: true, get: () => standIn.url });
		page = on(Page, standIn.pages[0].id);
	});

	afterEach(async () => {
		await standIn.stop();
		// The client sends the ID of its own object along with what it creates.
		expect(standIn.violations.filter((one) => !one.endsWith('the parameter id'))).toEqual([]);
	});

	it('reads a page', async () => {
		const { _data } = await page.get(['name', 'fan_count']);
		expect(_data).toMatchObject({ id: page.id, name: standIn.pages[0].name });
	});

	it('makes a post, reads it, changes it and deletes it', async () => {
		const { id } = await page.createFeed([], { message: 'By the client' });
		const post = on(PagePost, id);
		expect((await post.get(['message']))._data).toMatchObject({ message: 'By the client' });
		await post.update([], { message: 'Changed' });
		expect((await post.get(['message']))._data).toMatchObject({ message: 'Changed' });
		await post.delete([]);
		await expect(post.get(['message'])).rejects.toThrow();
	});

	it('reads posts page by page', async () => {
		addPosts(standIn.pages[0], 30);
		const posts = await page.getPublishedPosts(['message'], { limit: 20 });
		expect(posts).toHaveLength(20);
		expect(posts.hasNext()).toBe(true);
	});

	it('schedules a post', async () => {
		const inAnHour = Math.floor(Date.now() / 1000) + 60 * 60;
		await page.createFeed([], {
			message: 'Later',
			published: false,
			scheduled_publish_time: inAnHour,
		});
		const posts = await page.getScheduledPosts(['message', 'scheduled_publish_time']);
		expect(posts.map(({ _data }) => _data)).toEqual([
			expect.objectContaining({ message: 'Later', scheduled_publish_time: inAnHour }),
		]);
	});

	it('comments, and reads comments', async () => {
		const { id } = await page.createFeed([], { message: 'Discuss' });
		const post = on(PagePost, id);
		await post.createComment([], { message: 'First' });
		const comments = await post.getComments(['message', 'from'], { filter: 'stream' });
		expect(comments.map(({ _data }) => _data.message)).toEqual(['First']);
	});

	it('reads insights', async () => {
		const rows = await page.getInsights([], { metric: ['page_media_view'], period: 'day' });
		expect(rows.map(({ _data }) => _data.name)).toEqual(['page_media_view']);
	});

	it('is refused without a valid token', async () => {
		const other = new Page(page.id, {}, undefined, new FacebookAdsApi('EAAnone', 'en_US', false));
		await expect(other.get(['name'])).rejects.toMatchObject({ response: { code: 190 } });
	});
});
