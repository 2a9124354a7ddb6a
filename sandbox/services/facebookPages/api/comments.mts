import { graphTime } from '../clock.mts';
import { createComment } from '../creating.mts';
import { invalidParameter, taskMissing } from '../graphError.mts';
import type { Comment, Commentable } from '../state.mts';
import { profile } from './authors.mts';
import type { Call } from './call.mts';
import { askedFields, type Field, type NodeType, shape } from './fields.mts';
import { pageOf, type Window, windowOf } from './paging.mts';

/** A comment (facebook/facebook-business-sdk-codegen: api_specs/specs/Comment.json). */
export const commentType: NodeType<Comment> = {
	name: 'Comment',
	defaults: ['created_time', 'from', 'message', 'id'],
	fields: {
		id: ({ id }) => id,
		message: ({ message }) => message,
		created_time: ({ createdTime }) => graphTime(createdTime),
		from: ({ from }, { fields }, call) => shape(profile, from, fields, call),
		// Nobody attaches anything here.
		attachment: () => undefined,
		is_hidden: ({ isHidden }) => isHidden,
		comment_count: ({ replies }) => replies.length,
		like_count: ({ likes }) => likes.size,
		user_likes: ({ likes, page }) => likes.has(page.id),
		can_hide: ({ from, page }) => from.id !== page.id,
		can_remove: () => true,
		can_comment: () => true,
		can_like: () => true,
		permalink_url: ({ on, id }) =>
			`https://www.facebook.com/${on.id}?comment_id=${id.split('_')[1]}`,
		parent: ({ parent }, { fields }, call) => parent && shape(commentType, parent, fields, call),
		object: ({ on }) => ({ id: on.id }),
		comments: (comment, field, call) => listComments(call, comment, edgeOf(field)),
	},
};

/** How comments are asked for. */
interface CommentQuery {
	readonly window: Window;
	readonly filter: string | undefined;
	readonly order: string | undefined;
	readonly summary: boolean;
	readonly fields: readonly Field[] | undefined;
}

const edgeOf = ({ modifiers, fields }: Field): CommentQuery => ({
	window: modifiers,
	filter: modifiers['filter'],
	order: modifiers['order'],
	summary: ['1', 'true', 'total_count'].includes(modifiers['summary'] ?? ''),
	fields,
});

/** Comments and their replies, each before its replies. */
const flat = (comments: readonly Comment[]): Comment[] =>
	comments.flatMap((comment) => [comment, ...flat(comment.replies)]);

const byTime = (one: Comment, other: Comment) => one.createdTime - other.createdTime;

/** The comments that a query means: `toplevel` or `stream`, which has the replies too. */
function select(comments: readonly Comment[], { filter = 'toplevel', order }: CommentQuery) {
	if (filter !== 'toplevel' && filter !== 'stream') {
		throw invalidParameter('Param filter must be one of {STREAM, TOPLEVEL}');
	}
	if (order !== undefined && order !== 'chronological' && order !== 'reverse_chronological') {
		throw invalidParameter('Param order must be one of {CHRONOLOGICAL, REVERSE_CHRONOLOGICAL}');
	}
	const all = (filter === 'stream' ? flat(comments) : [...comments]).sort(byTime);
	return order === 'reverse_chronological' ? all.reverse() : all;
}

/** A list of comments, as an edge and as a field of a post. */
export function listComments(call: Call, on: Commentable | Comment, query: CommentQuery): object {
	call.mayRead('pages_read_engagement', 'pages_read_user_content');
	const comments = on.kind === 'comment' ? on.replies : on.comments;
	const records = select(comments, query);
	const list = { records, window: query.window, path: `/${on.id}/comments` };
	const page = pageOf(call, list, (comment) => shape(commentType, comment, query.fields, call));
	if (!query.summary) return page;
	const order = query.order === 'reverse_chronological' ? 'reverse_chronological' : 'chronological';
	return { ...page, summary: { order, total_count: records.length, can_comment: true } };
}

/** The field `comments` of what can be commented on. */
export const commentsField = (on: Commentable, field: Field, call: Call) =>
	listComments(call, on, edgeOf(field));

/** `GET /{object}/comments`. */
export function readComments(call: Call, on: Commentable | Comment): object {
	call.actAs(on.page, 'MODERATE', 'MANAGE', 'CREATE_CONTENT');
	return listComments(call, on, {
		window: windowOf(call),
		filter: call.parameter('filter'),
		order: call.parameter('order'),
		summary: call.flag('summary') ?? false,
		fields: askedFields(call),
	});
}

/** `GET /{comment}`. */
export function readComment(call: Call, comment: Comment): object {
	call.actAs(comment.page, 'MODERATE', 'MANAGE', 'CREATE_CONTENT');
	call.mayRead('pages_read_engagement', 'pages_read_user_content');
	return shape(commentType, comment, askedFields(call), call);
}

/** Demands what it takes to answer comments (developers.facebook.com/docs/pages-api/comments-mentions). */
function moderate(call: Call, { page }: Commentable | Comment): void {
	call.actAs(page, 'MODERATE');
	call.mayManage('pages_manage_engagement');
}

/** `POST /{object}/comments`: a comment by the page, or a reply where the object is a comment. */
export function addComment(call: Call, on: Commentable | Comment): object {
	moderate(call, on);
	const message = call.parameter('message');
	const isAttached = call.parameter('attachment_url') ?? call.parameter('attachment_id');
	if (message === undefined && isAttached === undefined) {
		throw invalidParameter('A comment needs a message or an attachment');
	}
	const createdTime = call.clock.now;
	call.records += 1;
	if (on.kind !== 'comment')
		return { id: createComment(on, { message: message ?? '', createdTime }).id };
	// Answers to an answer stand beside it: there are two levels.
	const parent = on.parent ?? on;
	return { id: createComment(on.on, { message: message ?? '', parent, createdTime }).id };
}

/** `POST /{comment}`: hides one, or changes one's own. */
export function changeComment(call: Call, comment: Comment): object {
	moderate(call, comment);
	const message = call.parameter('message');
	if (message !== undefined) {
		if (comment.from.id !== comment.page.id) throw taskMissing();
		comment.message = message;
	}
	comment.isHidden = call.flag('is_hidden') ?? comment.isHidden;
	call.records += 1;
	return { success: true };
}

/** `DELETE /{comment}`, with its replies. */
export function removeComment(call: Call, comment: Comment): object {
	moderate(call, comment);
	const siblings = comment.parent?.replies ?? comment.on.comments;
	siblings.splice(siblings.indexOf(comment), 1);
	for (const gone of flat([comment])) comment.page.items.delete(gone.id);
	call.records += 1;
	return { success: true };
}
