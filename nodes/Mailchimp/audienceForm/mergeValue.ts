import type { IDataObject } from 'n8n-workflow';

import { isObject, ownOf } from '../../../operation/fields';

/** A field of an audience's own. */
export interface MergeField {
	readonly tag: string;
	readonly name: string;
	readonly type: string;
	readonly required: boolean;
	/** What a radio or drop-down field offers. */
	readonly choices: readonly string[];
}

type Value = string | number | IDataObject;

/** What a type of merge fields takes. */
interface Rule {
	/** What stands behind the field's name in the editor. */
	readonly hint?: string;
	/** What a value must be, for the message. */
	expects(field: MergeField): string;
	/** The value as the API takes it; `undefined` for one that does not fit. */
	read(value: unknown, field: MergeField): Value | undefined;
}

/** A text, a number or a truth value as text. */
const textOf = (value: unknown): string | undefined =>
	['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

/** The date that a text begins with, be it of a moment: the day as it is written. */
const ISO_DAY = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])/;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A month and a day as `MM/DD`, where there is such a day. */
function monthAndDay(month: string, day: string): string | undefined {
	const days = DAYS[Number(month) - 1] ?? 0;
	const isDay = Number(day) >= 1 && Number(day) <= days;
	return isDay ? `${month.padStart(2, '0')}/${day.padStart(2, '0')}` : undefined;
}

/** A birthday: `12/31`, or the month and day of a date. */
function birthday(value: unknown): string | undefined {
	const text = textOf(value)?.trim() ?? '';
	const [, , month, day] = ISO_DAY.exec(text) ?? [];
	if (month !== undefined && day !== undefined) return monthAndDay(month, day);
	const [, typedMonth = '', typedDay = ''] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
	return monthAndDay(typedMonth, typedDay);
}

/** The other forms of a date that Mailchimp takes. */
const OTHER_DATES = /^(?:\d{4}\/\d\d\/\d\d|\d\d-\d\d-\d{4}|\d\d\/\d\d\/\d{4})$/;

/** A date: one of Mailchimp's forms, or the day of a moment. */
function date(value: unknown): string | undefined {
	const text = textOf(value)?.trim() ?? '';
	const [, year, month = '', day = ''] = ISO_DAY.exec(text) ?? [];
	if (year !== undefined) return monthAndDay(month, day) && `${year}-${month}-${day}`;
	return OTHER_DATES.test(text) ? text : undefined;
}

function number(value: unknown): number | undefined {
	const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

const NEEDED = ['addr1', 'city', 'state', 'zip'];

const POSSIBLE = [...NEEDED, 'addr2', 'country'];

/** The object that a text in JSON holds, or that an expression gives. */
function objectOf(value: unknown): IDataObject | undefined {
	if (typeof value !== 'string') return isObject(value) ? value : undefined;
	try {
		const read: unknown = JSON.parse(value);
		return isObject(read) ? read : undefined;
	} catch {
		return undefined;
	}
}

/** An address, whose parts are texts: a ZIP code is often a number. */
function address(value: unknown): IDataObject | undefined {
	const given = objectOf(value);
	if (!given || !NEEDED.every((key) => Object.hasOwn(given, key))) return undefined;
	const parts = Object.entries(given).map(([key, part]) => [key, textOf(part ?? '')] as const);
	const fits = parts.every(([key, part]) => POSSIBLE.includes(key) && part !== undefined);
	return fits ? Object.fromEntries(parts) : undefined;
}

const choice: Rule = {
	expects: ({ choices }) => `one of ${choices.map((one) => `"${one}"`).join(', ')}`,
	read: (value, { choices }) => {
		const text = textOf(value)?.trim().toLowerCase();
		return choices.find((one) => one.toLowerCase() === text);
	},
};

const text: Rule = { expects: () => 'text', read: textOf };

/**
 * The types whose values have a form of their own (`mailchimp/fern-marketing-api-docs:
 * fern/docs/pages/concepts/audiences/merge-fields.mdx`, "Add merge data to contacts"); the others are texts.
 */
const RULES: Readonly<Record<string, Rule>> = {
	address: {
		hint: ' (Address: addr1, addr2, city, state, zip, country)',
		expects: () =>
			'an object with the texts addr1, city, state and zip, and maybe addr2 and country',
		read: address,
	},
	birthday: {
		hint: ' (MM/DD)',
		expects: () => 'a month and a day, such as 12/31, or a date such as 1990-12-31',
		read: birthday,
	},
	date: { expects: () => 'a date, such as 2026-01-31', read: date },
	dropdown: choice,
	imageurl: { hint: ' (URL of an Image)', ...text },
	number: { expects: () => 'a number', read: number },
	radio: choice,
	url: { hint: ' (URL)', ...text },
	// A spreadsheet takes the zero off the front.
	zip: {
		hint: ' (ZIP Code)',
		expects: () => 'a ZIP code',
		read: (value) => (typeof value === 'number' ? String(value).padStart(5, '0') : textOf(value)),
	},
};

const ruleOf = ({ type }: MergeField): Rule => ownOf(RULES, type) ?? text;

/** What stands behind a field's name in the editor where its form cannot be seen. */
export const hintOf = (field: MergeField): string => ruleOf(field).hint ?? '';

/** A value of a merge field as the API takes it, or what is wrong with it. An empty text clears a field of any type. */
export function mergeValue(
	field: MergeField,
	value: unknown,
): { readonly value: Value } | { readonly problem: string } {
	if (value === '') return { value };
	const rule = ruleOf(field);
	const read = rule.read(value, field);
	if (read !== undefined) return { value: read };
	const given = typeof value === 'string' ? value : JSON.stringify(value);
	return {
		problem: `The merge field ${field.tag} (${field.name}) must be ${rule.expects(field)}, and is "${given}"`,
	};
}
