import type { IExecuteFunctions, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { ExpressionError, NodeOperationError, tryToParseDateTime } from 'n8n-workflow';
import { z } from 'zod';

import { ConnectionFailure } from '../connection/failure/failure';
import { isObject } from './fields';
import type { Finder } from './reference';
import { finderOf } from './reference';

/** A field whose value n8n cannot tell, such as one with a faulty expression. */
function unreadableField({ displayName }: INodeProperties, error: unknown): ConnectionFailure {
	if (!(error instanceof ExpressionError || error instanceof NodeOperationError)) throw error;
	return inputFailure(`"${displayName}" cannot be read: ${error.message}`);
}

type Described = INodeProperties | INodePropertyCollection;

/** The fields inside a collection or a fixed collection. */
function inner(field: Described): Described[] {
	if ('values' in field) return field.values;
	const options = field.options ?? [];
	return options.filter((option): option is Described => 'displayName' in option);
}

/** How every moment begins that a person or the date picker writes. */
const BEGINS_WITH_DATE = /^\s*\d{4}-\d{2}-\d{2}/;

/** Whether there is such a day. */
function isInCalendar(date: string): boolean {
	const day = new Date(`${date}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** A moment as ISO 8601 with its offset; what is no moment is left to the schema, which refuses it. */
function withOffset(value: unknown, timeZone: string): unknown {
	// n8n reads a moment into nearly everything, such as the number of a month.
	if (typeof value === 'string' ? !BEGINS_WITH_DATE.test(value) : typeof value !== 'object') {
		return value;
	}
	// n8n reads 31 February as 3 March.
	if (typeof value === 'string' && !isInCalendar(value.trim().slice(0, 10))) return value;
	try {
		return tryToParseDateTime(value, timeZone).toISO() ?? value;
	} catch {
		return value;
	}
}

/** What a resource mapper holds: a value for each of its columns, and what kind of column each is. */
const mapperValue = z.object({
	value: z.record(z.string(), z.unknown()).nullable(),
	schema: z.array(z.object({ id: z.string(), type: z.string().optional() })).default([]),
});

/** The values of a resource mapper's columns, by their names. */
function mappedValues(held: unknown, timeZone: string): Record<string, unknown> {
	const read = mapperValue.safeParse(held);
	if (!read.success) return {};
	const { value, schema } = read.data;
	const moments = schema.filter(({ type }) => type === 'dateTime').map(({ id }) => id);
	return Object.fromEntries(
		Object.entries(value ?? {}).map(([name, one]) => [
			name,
			moments.includes(name) ? withOffset(one, timeZone) : one,
		]),
	);
}

/** The value of a field in which each moment has its offset: one without is meant in the workflow's time zone. */
function withOffsets(field: Described, value: unknown, timeZone: string): unknown {
	if ('type' in field && field.type === 'dateTime') return withOffset(value, timeZone);
	if ('type' in field && field.type === 'resourceMapper') return mappedValues(value, timeZone);
	if (typeof value !== 'object' || value === null) return value;
	const fields = inner(field);
	if (fields.length === 0) return value;
	if (Array.isArray(value)) return value.map((entry) => withOffsets(field, entry, timeZone));
	return Object.fromEntries(
		Object.entries(value).map(([name, held]) => {
			const within = fields.find((one) => one.name === name);
			return [name, within ? withOffsets(within, held, timeZone) : held];
		}),
	);
}

/**
 * The value of a field for one item. One that is not shown has none (`undefined`).
 * @param isShown whether it is known that the field is shown
 * @throws ConnectionFailure that names the field when n8n cannot read it
 */
export function readField(
	context: IExecuteFunctions,
	field: INodeProperties,
	itemIndex: number,
	isShown = false,
): unknown {
	const isLocator = field.type === 'resourceLocator';
	try {
		if (!isLocator || !isShown) {
			// n8n throws for a field that is not shown, unless it is given something to fall back on.
			const value = context.getNodeParameter(field.name, itemIndex, null) ?? undefined;
			if (value === undefined) return undefined;
			if (!isLocator) return withOffsets(field, value, context.getTimezone());
		}
		// Even so it throws when it has to take the value out of a resource locator that is not shown.
		return context.getNodeParameter(field.name, itemIndex, null, { extractValue: true });
	} catch (error) {
		throw unreadableField(field, error);
	}
}

/** Whether a stored value is an expression, or has one in it, so that it may be another for each item. */
function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/**
 * What finds a field's value in an item itself.
 * @returns `undefined` where only n8n can tell it, such as from an expression that computes something
 */
function finderIn(field: INodeProperties, stored: unknown, timeZone: string): Finder | undefined {
	const find = field.type === 'resourceMapper' ? undefined : finderOf(stored);
	if (!find) return undefined;
	if (field.type !== 'resourceLocator') return (item) => withOffsets(field, find(item), timeZone);
	// n8n takes the value out of one whose mode says how.
	if (field.modes?.some((mode) => 'extractValue' in mode)) return undefined;
	return (item) => {
		const locator = find(item);
		return typeof locator === 'object' && locator !== null
			? Reflect.get(locator, 'value')
			: undefined;
	};
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Reads one field of item after item. */
function oneFieldReader(
	context: IExecuteFunctions,
	field: INodeProperties,
	stored: unknown,
): (itemIndex: number) => unknown {
	// Whether a field is shown does not depend on the item.
	let isShown = false;
	const ask = (itemIndex: number) => {
		const value = readField(context, field, itemIndex, isShown);
		isShown ||= value !== undefined;
		return value;
	};
	// A resource mapper may take its values from the items without an expression.
	if (field.type !== 'resourceMapper' && !hasExpression(stored)) {
		let constant: { readonly value: unknown } | undefined;
		return (itemIndex) => (constant ??= { value: ask(itemIndex) }).value;
	}
	let find = finderIn(field, stored, context.getTimezone());
	if (!find) return ask;
	const items = context.getInputData();
	let isProven = false;
	return (itemIndex) => {
		const found = find?.(items[itemIndex]?.json ?? {});
		if (found === undefined) return ask(itemIndex);
		if (isProven) return found;
		// n8n may see it otherwise, such as in a field that is not shown: the first item tells.
		const value = ask(itemIndex);
		isProven = isSame(found, value);
		if (!isProven) find = undefined;
		return value;
	};
}

/**
 * Reads the value of each field for one item after another, as the person filled them in. n8n takes its time for each
 * value that it is asked for. So it is asked once for what holds no expression, which is the same for every item; and
 * where an expression only names a property of the item, once to see that the item holds the same.
 * @returns what gives the values for an item. It throws a ConnectionFailure that names a field that n8n cannot read,
 * such as one with a faulty expression
 */
export function fieldReader(
	context: IExecuteFunctions,
	fields: readonly INodeProperties[],
): (itemIndex: number) => Record<string, unknown> {
	const { parameters } = context.getNode();
	const readers = fields
		.filter(({ type }) => type !== 'notice')
		.map((field) => {
			const stored = parameters[field.name] ?? field.default;
			return [field.name, oneFieldReader(context, field, stored)] as const;
		});
	return (itemIndex) => Object.fromEntries(readers.map(([name, read]) => [name, read(itemIndex)]));
}

/** The failure of an item whose input is wrong. */
function inputFailure(message: string): ConnectionFailure {
	return new ConnectionFailure(message, {
		kind: 'input',
		advice: 'Correct the field and run it again.',
	});
}

/** What the person sees for a path into the input: "Additional Fields → Language". */
function labelOf(fields: readonly INodeProperties[], path: ReadonlyArray<string | number>): string {
	const labels: string[] = [];
	let level: readonly Described[] = fields;
	for (const key of path) {
		const field = level.find(({ name }) => name === key);
		if (!field) continue;
		labels.push(field.displayName);
		level = inner(field);
	}
	return labels.join(' → ') || path.join('.') || 'Input';
}

/** What a field takes, in words for a person. */
const KINDS: Readonly<Record<string, string>> = {
	array: 'a list',
	boolean: 'true or false',
	number: 'a number',
	object: 'a group of fields, or an object from an expression',
	string: 'text',
};

/** How zod speaks of a value of another kind, where a schema has no words of its own. */
const ZODS_WORDS = /^(?:Required|Invalid input|Expected \w+, received \w+)$/;

/** So many characters of a value are shown. */
const SHOWN = 60;

/** A value as a message shows it. */
export function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

/** What a wrong value is, where it is one that a message can show. */
function given(input: unknown, path: ReadonlyArray<string | number>, message: string): string {
	const value = path.reduce<unknown>(
		(held, key) => (isObject(held) || Array.isArray(held) ? Reflect.get(held, key) : undefined),
		input,
	);
	const isShort = ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
	return isShort && !message.includes(String(value)) ? `: it is ${shown(value)}` : '';
}

/** What is wrong with a value: in the schema's words, else in words for a person. */
const inPlainWords: z.ZodErrorMap = (issue, { defaultError }) => {
	if (!ZODS_WORDS.test(defaultError)) return { message: defaultError };
	if (issue.code !== z.ZodIssueCode.invalid_type) return { message: 'holds what it cannot take' };
	const kind = `must be ${KINDS[issue.expected] ?? issue.expected}`;
	const isAbsent = issue.received === 'undefined' || issue.received === 'null';
	return { message: isAbsent ? `is missing: it ${kind}` : kind };
};

/**
 * Checks the input of one item.
 * @throws ConnectionFailure that names each wrong field as the person sees it, and says how to fix it
 */
export function checkInput<I>(
	schema: z.ZodType<I, z.ZodTypeDef, unknown>,
	fields: readonly INodeProperties[],
	input: unknown,
): I {
	const parsed = schema.safeParse(input, { errorMap: inPlainWords });
	if (parsed.success) return parsed.data;
	const problems = new Map<string, string>();
	for (const { path, message } of parsed.error.issues) {
		const problem = `"${labelOf(fields, path)}" ${message}`;
		if (!problems.has(problem)) problems.set(problem, given(input, path, message));
	}
	throw inputFailure([...problems].map((told) => told.join('')).join('. '));
}
