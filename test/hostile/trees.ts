/** Places in JSON, and JSON with something else at one of them. */

/** A place: the names and numbers that lead there. */
export type Place = readonly string[];

/** Every place in a value, the value itself first. */
export function placesIn(value: unknown, at: Place = []): Place[] {
	if (typeof value !== 'object' || value === null) return [at];
	return [at, ...Object.entries(value).flatMap(([name, held]) => placesIn(held, [...at, name]))];
}

/** The places at which a text stands. */
export const textsIn = (value: unknown): Place[] =>
	placesIn(value).filter((place) => typeof valueAt(value, place) === 'string');

/** What stands at a place. */
export function valueAt(tree: unknown, [name, ...rest]: Place): unknown {
	if (name === undefined) return tree;
	return typeof tree === 'object' && tree !== null
		? valueAt(Reflect.get(tree, name), rest)
		: undefined;
}

/** The same with another value at a place. */
export function withAt(tree: unknown, [name, ...rest]: Place, value: unknown): unknown {
	if (name === undefined) return value;
	if (Array.isArray(tree)) {
		return tree.map((one, index) => (String(index) === name ? withAt(one, rest, value) : one));
	}
	const held: object = Object(tree);
	return { ...held, [name]: withAt(Reflect.get(held, name), rest, value) };
}
