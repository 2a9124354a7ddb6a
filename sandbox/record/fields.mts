/** A value for a field of a node, made of what the node itself says about it. */
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';

import { EMAIL, ID, NUMBER, TIME, UUID } from './values.mts';

export type Parameters = Record<string, unknown>;

const TEXTS: ReadonlyArray<readonly [name: RegExp, value: string]> = [
	[/e-?mail|replyTo|sendTo|recipient|attendee|^to$|^from$|^cc|^bcc/i, EMAIL],
	[/date|time$|^start$|^end$|startTime|endTime|^due|since|until|before|after/i, TIME],
	[/url|uri|link$/i, `https://example.com/${ID}`],
	[/json|payload|blocks/i, '{}'],
	[/^range/i, 'Sheet1!A1:B2'],
	[/binaryProperty|inputDataFieldName|binaryPropertyName|fileContents|^property$/i, 'data'],
];

/** IDs in the forms that services give them. */
const IDS = [UUID, String(NUMBER), EMAIL, 'C0123456789'];

const textFor = (name: string) => TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? ID;

const isOption = (option: object): option is INodePropertyOptions => 'value' in option;
export const isGroup = (option: object): option is INodePropertyCollection => 'values' in option;
export const isProperty = (option: object): option is INodeProperties => 'type' in option;

export const optionsOf = ({ options = [] }: INodeProperties) =>
	options.filter(isOption).map(({ value }) => value);

/** A record of a list by its ID, or else in the first way that is no list. */
function locator({ name, modes = [], default: preset }: INodeProperties, isChanged: boolean) {
	const stored = preset as { mode?: string; value?: unknown } | undefined;
	if (!isChanged && typeof stored === 'object' && stored?.value) {
		return { __rl: true, mode: stored.mode, value: stored.value };
	}
	const mode =
		['id', 'key', 'name'].flatMap((one) => modes.filter((known) => known.name === one)).at(0) ??
		modes.find(({ type }) => type !== 'list');
	const first = /^(id|key|name)$/.test(mode?.name ?? 'id') ? ID : textFor(mode?.name || name);
	const value = [first, ...IDS].find((one) => isValid(mode, one));
	return { __rl: true, mode: mode?.name ?? 'id', value: value ?? first };
}

/** Whether a way to name a record takes a value. */
const isValid = (mode: INodePropertyMode | undefined, value: string) =>
	(mode?.validation ?? []).every((check) => {
		const regex = 'properties' in check && 'regex' in check.properties && check.properties.regex;
		return typeof regex !== 'string' || new RegExp(`^(?:${regex})$`).test(value);
	});

const mapper = {
	mappingMode: 'defineBelow',
	value: { name: 'Ada', city: 'Paris' },
	matchingColumns: ['name'],
	schema: ['name', 'city'].map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: true,
		display: true,
		type: 'string',
	})),
};

const isEmpty = (value: unknown) =>
	value === undefined ||
	value === '' ||
	value === null ||
	(Array.isArray(value) && value.length === 0);

/** A value for a property; one that differs from its default where it is to be changed. */
export function valueFor(
	property: INodeProperties,
	isChanged = false,
	isGenerous = false,
): unknown {
	const { name, type, default: preset, typeOptions } = property;
	const chosen = optionsOf(property);
	const kept = isEmpty(preset) || isChanged ? undefined : preset;
	switch (type) {
		case 'boolean':
			return isChanged ? preset !== true : preset === true;
		case 'number':
			return isChanged || !preset ? (typeOptions?.minValue ?? 1) : preset;
		case 'options':
			if (!isChanged && chosen.some((value) => value === preset)) return preset;
			return chosen.find((value) => value !== preset) ?? kept ?? ID;
		case 'multiOptions':
			return kept ?? [chosen.find((value) => value !== '*') ?? ID];
		case 'dateTime':
			return TIME;
		case 'json':
			return kept ?? '{}';
		case 'resourceLocator':
			return locator(property, isChanged);
		case 'resourceMapper':
			return mapper;
		case 'assignmentCollection':
			return { assignments: [{ id: ID, name: 'name', type: 'string', value: 'Ada' }] };
		case 'filter':
			return preset ?? {};
		case 'collection':
			if (isGenerous && /update/i.test(name)) return firstOf(property);
			return typeOptions?.multipleValues ? [] : (preset ?? {});
		case 'fixedCollection':
			return isGenerous || isChanged || property.required ? entryOf(property) : (preset ?? {});
		case 'color':
			return '#ff0000';
		default: {
			const isList = typeOptions?.multipleValues === true;
			const value = kept ?? textFor(name);
			return isList && !Array.isArray(value) ? [value] : value;
		}
	}
}

/** A collection with its first text. */
function firstOf({ options = [] }: INodeProperties): Parameters {
	const all = options.filter(isProperty);
	const first = all.find(({ type }) => type === 'string') ?? all[0];
	return first ? { [first.name]: valueFor(first, true) } : {};
}

/** One entry of a group of fields. */
export function entryOf(
	property: INodeProperties,
	group = property.options?.find(isGroup),
): Parameters {
	if (!group) return {};
	const entry: Parameters = {};
	for (const inner of group.values) {
		if (!isShown(inner, entry)) continue;
		entry[inner.name] = valueFor(inner);
	}
	const isList = property.typeOptions?.multipleValues === true;
	return { [group.name]: isList ? [entry] : entry };
}

/** Whether a field of a group is shown beside the other fields of its entry. */
function isShown(
	{ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties,
	entry: Parameters,
) {
	const fits =
		(conditions: object) =>
		([name, values]: [string, unknown]) =>
			name.startsWith('/') || name.startsWith('@') || !(name in entry)
				? conditions === show
				: Array.isArray(values) && values.includes(entry[name]);
	return Object.entries(show).every(fits(show)) && !Object.entries(hide).some(fits(hide));
}
