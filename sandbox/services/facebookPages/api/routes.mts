import { invalidParameter, unknownPath, unsupported } from '../graphError.mts';
import type { Comment, FacebookPage, Item, Photo, Post, Video } from '../state.mts';
import type { Call } from './call.mts';
import {
	addComment,
	changeComment,
	readComment,
	readComments,
	removeComment,
} from './comments.mts';
import { readInsights } from './insights.mts';
import { readReactions, setLike } from './likes.mts';
import { debugToken, listPermissions, readUser, removePermission } from './me.mts';
import {
	changeVideo,
	listPhotos,
	listVideos,
	publishPhoto,
	publishVideo,
	readMedium,
} from './media.mts';
import { isPageList, listAccounts, listBusinesses, listPagesOf, readPage } from './pages.mts';
import { isPostList, listPosts, readPost } from './posts.mts';
import { changePost, publishPost, remove } from './publishing.mts';
import { find } from './world.mts';

/**
 * Answers a call.
 * @throws GraphError
 */
export function route(call: Call): object {
	const [id = '', edge, last, ...rest] = call.path
		.split('/')
		.filter(Boolean)
		.map(decodeURIComponent);
	if (rest.length > 0) throw unknownPath(call.path);
	if (id === '') throw invalidParameter('The parameter batch is required');
	if (id === 'debug_token' && call.method === 'GET') return debugToken(call);
	const { person, page } = call.token;
	const isMe = id === 'me';
	if (call.token.kind === 'user' && person && (isMe || id === person.id)) {
		return ofUser(call, edge, last);
	}
	const business = [...(person?.businesses ?? [])].find((one) => one.id === id);
	if (business && call.method === 'GET' && isPageList(edge)) {
		return listPagesOf(call, business, edge);
	}
	const target = isMe ? page : find(call.world, id);
	if (!target || (isMe && call.token.kind === 'app')) throw unsupported(call.method, id);
	const answer =
		target.kind === 'page' ? ofPage(call, target, edge, last) : ofItem(call, target, edge, last);
	if (!answer) throw unsupported(call.method, id);
	return answer;
}

function ofUser(call: Call, edge: string | undefined, last: string | undefined): object {
	const { person } = call.token;
	if (!person) throw unsupported(call.method, 'me');
	switch (`${call.method} ${edge ?? ''}`) {
		case 'GET ':
			return readUser(call, person);
		case 'GET permissions':
			return listPermissions(call, person);
		case 'DELETE permissions':
			return removePermission(call, person, last);
		case 'GET accounts':
			return listAccounts(call);
		case 'GET businesses':
			return listBusinesses(call, person);
		default:
			throw unsupported(call.method, 'me');
	}
}

function ofPage(call: Call, page: FacebookPage, edge = '', last?: string): object | undefined {
	if (call.method === 'GET' && isPostList(edge)) return listPosts(call, page, edge);
	switch (`${call.method} ${edge}`) {
		case 'GET ':
			return readPage(call, page);
		case 'POST feed':
			return publishPost(call, page);
		case 'GET photos':
			return listPhotos(call, page);
		case 'POST photos':
			return publishPhoto(call, page);
		case 'GET videos':
			return listVideos(call, page);
		case 'POST videos':
			return publishVideo(call, page);
		case 'GET insights':
			return readInsights(call, page, last);
		default:
			return undefined;
	}
}

function ofItem(call: Call, item: Item, edge = '', last?: string): object | undefined {
	if (edge === 'comments' && call.method === 'GET') return readComments(call, item);
	if (edge === 'comments' && call.method === 'POST') return addComment(call, item);
	switch (item.kind) {
		case 'post':
			return ofPost(call, item, edge, last);
		case 'comment':
			return ofComment(call, item, edge);
		default:
			return ofMedium(call, item, edge);
	}
}

function ofMedium(call: Call, medium: Photo | Video, edge: string): object | undefined {
	switch (`${call.method} ${edge}`) {
		case 'GET ':
			return readMedium(call, medium);
		case 'POST ':
			return medium.kind === 'video' ? changeVideo(call, medium) : undefined;
		case 'DELETE ':
			return remove(call, medium);
		case 'GET likes':
			return readReactions(call, medium, 'likes');
		case 'POST likes':
			return setLike(call, medium, true);
		default:
			return undefined;
	}
}

function ofPost(call: Call, post: Post, edge: string, last?: string): object | undefined {
	switch (`${call.method} ${edge}`) {
		case 'GET ':
			return readPost(call, post);
		case 'POST ':
			return changePost(call, post);
		case 'DELETE ':
			return remove(call, post);
		case 'GET insights':
			return readInsights(call, post, last);
		default:
			return liked(call, post, edge);
	}
}

function ofComment(call: Call, comment: Comment, edge: string): object | undefined {
	switch (`${call.method} ${edge}`) {
		case 'GET ':
			return readComment(call, comment);
		case 'POST ':
			return changeComment(call, comment);
		case 'DELETE ':
			return removeComment(call, comment);
		default:
			return liked(call, comment, edge);
	}
}

function liked(call: Call, item: Post | Comment, edge: string): object | undefined {
	if (call.method === 'GET' && (edge === 'likes' || edge === 'reactions')) {
		return readReactions(call, item, edge);
	}
	if (edge !== 'likes') return undefined;
	if (call.method === 'POST') return setLike(call, item, true);
	return call.method === 'DELETE' ? setLike(call, item, false) : undefined;
}
