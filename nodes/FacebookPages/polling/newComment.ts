import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { forEachConcurrently } from '../../../operation/schedule';
import { pageId, selectedFields, selectField } from '../fields';
import { COMMENT_DEFAULTS, COMMENT_FIELDS } from '../resources/comment/fields';
import { collect, dated, graphTime, withFields } from './dated';
import type { Occasion } from './event';
import { triggerEvent } from './event';
import type { Dated } from './memory';
import { horizonOf, isNew, newestOf } from './memory';

const DAY = 24 * 60 * 60;

/** Comments of each post that come with the list of posts. Only a post with more new ones is asked by itself. */
const GLANCE = 5;

const daysField: INodeProperties = {
	displayName: 'Posts of the Last Days',
	name: 'days',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 90 },
	default: 7,
	description:
		"The page's own posts of so many days are watched; comments on older ones do not start the workflow",
};

const ownCommentsField: INodeProperties = {
	displayName: 'Include Comments of the Page',
	name: 'ownComments',
	type: 'boolean',
	default: false,
	description:
		'Whether comments of the page itself start the workflow, too. A workflow that replies would then answer itself.',
};

const repliesField: INodeProperties = {
	displayName: 'Include Replies',
	name: 'replies',
	type: 'boolean',
	default: true,
	description: 'Whether replies to other comments start the workflow, too',
};

const days = z
	.number({ message: 'must be a whole number from 1 to 90' })
	.int('must be a whole number from 1 to 90')
	.min(1, 'must be at least 1')
	.max(90, 'must be at most 90');

const input = z.object({
	page: pageId,
	days,
	replies: z.boolean(),
	ownComments: z.boolean(),
	fields: selectedFields(COMMENT_FIELDS),
});

type Input = z.infer<typeof input>;

/** A post with its newest comments, newest first. */
const watchedPost = z
	.object({
		id: z.string(),
		created_time: graphTime,
		comments: z
			.object({
				data: z.array(dated),
				paging: z.object({ next: z.string().optional() }).optional(),
			})
			.default({ data: [] }),
	})
	.transform(({ id, created_time, comments: { data, paging } }) => ({
		id,
		time: created_time,
		comments: data,
		isLong: paging?.next !== undefined,
	}));

type WatchedPost = z.infer<typeof watchedPost>;

/** How comments are asked for: all that the page may see, newest first. */
const commentsQuery = ({ replies, fields }: Input) => ({
	filter: replies ? 'stream' : 'toplevel',
	order: 'reverse_chronological',
	fields: withFields(fields, 'created_time', 'from'),
});

/**
 * The posts of the last days, with a glance at their comments: one request for a hundred posts
 * (https://developers.facebook.com/docs/graph-api/guides/field-expansion).
 */
async function watchedPosts(acting: Connection, chosen: Input, now: number) {
	const { filter, order, fields } = commentsQuery(chosen);
	const comments = `comments.filter(${filter}).order(${order}).limit(${GLANCE}){${fields}}`;
	const edge = {
		path: path`/${chosen.page}/published_posts`,
		query: { fields: `id,created_time,${comments}` },
	};
	const since = now / 1000 - chosen.days * DAY;
	const posts = await collect(acting, edge, watchedPost, () => since);
	return posts.filter(({ time }) => time >= since);
}

/** Whether a post has, or may have, new comments besides those that came with it. */
function hasMore(
	{ comments, isLong }: WatchedPost,
	horizon: number,
	{ memory }: Occasion,
): boolean {
	const last = comments.at(-1);
	if (!isLong || !last || last.time < horizon) return false;
	return !memory || comments.some((comment) => isNew(memory, comment));
}

/** What is left of a post that was deleted since the posts were listed. */
function noneIfGone(error: unknown): Dated[] {
	if (error instanceof ConnectionFailure && error.kind === 'notFound') return [];
	throw error;
}

/** A comment with the post that it is on. */
const onPost = (post: string) => (comment: Dated) => ({
	...comment,
	json: { ...comment.json, post } as IDataObject,
});

/**
 * Comments on the page's own posts of the last days (facebook/facebook-business-sdk-codegen:
 * api_specs/specs/PagePost.json; https://developers.facebook.com/docs/graph-api/reference/object/comments).
 */
export const newComment = triggerEvent({
	name: 'New Comment',
	description: "Somebody commented on one of the page's posts of the last days",
	requires: ['readComments'],
	fields: [
		daysField,
		repliesField,
		ownCommentsField,
		selectField(COMMENT_FIELDS, COMMENT_DEFAULTS),
	],
	input,
	read: async (acting, chosen, occasion) => {
		const posts = await watchedPosts(acting, chosen, occasion.now);
		const glance = posts.flatMap(({ comments }) => comments);
		const horizon = horizonOf(occasion.memory?.newest ?? newestOf(glance));
		const isToRead = (post: WatchedPost) => hasMore(post, horizon, occasion);
		const [toRead, done] = [posts.filter(isToRead), posts.filter((post) => !isToRead(post))];
		const read = done.map(({ id, comments }) => comments.map(onPost(id)));
		// A post for which there is no time counts as not seen: the next poll reads it.
		await forEachConcurrently(
			toRead,
			acting.requestsAtOnce,
			() => Date.now() < occasion.deadline,
			async ({ id }) => {
				const edge = { path: path`/${id}/comments`, query: commentsQuery(chosen) };
				const comments = await collect(acting, edge, dated, () => horizon).catch(noneIfGone);
				read.push(comments.map(onPost(id)));
			},
		);
		return { records: read.flat(), isComplete: read.length === posts.length };
	},
	isWanted: ({ json }, { page, ownComments }) => {
		const { from } = json;
		const author = typeof from === 'object' && from !== null && 'id' in from ? from.id : undefined;
		return ownComments || author !== page;
	},
});
