/** Texts of a declaration in which `{name}` stands for a value that a connection holds. */

/** Values by the names under which a declaration refers to them. */
export type Values = Readonly<Record<string, string>>;

/** The text with these values in it. A name without a value stays as it is. */
export const fill = (text: string, values: Values): string =>
	text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
		Object.hasOwn(values, name) ? (values[name] ?? '') : placeholder,
	);

/** Each of the texts with these values in it. */
export const fillAll = (texts: Values, values: Values): Record<string, string> =>
	Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text, values)]));
