import { notFound } from '../problem.mts';
import { type Audience, hashOf, type Member, type MergeField } from '../state.mts';
import { isAsked, isWithin, sorted } from './filters.mts';
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

/** A merge field as the API answers it. */
const mergeFieldShape = ({ id }: Audience, field: MergeField, index: number) => ({
	merge_id: index + 1,
	tag: field.tag,
	name: field.name,
	type: field.type,
	required: field.required ?? false,
	default_value: '',
	public: true,
	display_order: index + 2,
	options: field.choices ? { choices: [...field.choices] } : {},
	list_id: id,
	_links: [],
});

/**
 * The interest category that a path names.
 * @throws Problem 404
 */
function categoryOf({ form }: Audience, { interest_category_id: wanted }: Call['path']) {
	const category = form.interestCategories.find(({ id }) => id === wanted);
	if (!category) throw notFound();
	return category;
}

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
		const audience = audienceOf(call);
		const all = audience.form.mergeFields.map((field, index) =>
			mergeFieldShape(audience, field, index),
		);
		const wanted = all.filter(
			({ type, required }) =>
				isAsked(call.query, 'type', type) && isAsked(call.query, 'required', String(required)),
		);
		const { page, total } = pageOf(call, wanted);
		return { merge_fields: page, list_id: audience.id, total_items: total, _links: [] };
	},

	'GET /lists/{list_id}/interest-categories': (call) => {
		const { id: list_id, form } = audienceOf(call);
		const all = form.interestCategories.map(({ id, title }, display_order) => ({
			list_id,
			id,
			title,
			display_order,
			type: 'checkboxes',
			_links: [],
		}));
		const wanted = all.filter(({ type }) => isAsked(call.query, 'type', type));
		const { page, total } = pageOf(call, wanted);
		return { list_id, categories: page, total_items: total, _links: [] };
	},

	'GET /lists/{list_id}/interest-categories/{interest_category_id}/interests': (call) => {
		const audience = audienceOf(call);
		const category = categoryOf(audience, call.path);
		const all = category.interests.map(({ id, name }, index) => ({
			category_id: category.id,
			list_id: audience.id,
			id,
			name,
			display_order: index + 1,
			subscriber_count: String(
				[...audience.members.values()].filter(({ interests }) => interests[id]).length,
			),
			_links: [],
		}));
		const { page, total } = pageOf(call, all);
		return {
			interests: page,
			list_id: audience.id,
			category_id: category.id,
			total_items: total,
			_links: [],
		};
	},

	'GET /lists/{list_id}/tag-search': (call) => {
		const prefix = (call.query.name ?? '').toLowerCase();
		const tags = [...tagsOf(audienceOf(call).members.values())]
			.filter(([name]) => name.toLowerCase().startsWith(prefix))
			.map(([name, id]) => ({ id, name }));
		return { tags, total_items: tags.length };
	},
};
