type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only the named fields: `lists.id,total_items`. */
function pick(value: unknown, paths: readonly string[][]): unknown {
	if (Array.isArray(value)) return value.map((entry) => pick(entry, paths));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]): Array<[string, unknown]> => {
			const below = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
			if (below.length === 0) return [];
			return [[name, below.some(({ length }) => length === 0) ? inner : pick(inner, below)]];
		}),
	);
}

/** All but the named fields. */
function omit(value: unknown, paths: readonly string[][]): unknown {
	if (Array.isArray(value)) return value.map((entry) => omit(entry, paths));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]): Array<[string, unknown]> => {
			const below = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
			if (below.some(({ length }) => length === 0)) return [];
			return [[name, below.length > 0 ? omit(inner, below) : inner]];
		}),
	);
}

const pathsOf = (list: unknown) =>
	typeof list === 'string' ? list.split(',').map((path) => path.trim().split('.')) : [];

/** An answer as the query's `fields` and `exclude_fields` ask for it. */
export function project(answer: unknown, query: Json): unknown {
	const fields = pathsOf(query.fields);
	const chosen = fields.length > 0 ? pick(answer, fields) : answer;
	return omit(chosen, pathsOf(query.exclude_fields));
}
