/** Expressions that do nothing but name a property of their item, such as `={{ $json.email }}`. */
import type { IDataObject } from 'n8n-workflow';

/**
 * One step from a value to a property of it: by a name, a name in quotes, or a position. The name "$" alone n8n takes for
 * its own function, and refuses (n8n-workflow (npm): dist/cjs/expression-sandboxing.js).
 */
const STEP = /\.(?!\$(?![\w$]))([A-Za-z_$][\w$]*)|\['([^'\\]*)'\]|\["([^"\\]*)"\]|\[(\d+)\]/g;

/** To n8n an expression ends with the first braces that close it, also where these stand in quotes. */
const REFERENCE = new RegExp(
	`^=(?![^]*\\}\\}[^])\\{\\{\\s*\\$json((?:${STEP.source})+)\\s*\\}\\}$`,
);

/** The names on the way to the property; `undefined` where the expression does anything else. */
function stepsOf(expression: string): string[] | undefined {
	const [, path] = REFERENCE.exec(expression) ?? [];
	return path === undefined
		? undefined
		: [...path.matchAll(STEP)].map(
				(step) => step.slice(1).find((name) => name !== undefined) ?? '',
			);
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Whether every object has a property of this name, such as "toString": n8n's engine gives that one, not the item's. */
const isOfEveryObject = (name: string) => name in Object.prototype;

/** The text, number or truth value at the end of the way, where each step is a property of its own. */
function valueAt(item: IDataObject, steps: readonly string[]): unknown {
	let value: unknown = item;
	for (const step of steps) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
			return undefined;
		value = Reflect.get(value, step);
	}
	return isPlain(value) ? value : undefined;
}

/** Finds in an item what a field holds for it; `undefined` where only n8n can tell. */
export type Finder = (item: IDataObject) => unknown;

/**
 * What finds the value of a field without n8n's engine, which takes its time for each expression of each item.
 * @param stored what the node stores of the field: a value, an expression, or an object or list of these
 * @returns `undefined` where an expression in it does more than to name a property
 */
export function finderOf(stored: unknown): Finder | undefined {
	if (typeof stored === 'string' && stored.startsWith('=')) {
		const steps = stepsOf(stored);
		if (!steps || steps.some(isOfEveryObject)) return undefined;
		return (item) => valueAt(item, steps);
	}
	if (typeof stored !== 'object' || stored === null) return () => stored;
	const finders: Array<readonly [string, Finder]> = [];
	for (const [name, part] of Object.entries(stored)) {
		const finder = finderOf(part);
		if (!finder) return undefined;
		finders.push([name, finder]);
	}
	return (item) => {
		const found = finders.map(([name, find]) => [name, find(item)] as const);
		if (found.some(([, value]) => value === undefined)) return undefined;
		return Array.isArray(stored) ? found.map(([, value]) => value) : Object.fromEntries(found);
	};
}
