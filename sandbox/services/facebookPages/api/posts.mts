import { graphTime } from '../clock.mts';
import { invalidParameter } from '../graphError.mts';
import { type FacebookPage, itemsOf, type Post } from '../state.mts';
import { profile } from './authors.mts';
import type { Call } from './call.mts';
import { commentsField } from './comments.mts';
import { askedFields, type NodeType, shape } from './fields.mts';
import { reactionsField } from './likes.mts';
import { pageOf, windowOf } from './paging.mts';

/** What a post shows, in the words of `status_type`. */
function statusTypeOf({ attachments, link, from, page }: Post): string {
	if (from.id !== page.id) return 'wall_post';
	const [first] = attachments;
	if (first) return first.kind === 'photo' ? 'added_photos' : 'added_video';
	return link === undefined ? 'mobile_status_update' : 'shared_story';
}

/** Photos, videos and the link of a post (facebook/facebook-business-sdk-codegen: api_specs/specs/StoryAttachment.json). */
function attachmentsOf({ attachments, link }: Post) {
	const media = attachments.map(({ kind, id }) => ({
		type: kind,
		media_type: kind,
		target: { id, url: `https://www.facebook.com/${id}` },
	}));
	if (media.length > 0) return { data: media };
	return link === undefined
		? undefined
		: { data: [{ type: 'share', media_type: 'link', url: link }] };
}

/** A post (facebook/facebook-business-sdk-codegen: api_specs/specs/PagePost.json). */
export const postType: NodeType<Post> = {
	name: 'PagePost',
	defaults: ['created_time', 'message', 'id'],
	fields: {
		id: ({ id }) => id,
		message: ({ message }) => message,
		created_time: ({ createdTime }) => graphTime(createdTime),
		updated_time: ({ updatedTime }) => graphTime(updatedTime),
		from: ({ from }, { fields }, call) => shape(profile, from, fields, call),
		permalink_url: ({ id }) => `https://www.facebook.com/${id.replace('_', '/posts/')}`,
		full_picture: ({ attachments: [first] }) =>
			first && `https://scontent.facebook.example/${first.id}.jpg`,
		status_type: statusTypeOf,
		is_published: ({ isPublished }) => isPublished,
		is_hidden: ({ isHidden }) => isHidden,
		is_expired: () => false,
		scheduled_publish_time: ({ scheduledPublishTime }) => scheduledPublishTime,
		// Absent where nobody has shared it.
		shares: ({ shares }) => (shares > 0 ? { count: shares } : undefined),
		attachments: attachmentsOf,
		comments: commentsField,
		likes: reactionsField,
		reactions: reactionsField,
	},
};

/** The edges of a page that list posts. */
const LISTS = {
	/** All that stands on the page, also what visitors wrote. */
	feed: ({ isPublished }: Post) => isPublished,
	posts: ({ isPublished, from, page }: Post) => isPublished && from.id === page.id,
	published_posts: ({ isPublished, from, page }: Post) => isPublished && from.id === page.id,
	scheduled_posts: ({ scheduledPublishTime }: Post) => scheduledPublishTime !== undefined,
	visitor_posts: ({ from, page }: Post) => from.id !== page.id,
};

export type PostList = keyof typeof LISTS;

/** Whether an edge of a page lists posts. */
export const isPostList = (edge: string | undefined): edge is PostList =>
	edge !== undefined && Object.hasOwn(LISTS, edge);

/** Demands what it takes to read posts (developers.facebook.com/docs/graph-api/reference/page/feed). */
function readPage(call: Call, page: FacebookPage): void {
	call.actAs(page, 'CREATE_CONTENT', 'MANAGE', 'MODERATE');
	call.mayRead('pages_read_engagement');
}

/** `GET /{page}/feed` and the other lists of posts, newest first. */
export function listPosts(call: Call, page: FacebookPage, edge: PostList): object {
	readPage(call, page);
	if (edge === 'feed' || edge === 'visitor_posts') call.mayRead('pages_read_user_content');
	if (edge === 'scheduled_posts') call.mayPublish('pages_manage_posts');
	const since = call.moment('since') ?? 0;
	const until = call.moment('until') ?? Infinity;
	if (since > until) throw invalidParameter('since param must be less than until param');
	const records = itemsOf(page, 'post')
		.filter(LISTS[edge])
		.filter(({ createdTime }) => createdTime >= since && createdTime <= until);
	const fields = askedFields(call);
	const list = { records, window: windowOf(call), path: `/${page.id}/${edge}` };
	return pageOf(call, list, (post) => shape(postType, post, fields, call));
}

/** `GET /{post}`. */
export function readPost(call: Call, post: Post): object {
	readPage(call, post.page);
	if (post.from.id !== post.page.id) call.mayRead('pages_read_user_content');
	call.records += 1;
	return shape(postType, post, askedFields(call), call);
}
