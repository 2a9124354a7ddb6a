/** Fields of several nodes, and what fields hold, as zod schemas. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

/** A record of a service, given on as it is. */
export const record = z
	.record(z.string(), z.unknown())
	.transform((object) => object as IDataObject);

/** The object without the properties that are `undefined`. */
export function definedOnly(object: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(object).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** Whether a value is an object, and no list. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of a table by a name that comes from elsewhere: not what every object has, such as "constructor". */
export const ownOf = <T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined =>
	typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;

/** A field that may be left empty, or whose expression finds nothing: then it is left out. */
export const optional = <T extends z.ZodTypeAny>(schema: T) =>
	z.preprocess(
		(value) =>
			value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value,
		schema.optional(),
	);

/** A text that may be left empty. */
export const optionalText = optional(z.string({ message: 'must be text' }).trim());

const NO_TIME = 'must be a time such as 2026-01-31T12:00:00, or a date such as 2026-01-31';

/** A moment that may be left empty. What has no offset was given the workflow's when the field was read. */
export const optionalTime = optional(
	z
		.string({ message: NO_TIME })
		.trim()
		.datetime({ offset: true, message: NO_TIME })
		.transform((text) => new Date(text))
		// Of the form that is wanted, and at an offset that no zone has.
		.refine((moment) => !Number.isNaN(moment.getTime()), NO_TIME),
);

/** The object that a JSON field holds: a text, or an object from an expression. Nothing is the empty object. */
function readObject(value: unknown): IDataObject | undefined {
	if (typeof value === 'string' && value.trim() === '') return {};
	try {
		const read: unknown = typeof value === 'string' ? JSON.parse(value) : value;
		return isObject(read) ? read : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Text that is a JSON object, or an object from an expression.
 * @param example an object that the field takes, for the message
 */
export const jsonObject = (example: string) =>
	z.unknown().transform((value, context): IDataObject => {
		const object = readObject(value);
		if (object) return object;
		const message = `must be a JSON object, such as ${example}`;
		context.addIssue({ code: z.ZodIssueCode.custom, message });
		return z.NEVER;
	});

/** A text that may not be empty. */
export const requiredText = (what: string) =>
	z
		.string({ message: `is missing: give the ${what}` })
		.trim()
		.min(1, `is empty: give the ${what}`);

/** Texts without repetition: a list, or one text with commas. */
export const textList = (what: string) =>
	z
		.union([z.string().transform((text) => text.split(',')), z.array(z.string())], {
			errorMap: () => ({ message: `must be ${what}, separated by commas` }),
		})
		.transform((list) => [...new Set(list.map((name) => name.trim()).filter(Boolean))]);

/** An ID that is a number. No service has anything of the number 0: it is what a failed step leaves. */
export const numericId = (what: string) =>
	z
		.union([z.string().trim(), z.number().transform(String)], {
			// Of a union, a message by itself is given only where there is no value at all.
			errorMap: () => ({ message: `is missing: give the ID of a ${what}` }),
		})
		.refine((text) => /^(?!0+$)\d{1,18}$/.test(text), `must be the ID of a ${what}, such as 42`);

/** The field for the ID of something that is not chosen from a list. */
export const idField = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 42',
	description: `The ${name}'s ID, as other operations of this node give it`,
});

/** What a field offers to choose from, and the form of an ID that is typed instead. */
interface ListOrId {
	/** The node's method that gives the list. */
	readonly searchListMethod: string;
	readonly example: string;
	/** What the whole ID must match, and the message where it does not. */
	readonly id: { readonly pattern: string; readonly message: string };
}

/** A choice from a list of the service, or an ID. */
export const listOrId = (
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	{ searchListMethod, example, id }: ListOrId,
): INodeProperties => ({
	...field,
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Choose the ${field.name}…`,
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: `e.g. ${example}`,
			validation: [
				{
					type: 'regex',
					properties: { regex: `^${id.pattern}$`, errorMessage: id.message },
				},
			],
		},
	],
});
