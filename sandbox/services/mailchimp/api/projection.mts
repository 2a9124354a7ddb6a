import type { Call } from './route.mts';

/** A dotted path, in its parts. */
type Path = readonly string[];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The rests of the paths that begin with a name. */
const below = (paths: readonly Path[], name: string) =>
	paths.filter(([first]) => first === name).map(([, ...rest]) => rest);

/** Only the named fields: `lists.id,total_items`. */
function pick(value: unknown, paths: readonly Path[]): unknown {
	if (Array.isArray(value)) return value.map((entry) => pick(entry, paths));
	return isObject(value) ? pickFrom(value, paths) : value;
}

function pickFrom(value: object, paths: readonly Path[]): object {
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]): Array<[string, unknown]> => {
			const rests = below(paths, name);
			if (rests.length === 0) return [];
			return [[name, rests.some(({ length }) => length === 0) ? inner : pick(inner, rests)]];
		}),
	);
}

/** All but the named fields. */
function omit(value: unknown, paths: readonly Path[]): unknown {
	if (Array.isArray(value)) return value.map((entry) => omit(entry, paths));
	return isObject(value) ? omitFrom(value, paths) : value;
}

function omitFrom(value: object, paths: readonly Path[]): object {
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]): Array<[string, unknown]> => {
			const rests = below(paths, name);
			if (rests.some(({ length }) => length === 0)) return [];
			return [[name, rests.length > 0 ? omit(inner, rests) : inner]];
		}),
	);
}

const pathsOf = (list: string | undefined): Path[] =>
	list ? list.split(',').map((path) => path.trim().split('.')) : [];

/** A document as the query's `fields` and `exclude_fields` ask for it (dots reach into sub-objects). */
export function project(document: object, query: Call['query']): object {
	const fields = pathsOf(query.fields);
	const chosen = fields.length > 0 ? pickFrom(document, fields) : document;
	return omitFrom(chosen, pathsOf(query.exclude_fields));
}
