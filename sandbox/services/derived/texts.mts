/** Texts of a declaration, in which `{name}` stands for a value: made from patterns, and recognised in requests. */
import { sample, stringMatching } from 'fast-check';

/** Values by the names under which a declaration refers to them. */
export type Values = Readonly<Record<string, string>>;

/**
 * A text that a pattern matches as a whole.
 * @param seed another one gives another text
 */
export function textMatching(pattern: string, seed: number): string {
	const [text] = sample(stringMatching(new RegExp(`^(?:${pattern})$`)), { numRuns: 1, seed });
	if (text === undefined) throw new Error(`Nothing matches ${pattern}`);
	return text;
}

/** Where the one group of a pattern begins and ends. */
function groupIn(pattern: string): { readonly start: number; readonly end: number } {
	const signs = [...pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|\((?!\?)|\(\?|\)/g)];
	let depth = 0;
	const start = signs.find(([sign]) => sign === '(')?.index ?? pattern.length;
	for (const { 0: sign, index } of signs.filter((one) => one.index >= start)) {
		if (sign.startsWith('(')) depth += 1;
		if (sign === ')') depth -= 1;
		if (depth === 0) return { start, end: index + 1 };
	}
	return { start, end: pattern.length };
}

/**
 * A text in which a pattern with one group finds the value. What stands around the group is taken literally, without
 * what may be left out.
 * @throws Error when the pattern is more than this can turn around
 */
export function textAround(pattern: string, value: string): string {
	const { start, end } = groupIn(pattern);
	const literal = (piece: string) =>
		piece
			.replace(/^\^|(?<!\\)\$$/g, '')
			.replace(/(?:\(\?:[^()]*\)|\\?[^\\])\?/g, '')
			.replace(/\\(.)/g, '$1');
	const text = `${literal(pattern.slice(0, start))}${value}${literal(pattern.slice(end))}`;
	if (new RegExp(pattern).exec(text)?.[1] !== value) {
		throw new Error(`No text was found in which ${pattern} finds "${value}"`);
	}
	return text;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Recognises a text of the declaration and reads the values in it.
 * @param patterns the form of each value; one that has none may be anything
 * @returns what stands in place of the names; `undefined` where the text is another one
 */
export function readText(
	template: string,
	text: string,
	patterns: Values = {},
): Values | undefined {
	const names: string[] = [];
	const source = template
		.split(/\{(\w+)\}/)
		.map((piece, index) => {
			if (index % 2 === 0) return escaped(piece);
			names.push(piece);
			return `(?<v${names.length}>${patterns[piece] ?? '[^]*'})`;
		})
		.join('');
	const found = new RegExp(`^${source}$`).exec(text);
	if (!found) return undefined;
	return Object.fromEntries(
		names.map((name, index) => [name, found.groups?.[`v${index + 1}`] ?? '']),
	);
}

/**
 * Recognises all of these texts and reads the values in them.
 * @param given what was sent, by the same names; more may have been sent
 */
export function readTexts(
	templates: Values,
	given: Readonly<Record<string, unknown>>,
	patterns: Values = {},
): Values | undefined {
	let read: Values = {};
	for (const [name, template] of Object.entries(templates)) {
		const value = given[name];
		const found = value === undefined ? undefined : readText(template, String(value), patterns);
		if (!found) return undefined;
		read = { ...read, ...found };
	}
	return read;
}

/** The text with these values in it. */
export const fill = (text: string, values: Values): string =>
	text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
