import { mayNotRead, unsupported } from '../graphError.mts';
import type { Business, FacebookPage, Person } from '../state.mts';
import { isLongLived } from '../tokenEndpoint.mts';
import type { Call } from './call.mts';
import { askedFields, type NodeType, shape } from './fields.mts';
import { pageOf, windowOf } from './paging.mts';

/** The token with which the caller acts as a page: only for who has a task on it and may list pages. */
function accessTokenOf(page: FacebookPage, call: Call): string | undefined {
	const { token, world } = call;
	if (token.kind === 'page') return token.page === page ? token.value : undefined;
	if (token.kind !== 'user' || call.tasksOn(page).size === 0 || !call.may('pages_show_list')) {
		return undefined;
	}
	return world.tokens.pageTokenOf(token, page, isLongLived(token)).value;
}

/** A page (facebook/facebook-business-sdk-codegen: api_specs/specs/Page.json). */
const pageType: NodeType<FacebookPage> = {
	name: 'Page',
	defaults: ['name', 'id'],
	fields: {
		id: ({ id }) => id,
		name: ({ name }) => name,
		about: ({ about }) => about,
		category: ({ category }) => category,
		category_list: ({ category }) => [{ id: '2500', name: category }],
		fan_count: ({ fanCount }) => fanCount,
		followers_count: ({ fanCount }) => fanCount,
		link: ({ id }) => `https://www.facebook.com/${id}`,
		is_published: () => true,
		verification_status: () => 'not_verified',
		access_token: (page, _field, call) => accessTokenOf(page, call),
	},
};

/** `GET /{page}`, also as `/me` with the page's token. */
export function readPage(call: Call, page: FacebookPage): object {
	const { token } = call;
	const isOwn = token.kind === 'page' ? token.page === page : call.tasksOn(page).size > 0;
	if (token.kind === 'app' || !isOwn) throw unsupported(call.method, page.id);
	// A page's token may always see its own name; the rest needs a permission.
	const fields = askedFields(call);
	const isNameOnly = (fields ?? []).every(({ name }) => ['id', 'name'].includes(name));
	const isAllowed =
		(token.kind === 'page' && isNameOnly) ||
		call.may('pages_read_engagement') ||
		call.may('pages_show_list');
	if (!isAllowed) throw mayNotRead();
	call.records += 1;
	return shape(pageType, page, fields, call);
}

/** Whether a person works on a page through a business portfolio. */
const isOfBusiness = ({ businesses }: Person, page: FacebookPage) =>
	[...businesses].some(({ ownedPages, clientPages }) =>
		[...ownedPages, ...clientPages].includes(page),
	);

/**
 * `GET /me/accounts`: the person's pages with their tokens, none without the permission to list them
 * (developers.facebook.com/docs/graph-api/reference/user/accounts). "Pages the User has a role on" are not those on which
 * they work through a business portfolio (trypostit/trypost, pull requests 292 and 301), whatever they have granted; that
 * business_management brings them here has been seen, too (getopenpost/openpost, issue 216).
 */
export function listAccounts(call: Call): object {
	const { person } = call.token;
	const pages = person && call.may('pages_show_list') ? [...person.roles.keys()] : [];
	const records = pages.filter(
		(page) => call.tasksOn(page).size > 0 && !(person && isOfBusiness(person, page)),
	);
	const asked = askedFields(call);
	const path = `/${person?.id ?? 'me'}/accounts`;
	const accounts: NodeType<FacebookPage> = {
		...pageType,
		defaults: ['access_token', 'category', 'category_list', 'name', 'id', 'tasks'],
		fields: { ...pageType.fields, tasks: (page, _field, of) => [...of.tasksOn(page)] },
	};
	return pageOf(call, { records, window: windowOf(call), path }, (page) =>
		shape(accounts, page, asked, call),
	);
}

/** A business portfolio (facebook/facebook-business-sdk-codegen: api_specs/specs/Business.json). */
const businessType: NodeType<Business> = {
	name: 'Business',
	defaults: ['id', 'name'],
	fields: { id: ({ id }) => id, name: ({ name }) => name },
};

/** `GET /me/businesses` (developers.facebook.com/docs/graph-api/reference/user/businesses). */
export function listBusinesses(call: Call, person: Person): object {
	call.mayManage('business_management');
	const asked = askedFields(call);
	const list = {
		records: [...person.businesses],
		window: windowOf(call),
		path: `/${person.id}/businesses`,
	};
	return pageOf(call, list, (business) => shape(businessType, business, asked, call));
}

/** The edges of a business that list pages. */
const PAGES_OF = {
	owned_pages: ({ ownedPages }: Business) => ownedPages,
	client_pages: ({ clientPages }: Business) => clientPages,
};

/** Whether an edge of a business lists pages. */
export const isPageList = (edge: string | undefined): edge is keyof typeof PAGES_OF =>
	edge !== undefined && Object.hasOwn(PAGES_OF, edge);

/**
 * `GET /{business}/owned_pages` and `/client_pages` (developers.facebook.com/docs/graph-api/reference/business/owned_pages,
 * developers.facebook.com/documentation/ads-commerce/marketing-api/reference/business/client_pages).
 */
export function listPagesOf(call: Call, business: Business, edge: keyof typeof PAGES_OF): object {
	call.mayManage('business_management');
	const asked = askedFields(call);
	const list = {
		records: PAGES_OF[edge](business),
		window: windowOf(call),
		path: `/${business.id}/${edge}`,
	};
	return pageOf(call, list, (page) => shape(pageType, page, asked, call));
}
