import { randomInt } from 'node:crypto';

import type { Author, Comment, Commentable, FacebookPage, Photo, Post, Video } from './state.mts';

const wholeSeconds = () => Math.floor(Date.now() / 1000);

/** Ids go up from a place of their own each time, so that no test can count on them. */
let lastId = 10 ** 14 + randomInt(10 ** 12);

const newId = () => {
	lastId += 1;
	return String(lastId);
};

type PostFields = Partial<
	Pick<
		Post,
		| 'from'
		| 'message'
		| 'link'
		| 'createdTime'
		| 'isPublished'
		| 'isHidden'
		| 'scheduledPublishTime'
		| 'attachments'
		| 'shares'
	>
>;

/** A new post, which is put on the page; by the page itself, published and now, if nothing else is said. */
export function createPost(page: FacebookPage, fields: PostFields = {}): Post {
	const createdTime = fields.createdTime ?? wholeSeconds();
	const post: Post = {
		kind: 'post',
		id: `${page.id}_${newId()}`,
		page,
		from: { id: page.id, name: page.name },
		message: undefined,
		link: undefined,
		isPublished: true,
		isHidden: false,
		scheduledPublishTime: undefined,
		attachments: [],
		comments: [],
		reactions: new Map(),
		shares: 0,
		...fields,
		createdTime,
		updatedTime: createdTime,
	};
	for (const attachment of post.attachments) attachment.post = post;
	page.items.set(post.id, post);
	return post;
}

/** Adds `count` published posts, a minute apart: `Post 0` is the oldest. */
export function addPosts(page: FacebookPage, count: number): void {
	const start = wholeSeconds() - count * 60;
	for (let index = 0; index < count; index += 1) {
		createPost(page, { message: `Post ${index}`, createdTime: start + index * 60 });
	}
}

/** A new comment, or a reply where a parent is said, which is put under what it is about. */
export function createComment(
	on: Commentable,
	fields: Pick<Comment, 'message'> & Partial<Pick<Comment, 'from' | 'parent' | 'createdTime'>>,
): Comment {
	const { page } = on;
	const from: Author = { id: page.id, name: page.name };
	const comment: Comment = {
		kind: 'comment',
		id: `${on.id.split('_').at(-1)}_${newId()}`,
		page,
		on,
		parent: undefined,
		from,
		createdTime: wholeSeconds(),
		isHidden: false,
		replies: [],
		likes: new Set(),
		...fields,
	};
	(comment.parent?.replies ?? on.comments).push(comment);
	page.items.set(comment.id, comment);
	return comment;
}

type PhotoFields = Partial<
	Pick<Photo, 'caption' | 'isPublished' | 'bytes' | 'url' | 'createdTime'>
>;

/** A new photo, which is put on the page, without a post. */
export function createPhoto(page: FacebookPage, fields: PhotoFields = {}): Photo {
	const photo: Photo = {
		kind: 'photo',
		id: newId(),
		page,
		createdTime: wholeSeconds(),
		caption: undefined,
		isPublished: true,
		bytes: 0,
		url: undefined,
		post: undefined,
		comments: [],
		likes: new Set(),
		...fields,
	};
	page.items.set(photo.id, photo);
	return photo;
}

type VideoFields = Omit<PhotoFields, 'caption'> &
	Partial<Pick<Video, 'title' | 'description' | 'scheduledPublishTime'>>;

/** A new video, which is put on the page, without a post. */
export function createVideo(page: FacebookPage, fields: VideoFields = {}): Video {
	const video: Video = {
		kind: 'video',
		id: newId(),
		page,
		createdTime: wholeSeconds(),
		title: undefined,
		description: undefined,
		isPublished: true,
		scheduledPublishTime: undefined,
		bytes: 0,
		url: undefined,
		post: undefined,
		comments: [],
		likes: new Set(),
		...fields,
	};
	page.items.set(video.id, video);
	return video;
}
