import { z } from 'zod';

import { DAY } from '../clock.mts';
import { createPost } from '../creating.mts';
import {
	duplicate,
	invalidParameter,
	mayNotPublish,
	taskMissing,
	unsupported,
} from '../graphError.mts';
import {
	type Commentable,
	type FacebookPage,
	itemsOf,
	type Photo,
	type Post,
	type Video,
} from '../state.mts';
import type { Call } from './call.mts';
import { isUnsettled } from './world.mts';

/** Demands what it takes to publish (developers.facebook.com/docs/pages-api/posts). */
export function publish(call: Call, page: FacebookPage, ...more: readonly string[]): void {
	call.actAs(page, 'CREATE_CONTENT');
	call.mayPublish('pages_read_engagement', 'pages_manage_posts', ...more);
}

/**
 * How far ahead something may be scheduled. Facebook's pages have said 30 days, 75 days and six months at different
 * times; the narrowest is taken here (glama.ai/mcp/servers/SalindaHulangamuwa/facebook-mcp: create_post).
 */
const SOONEST = 10 * 60;
const LATEST = 30 * DAY;

/** Whether something is published at once, and if not, when. */
export interface Publication {
	readonly isPublished: boolean;
	readonly scheduledPublishTime: number | undefined;
}

/**
 * Reads `published` and `scheduled_publish_time`.
 * @throws GraphError 100 for a time that is out of range, or given though it is published at once
 */
export function readPublication(call: Call): Publication {
	const isPublished = call.flag('published') ?? true;
	const scheduledPublishTime = call.moment('scheduled_publish_time');
	if (scheduledPublishTime === undefined) return { isPublished, scheduledPublishTime };
	if (isPublished) {
		throw invalidParameter('You cannot specify a scheduled publish time on a published post');
	}
	requireSchedulable(call, scheduledPublishTime);
	return { isPublished, scheduledPublishTime };
}

function requireSchedulable(call: Call, time: number): void {
	const ahead = time - call.clock.now;
	if (ahead >= SOONEST && ahead <= LATEST) return;
	throw invalidParameter('The specified scheduled publish time is invalid.');
}

/**
 * The longest text of a post: with a longer one Facebook answers error 100 (docs.letmepost.dev/preflight/facebook-text-max_graphemes;
 * gitroomhq/postiz-app: libraries/nestjs-libraries/src/integrations/social/facebook.provider.ts). It counts UTF-16 code units.
 */
const LONGEST = 63_206;

/** @throws GraphError 100 for a text that is too long */
function readMessage(call: Call): string | undefined {
	const message = call.parameter('message');
	if (message === undefined || message.length <= LONGEST) return message;
	throw invalidParameter(`Param message must be at most ${LONGEST} characters long`);
}

const mediaSchema = z.object({ media_fbid: z.coerce.string() });

/** The ids of `attached_media`: one JSON list, or one parameter for each as PHP would send them. */
function readAttachedMedia(call: Call): string[] {
	const list = call.parameter('attached_media');
	const single = Object.keys(call.parameters)
		.filter((name) => /^attached_media\[\d+\]$/.test(name))
		.map((name) => call.parameter(name));
	const texts = list === undefined ? `[${single.join(',')}]` : list;
	try {
		return z
			.array(mediaSchema)
			.parse(JSON.parse(texts))
			.map(({ media_fbid }) => media_fbid);
	} catch {
		throw invalidParameter('Param attached_media must be an array of objects with media_fbid');
	}
}

/** Photos and videos of the page that no post shows yet. */
function findMedia(call: Call, page: FacebookPage): Array<Photo | Video> {
	return readAttachedMedia(call).map((id) => {
		const item = isUnsettled(call.world, id) ? undefined : page.items.get(id);
		if (item?.kind !== 'photo' && item?.kind !== 'video') throw unsupported(call.method, id);
		return item;
	});
}

/** `POST /{page}/feed`. */
export function publishPost(call: Call, page: FacebookPage): object {
	publish(call, page);
	const message = readMessage(call);
	const link = call.parameter('link');
	const attachments = findMedia(call, page);
	if (message === undefined && link === undefined && attachments.length === 0) {
		throw invalidParameter('A post needs a message, a link or attached_media');
	}
	if (link !== undefined && !URL.canParse(link)) throw invalidParameter('link must be a valid URL');
	const asked = readPublication(call);
	const type = call.parameter('unpublished_content_type');
	// A scheduled post with media that does not say so stays a draft (developers.facebook.com/docs/graph-api/reference/page/photos).
	const isDraft = attachments.length > 0 && type !== 'SCHEDULED';
	const publication = isDraft ? { ...asked, scheduledPublishTime: undefined } : asked;
	const [latest] = itemsOf(page, 'post').filter(({ from }) => from.id === page.id);
	const isSame = latest?.message === message && latest?.link === link;
	if (latest && isSame && attachments.length === 0 && publication.isPublished) throw duplicate();
	const createdTime = call.clock.now;
	call.records += 1;
	return { id: createPost(page, { message, link, attachments, createdTime, ...publication }).id };
}

/** `POST /{post}`: changes it, publishes it or schedules it anew. An app may only change the page's own. */
export function changePost(call: Call, post: Post): object {
	publish(call, post.page);
	if (post.from.id !== post.page.id) throw taskMissing();
	const scheduled = call.moment('scheduled_publish_time');
	if (scheduled !== undefined) {
		if (post.isPublished) throw invalidParameter('The post is published already');
		requireSchedulable(call, scheduled);
	}
	const isPublished = call.flag('is_published');
	if (isPublished === false && post.isPublished) {
		throw invalidParameter('A published post cannot be unpublished');
	}
	post.message = readMessage(call) ?? post.message;
	post.isHidden = call.flag('is_hidden') ?? post.isHidden;
	post.scheduledPublishTime = scheduled ?? post.scheduledPublishTime;
	if (isPublished && !post.isPublished) {
		post.isPublished = true;
		post.scheduledPublishTime = undefined;
		post.createdTime = call.clock.now;
	}
	post.updatedTime = call.clock.now;
	call.records += 1;
	return { success: true };
}

/** `DELETE` of a post, a photo or a video, with its comments. */
export function remove(call: Call, item: Commentable): object {
	call.actAs(item.page, 'CREATE_CONTENT', 'MANAGE');
	if (!call.may('pages_manage_posts')) throw mayNotPublish();
	const { items } = item.page;
	for (const other of items.values()) {
		if (other.kind === 'comment' && other.on === item) items.delete(other.id);
	}
	items.delete(item.id);
	call.records += 1;
	return { success: true };
}
