import type { Item } from '../state.mts';
import type { Call } from './call.mts';
import type { Field } from './fields.mts';
import { pageOf, type Window, windowOf } from './paging.mts';

/** Who reacts to a post, or likes something else, and how. */
const reactionsOf = (item: Item) =>
	item.kind === 'post'
		? [...item.reactions].map(([id, type]) => ({ id, type }))
		: [...item.likes].map((id) => ({ id, type: 'LIKE' }));

type Edge = 'likes' | 'reactions';

/** A list of likes or reactions, as an edge and as a field. */
function list(call: Call, item: Item, edge: Edge, query: { window: Window; summary: boolean }) {
	call.mayRead('pages_read_engagement', 'pages_read_user_content');
	const all = reactionsOf(item);
	const records = edge === 'likes' ? all.filter(({ type }) => type === 'LIKE') : all;
	const path = `/${item.id}/${edge}`;
	const page = pageOf(call, { records, window: query.window, path }, ({ id, type }) =>
		edge === 'likes' ? { id } : { id, type },
	);
	return query.summary ? { ...page, summary: { total_count: records.length } } : page;
}

/** The fields `likes` and `reactions`. */
export const reactionsField = (item: Item, { name, modifiers }: Field, call: Call) =>
	list(call, item, name === 'likes' ? 'likes' : 'reactions', {
		window: modifiers,
		summary: ['1', 'true', 'total_count'].includes(modifiers['summary'] ?? ''),
	});

/** `GET /{object}/likes` and `/reactions`. */
export function readReactions(call: Call, item: Item, edge: Edge): object {
	call.actAs(item.page, 'MODERATE', 'MANAGE', 'CREATE_CONTENT');
	return list(call, item, edge, { window: windowOf(call), summary: call.flag('summary') ?? false });
}

/** `POST /{object}/likes` and `DELETE`: the page likes it, or does no longer. */
export function setLike(call: Call, item: Item, isLiked: boolean): object {
	call.actAs(item.page, 'MODERATE');
	call.mayManage('pages_manage_engagement');
	const { id } = item.page;
	if (item.kind === 'post') {
		if (isLiked) item.reactions.set(id, 'LIKE');
		else item.reactions.delete(id);
	} else if (isLiked) item.likes.add(id);
	else item.likes.delete(id);
	call.records += 1;
	return { success: true };
}
