/**
 * Fields that are declared once: each says what the editor shows and what the field must hold. The names are the keys of
 * the object that holds them, and the types of the values follow from it.
 */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { jsonObject, optional, optionalText, optionalTime, textList } from './fields';

/** A field of a node, without its name. */
export interface Field<S extends z.ZodTypeAny = z.ZodTypeAny> {
	readonly property: Omit<INodeProperties, 'name'>;
	/** What the field must hold. */
	readonly schema: S;
}

/** Fields by their names. */
type Fields = Readonly<Record<string, Field>>;

/** What the editor shows of a field besides its name and its kind. */
type Details = Partial<Omit<INodeProperties, 'name' | 'displayName' | 'type' | 'options'>>;

/** The schemas of some fields, by the fields' names. */
type Shape<F extends Fields> = { [K in keyof F]: F[K]['schema'] };

type Optional<S extends z.ZodTypeAny> = ReturnType<typeof optional<S>>;

/** The schemas of fields that a person may add. */
type OptionalShape<F extends Fields> = { [K in keyof F]: Optional<F[K]['schema']> };

/** The schema of fields that a person may add: a group that holds none is empty. */
type Group<F extends Fields> = z.ZodEffects<
	z.ZodObject<OptionalShape<F>>,
	z.output<z.ZodObject<OptionalShape<F>>>,
	unknown
>;

/** What can be chosen, by its value: its name, and what it means where that needs a word. */
export type Choices<V extends string = string> = Readonly<
	Record<V, string | { readonly name: string; readonly description: string }>
>;

const byName = (one: { displayName: string }, other: { displayName: string }) =>
	one.displayName.localeCompare(other.displayName);

/** The options of a choice in the order of their names, as n8n's guidelines want it. */
const optionsOf = (choices: Choices): INodePropertyOptions[] =>
	Object.entries(choices)
		.map(([value, words]) =>
			typeof words === 'string' ? { name: words, value } : { ...words, value },
		)
		.sort((one, other) => one.name.localeCompare(other.name));

/** "HTML or Text", or "one of" more. */
function namesOf(choices: Choices): string {
	const names = optionsOf(choices).map(({ name }) => name);
	return names.length === 2 ? names.join(' or ') : `one of ${names.join(', ')}`;
}

/** One of the values of a table, refused by the names that a person sees. */
const choiceSchema = <V extends string>(choices: Choices<V>) => {
	const values = new Set<unknown>(Object.keys(choices));
	return z.custom<V>((value) => values.has(value), `must be ${namesOf(choices)}`);
};

const property = (
	displayName: string,
	type: INodeProperties['type'],
	details: Details,
): Omit<INodeProperties, 'name'> => ({ displayName, type, default: '', ...details });

/** The kinds of fields. */
export const field = {
	/** One of some values. The first one is chosen unless `default` says another. */
	choice: <V extends string>(
		displayName: string,
		choices: Choices<V>,
		details: Details = {},
	): Field<z.ZodType<V, z.ZodTypeDef, unknown>> => {
		const options = optionsOf(choices);
		const chosen = { default: options[0]?.value ?? '', ...details };
		return {
			property: { ...property(displayName, 'options', chosen), options },
			schema: choiceSchema(choices),
		};
	},

	/** A text, which may be left empty. */
	text: (displayName: string, details: Details = {}): Field<typeof optionalText> => ({
		property: property(displayName, 'string', details),
		schema: optionalText,
	}),

	/** A text of a form of its own. */
	textOf: <S extends z.ZodTypeAny>(
		displayName: string,
		schema: S,
		details: Details = {},
	): Field<S> => ({ property: property(displayName, 'string', details), schema }),

	/** On or off. */
	toggle: (displayName: string, details: Details = {}): Field<z.ZodBoolean> => ({
		property: property(displayName, 'boolean', { default: false, ...details }),
		schema: z.boolean({ message: 'must be true or false' }),
	}),

	/** A moment, which may be left empty. */
	moment: (displayName: string, details: Details = {}): Field<typeof optionalTime> => ({
		property: property(displayName, 'dateTime', details),
		schema: optionalTime,
	}),

	/** A JSON object. */
	json: (
		displayName: string,
		example: string,
		details: Details = {},
	): Field<ReturnType<typeof jsonObject>> => ({
		property: property(displayName, 'json', { default: '{}', ...details }),
		schema: jsonObject(example),
	}),

	/** Texts, separated by commas or a list from an expression. */
	list: (
		displayName: string,
		what: string,
		details: Details = {},
	): Field<ReturnType<typeof textList>> => ({
		property: property(displayName, 'string', details),
		schema: textList(what),
	}),

	/** Things to choose from a list that the service gives, by their names or IDs. */
	names: (
		displayName: string,
		what: string,
		details: Details,
	): Field<ReturnType<typeof textList>> => ({
		property: property(displayName, 'multiOptions', { default: [], ...details }),
		schema: textList(what),
	}),

	/** Fields that a person adds one by one, in the order of their display names. */
	group: <F extends Fields>(
		displayName: string,
		inner: F,
		details: Details = {},
	): Field<Group<F>> => ({
		property: {
			...property(displayName, 'collection', { default: {}, placeholder: 'Add Field', ...details }),
			options: propertiesOf(inner).sort(byName),
		},
		schema: z.preprocess((value) => value ?? {}, z.object(optionalShape(inner))),
	}),

	/** A field of any other kind. */
	of: <S extends z.ZodTypeAny>(shown: Omit<INodeProperties, 'name'>, schema: S): Field<S> => ({
		property: shown,
		schema,
	}),
};

/** What the editor shows of some fields. */
const propertiesOf = (fields: Fields): INodeProperties[] =>
	Object.entries(fields).map(([name, { property: shown }]) => ({ ...shown, name }));

/** The same table with another value for each field; the compiler loses the names on the way. */
const optionalShape = <F extends Fields>(fields: F) =>
	Object.fromEntries(
		Object.entries(fields).map(([name, { schema }]) => [name, optional(schema)]),
	) as OptionalShape<F>;

const shapeOf = <F extends Fields>(fields: F) =>
	Object.fromEntries(
		Object.entries(fields).map(([name, { schema }]) => [name, schema]),
	) as Shape<F>;

/** The fields of an operation: what it shows (`fields`), and what they must hold (`input`). */
export const fieldSet = <F extends Fields>(fields: F) => ({
	fields: propertiesOf(fields),
	input: z.object(shapeOf(fields)),
});
