import {
	covers,
	labelsOf,
	missing,
	permissionsOf,
	scopes,
	scopesOf,
	unneeded,
	withIncluded,
} from '../../../connection/model/permissions';
import { pages, spaces } from '../../builders';

describe('a scope string', () => {
	it.each([
		['a b c', ['a', 'b', 'c']],
		['a,b,c', ['a', 'b', 'c']],
		['a, b  c,', ['a', 'b', 'c']],
		['a b a', ['a', 'b']],
		['', []],
	])('%j is read whichever separator the service answers with', (text, list) => {
		expect(scopes.parse(text)).toEqual(list);
	});

	it.each([
		[' ' as const, 'a b'],
		[',' as const, 'a,b'],
	])('is written with the separator %j, each scope once', (separator, text) => {
		expect(scopes.format(['a', 'b', 'a'], separator)).toBe(text);
	});
});

describe('permissions to request', () => {
	it('become scopes, each once, in the order of the declaration', () => {
		expect(scopesOf(pages, ['readPosts', 'publishPosts'])).toEqual([
			'pages_list',
			'pages_read',
			'pages_publish',
		]);
	});

	it('become no scopes where rights belong to a key', () => {
		expect(scopesOf(spaces, ['readRecords'])).toEqual([]);
	});
});

describe('granted scopes', () => {
	it('amount to a permission only when all its scopes are among them', () => {
		expect(permissionsOf(pages, ['pages_list', 'pages_read'])).toEqual(['readPosts']);
		expect(permissionsOf(pages, ['pages_read'])).toEqual([]);
	});

	it('amount to a permission also by another set that is enough', () => {
		expect(permissionsOf(pages, ['pages_legacy_read'])).toEqual(['readPosts']);
	});

	it('amount to all that a wider permission includes', () => {
		expect(permissionsOf(pages, ['pages_manage'])).toEqual(['manage', 'publishPosts', 'readPosts']);
	});
});

describe('a connection with known permissions', () => {
	it('covers what it has and what that includes', () => {
		expect(covers(pages, ['publishPosts'], { granted: ['manage'] })).toBe(true);
		expect(missing(pages, ['publishPosts', 'readPosts'], { granted: ['readPosts'] })).toEqual([
			'publishPosts',
		]);
	});

	it('is judged by what was granted, not by what was requested', () => {
		const known = { requested: ['readPosts', 'publishPosts'], granted: ['readPosts'] };
		expect(missing(pages, ['publishPosts'], known)).toEqual(['publishPosts']);
	});

	it('is judged by what was requested where the service does not say what it granted', () => {
		expect(missing(pages, ['publishPosts'], { requested: ['readPosts'] })).toEqual([
			'publishPosts',
		]);
	});

	it('lacks nothing where nothing is known: unknown is not missing', () => {
		expect(missing(pages, ['publishPosts'], {})).toEqual([]);
	});

	it('lacks everything where it is known to have nothing', () => {
		expect(missing(pages, ['readPosts'], { granted: [] })).toEqual(['readPosts']);
	});
});

describe('what a connection could give up', () => {
	it('is what nothing requires and no required permission includes', () => {
		expect(unneeded(pages, ['readPosts'], ['readPosts', 'publishPosts'])).toEqual(['publishPosts']);
		expect(unneeded(pages, ['manage'], ['manage', 'readPosts'])).toEqual([]);
	});
});

describe('permissions that include each other', () => {
	it('are each found once', () => {
		const ring = {
			...pages,
			permissions: {
				readPosts: { ...pages.permissions.readPosts, includes: ['publishPosts'] },
				publishPosts: { ...pages.permissions.publishPosts, includes: ['readPosts'] },
			},
		};
		expect(withIncluded(ring, ['readPosts'])).toEqual(['readPosts', 'publishPosts']);
	});
});

describe('permissions in a sentence', () => {
	it('are named by their labels', () => {
		expect(labelsOf(pages, ['readPosts', 'publishPosts'])).toBe('Read posts, Publish posts');
	});
});
