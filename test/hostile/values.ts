/** Values that the fields of any operation take, found from what the fields say of themselves. */
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	NodeParameterValueType,
} from 'n8n-workflow';

import type { Row } from '../catalogue';

type Field = INodeProperties;

type Values = Readonly<Record<string, NodeParameterValueType | undefined>>;

const example = (placeholder = '') => placeholder.replace(/^e\.g\. /, '');

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** Texts that fit most fields, the field's own example first. */
const texts = (field: Field): string[] =>
	[example(field.placeholder), '42', 'ada@example.com', 'https://example.com/a.jpg', 'text'].filter(
		(text) => text !== '',
	);

const optionsOf = ({ options = [] }: Field): Array<string | number | boolean> =>
	options.flatMap((option) => ('value' in option ? [option.value] : []));

/** The fields inside a collection. */
const inner = ({ options = [] }: Field): Field[] =>
	options.flatMap((option) => ('displayName' in option && 'type' in option ? [option] : []));

const groups = ({ options = [] }: Field): INodePropertyCollection[] =>
	options.flatMap((option) => ('values' in option ? [option] : []));

/** An object with the first value of each field. */
const filled = (fields: readonly Field[]) =>
	Object.fromEntries(
		fields.flatMap((field) => {
			const [first] = valuesOf(field);
			return first === undefined ? [] : [[field.name, first]];
		}),
	);

/** The values to try for a field, best first. */
export function valuesOf(field: Field, position = 0): NodeParameterValueType[] {
	const several = field.typeOptions?.multipleValues === true;
	switch (field.type) {
		case 'options':
			return [field.default, ...optionsOf(field), '42'].filter((value) => value !== '');
		case 'multiOptions':
			return [optionsOf(field).slice(0, 1), ['42']].map((list) => list.map(String));
		case 'resourceLocator':
			return (
				[...(field.modes ?? []).map((mode) => example(mode.placeholder)), '42']
					.filter((value) => value !== '' && !value.startsWith('Choose'))
					// No two fields mean the same thing.
					.map((value) => (position > 0 ? value.replace(/\d$/, String(position % 10)) : value))
					.map((value) => ({ __rl: true, mode: 'id', value }))
			);
		case 'boolean':
			return [true, false];
		case 'number':
			return [field.default, 1];
		case 'dateTime':
			return [tomorrow()];
		case 'json':
			return ['{"name": "One"}', '[]'];
		case 'collection':
			return [filled(inner(field)), {}, ...inner(field).map((one) => filled([one]))];
		case 'fixedCollection': {
			const whole = groups(field).map(({ name, values }) => [
				name,
				several ? [filled(values)] : filled(values),
			]);
			return [Object.fromEntries(whole), {}];
		}
		case 'resourceMapper':
			return [
				{
					mappingMode: 'defineBelow',
					value: { colour: 'pink' },
					schema: [
						{
							id: 'colour',
							displayName: 'Colour',
							required: false,
							defaultMatch: false,
							display: true,
							type: 'string',
						},
					],
				},
			];
		default:
			return texts(field);
	}
}

/** What the input of an operation sees of a value. */
function seen({ type }: Field, value: NodeParameterValueType | undefined): unknown {
	const isHolder = type === 'resourceLocator' || type === 'resourceMapper';
	if (!isHolder || typeof value !== 'object' || value === null || !('value' in value)) return value;
	return value.value;
}

/**
 * Parameters that the input of an operation takes.
 * @param chosen values that are given
 * @returns `undefined` where none of the values to try is taken
 */
function taken(
	{ declared: { fields, input } }: Row,
	chosen: Values = {},
): INodeParameters | undefined {
	const real = fields.filter(({ type }) => type !== 'notice');
	const tried = new Map<string, number>();
	const valueOf = (field: Field, position: number) =>
		Object.hasOwn(chosen, field.name)
			? chosen[field.name]
			: valuesOf(field, position)[tried.get(field.name) ?? 0];
	for (let attempt = 0; attempt < 60; attempt += 1) {
		const values = real.map((field, position) => [field, valueOf(field, position)] as const);
		const read = Object.fromEntries(
			values.map(([field, value]) => [field.name, seen(field, value)]),
		);
		const parsed = input.safeParse(read);
		if (parsed.success) {
			return Object.fromEntries(
				values.flatMap(([{ name }, value]) => (value === undefined ? [] : [[name, value]])),
			);
		}
		for (const name of new Set(parsed.error.issues.map(({ path: [first] }) => String(first)))) {
			tried.set(name, (tried.get(name) ?? 0) + 1);
		}
	}
	return undefined;
}

const ifAny = (values: INodeParameters | undefined) => (values ? [values] : []);

/**
 * The settings in which an operation is tried: with all that is optional and without, and so for each other choice that its
 * fields offer.
 * @throws Error for an operation whose fields do not say what they take
 */
export function settingsOf(row: Row): INodeParameters[] {
	const first = taken(row);
	if (!first) {
		throw new Error(
			`${row.resource} ${row.operation}: give its fields placeholders that they take`,
		);
	}
	const optional = row.declared.fields.filter(
		({ required, type }) => !required && (type === 'string' || type === 'collection'),
	);
	const none = Object.fromEntries(optional.map(({ name }) => [name, undefined]));
	const bare = taken(row, none);
	// Some of what is optional cannot be given together, and none of it not either.
	const few = bare
		? [bare]
		: optional.flatMap((field) =>
				valuesOf(field).flatMap((value) => ifAny(taken(row, { ...none, [field.name]: value }))),
			);
	const choices = row.declared.fields
		.filter(({ type }) => type === 'options' || type === 'boolean')
		.flatMap((field) => valuesOf(field).map((value) => [field.name, value] as const))
		.filter(([name, value]) => first[name] !== value);
	return [
		first,
		...few,
		// What is optional may keep an operation from doing what a choice asks of it.
		...choices.flatMap(([name, value]) =>
			[{}, none].flatMap((others) => ifAny(taken(row, { ...others, [name]: value }))),
		),
	];
}
