import { notFound } from '../problem.mts';
import { type Audience, hashOf, type Member } from '../state.mts';
import { isWithin, sorted } from './filters.mts';
import { pageOf } from './paging.mts';
import type { Call, Routes } from './route.mts';
import { audienceShape } from './shapes.mts';

/**
 * The audience that a path names.
 * @throws Problem 404
 */
export function audienceOf({ account, path }: Pick<Call, 'account' | 'path'>): Audience {
	const audience = account.audiences.get(path.list_id ?? '');
	if (!audience) throw notFound();
	return audience;
}

/** The merge fields that every audience of the stand-in has, as a new one of the service has them. */
const MERGE_FIELDS = [
	{ merge_id: 1, tag: 'FNAME', name: 'First Name', display_order: 2 },
	{ merge_id: 2, tag: 'LNAME', name: 'Last Name', display_order: 3 },
];

/** The names of all tags of an audience with their ids, without repetition. */
const tagsOf = (members: Iterable<Member>) =>
	new Map([...members].flatMap(({ tags }) => [...tags.values()].map(({ id, name }) => [name, id])));

/** The routes of audiences. */
export const audienceRoutes: Routes = {
	'GET /lists': ({ account, query }) => {
		const { email } = query;
		const wanted = [...account.audiences.values()].filter(
			(audience) =>
				isWithin(query, 'date_created', audience.date_created) &&
				(email === undefined || audience.members.has(hashOf(email))),
		);
		const { page, total } = pageOf({ query }, sorted(query, wanted, 'date_created'));
		return { lists: page.map(audienceShape), total_items: total, _links: [] };
	},

	'GET /lists/{list_id}': (call) => audienceShape(audienceOf(call)),

	'GET /lists/{list_id}/merge-fields': (call) => {
		const { id } = audienceOf(call);
		const all = MERGE_FIELDS.map((field) => ({
			...field,
			type: 'text',
			required: false,
			public: true,
			default_value: '',
			list_id: id,
			_links: [],
		}));
		const { page, total } = pageOf(call, all);
		return { merge_fields: page, list_id: id, total_items: total, _links: [] };
	},

	'GET /lists/{list_id}/tag-search': (call) => {
		const prefix = (call.query.name ?? '').toLowerCase();
		const tags = [...tagsOf(audienceOf(call).members.values())]
			.filter(([name]) => name.toLowerCase().startsWith(prefix))
			.map(([name, id]) => ({ id, name }));
		return { tags, total_items: tags.length };
	},
};
