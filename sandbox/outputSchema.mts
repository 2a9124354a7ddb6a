/** The form of what an operation gives. n8n's editor offers its fields before the first run. */
import { z } from 'zod';

/** A JSON Schema with nothing but types, as n8n's own nodes ship them in `__schema__`. */
export type Schema =
	| { readonly type: 'boolean' | 'null' | 'number' | 'string' }
	| { readonly type: 'array'; readonly items?: Schema }
	| { readonly type: 'object'; readonly properties: Readonly<Record<string, Schema>> };

/** Reads one that was written. */
export const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
	z.union([
		z.object({ type: z.enum(['boolean', 'null', 'number', 'string']) }),
		z.object({ type: z.literal('array'), items: schemaSchema.optional() }),
		z.object({ type: z.literal('object'), properties: z.record(schemaSchema) }),
	]),
);

/** A name that is an id, which another account has not: a field that nobody can be offered. */
const IS_ID = /^(?:\d+|[0-9a-f]{10,})$/;

/** The form of a JSON value. */
export function schemaOf(value: unknown): Schema {
	if (value === null || value === undefined) return { type: 'null' };
	if (Array.isArray(value)) {
		const [first, ...others] = value.map(schemaOf);
		return first ? { type: 'array', items: others.reduce(merged, first) } : { type: 'array' };
	}
	if (typeof value === 'object') {
		const properties = Object.entries(value).filter(([name]) => !IS_ID.test(name));
		return {
			type: 'object',
			properties: Object.fromEntries(properties.map(([name, one]) => [name, schemaOf(one)])),
		};
	}
	const type = typeof value;
	if (type !== 'boolean' && type !== 'number' && type !== 'string') {
		throw new TypeError(`JSON has no ${type}`);
	}
	return { type };
}

/** The form of both: n8n shows one type of a field, so that of two types the first stays, unless it is null. */
export function merged(one: Schema, other: Schema): Schema {
	if (one.type === 'null') return other;
	if (one.type === 'array' && other.type === 'array') {
		if (!one.items || !other.items) return one.items ? one : other;
		return { type: 'array', items: merged(one.items, other.items) };
	}
	if (one.type !== 'object' || other.type !== 'object') return one;
	const properties = { ...one.properties };
	for (const [name, form] of Object.entries(other.properties)) {
		const known = properties[name];
		properties[name] = known ? merged(known, form) : form;
	}
	return { type: 'object', properties };
}

/** Where a value has what its form does not know: the paths of such fields, e.g. `account.id`. */
export function unknownTo(form: Schema, value: unknown, path = ''): string[] {
	const { type } = schemaOf(value);
	if (type === 'null' || form.type === 'null') return [];
	if (type !== form.type) return [`${path} (${type}, not ${form.type})`];
	if (form.type === 'array') {
		const { items } = form;
		return items
			? z
					.array(z.unknown())
					.parse(value)
					.flatMap((one) => unknownTo(items, one, `${path}[]`))
			: [];
	}
	if (form.type !== 'object') return [];
	return Object.entries(z.record(z.unknown()).parse(value)).flatMap(([name, one]) => {
		const at = path === '' ? name : `${path}.${name}`;
		const known = form.properties[name];
		if (IS_ID.test(name)) return [];
		return known ? unknownTo(known, one, at) : [at];
	});
}
