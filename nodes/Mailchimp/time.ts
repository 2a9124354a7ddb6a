import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { z } from 'zod';

import type { Operation, Resources } from '../../operation/operation';
import { isObject, optional } from './fields';

const DAY = 24 * 60 * 60 * 1000;

/** A date, or a date and a time, without an offset: what n8n's date picker gives. */
const localTime = z.union([
	z.string().date(),
	z
		.string()
		.datetime({ local: true })
		// Zod takes the Z of UTC as well.
		.refine((text) => !text.endsWith('Z')),
]);

/** ISO 8601 in UTC and to the second, as the API's own examples are. */
const written = (instant: number) => new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** To make one is slow, and a run may have a date in each of its items. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** How the date and time of an instant are written in a time zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known) return known;
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	formats.set(timeZone, format);
	return format;
}

/** What a clock of the time zone shows at an instant, as if that were UTC. */
function clockAt(instant: number, timeZone: string): number {
	const shown = new Map(
		formatOf(timeZone)
			.formatToParts(instant)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
	return Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
}

/**
 * The instant at which the clocks of a time zone show a time, in UTC. A time that they show twice is the first of
 * the two, one that they pass over is as much later as they are put forward (as RFC 5545, section 3.3.5 has it).
 * @param local a date and perhaps a time without an offset; a date alone is where that day begins
 */
export function toUtc(local: string, timeZone: string): string {
	const clock = Date.parse(`${local.length > 10 ? local : `${local}T00:00`}Z`);
	const whole = Math.floor(clock / 1000) * 1000;
	// Before and after a change of the clocks, whichever side of it the time is on.
	const candidates = [whole - DAY, whole + DAY].map(
		(near) => whole - (clockAt(near, timeZone) - near),
	);
	const found = candidates.find((instant) => clockAt(instant, timeZone) === whole);
	return written(found ?? candidates[0] ?? whole);
}

const MESSAGE = 'must be a time such as 2026-01-31T12:00:00, or a date such as 2026-01-31';

/** A time with an offset, as UTC; an empty field is left out. What has no offset was given one by {@link inTimeZone}. */
export const time = optional(
	z
		.string({ message: MESSAGE })
		.trim()
		.datetime({ offset: true, message: MESSAGE })
		.transform((text) => written(Date.parse(text))),
);

/** The value of a field with each date in it that has no offset as UTC. What is no date is left to the schema. */
function datesInUtc(
	field: INodeProperties | INodePropertyCollection,
	value: unknown,
	timeZone: string,
): unknown {
	if (!('type' in field)) return value;
	if (field.type === 'dateTime') {
		const local = localTime.safeParse(typeof value === 'string' ? value.trim() : value);
		return local.success ? toUtc(local.data, timeZone) : value;
	}
	if (field.type !== 'collection') return value;
	const inner = (field.options ?? []).filter((option) => 'displayName' in option);
	return fieldsInUtc(inner, value, timeZone);
}

/** The values of fields with their dates in UTC. */
function fieldsInUtc(
	fields: ReadonlyArray<INodeProperties | INodePropertyCollection>,
	values: unknown,
	timeZone: string,
): unknown {
	if (!isObject(values)) return values;
	const converted = fields
		.filter(({ name }) => Object.hasOwn(values, name))
		.map((field) => [field.name, datesInUtc(field, values[field.name], timeZone)]);
	return { ...values, ...Object.fromEntries(converted) };
}

/** The operation with its dates read in a time zone. */
const operationIn = (timeZone: string, operation: Operation): Operation => ({
	...operation,
	input: z.preprocess((values) => fieldsInUtc(operation.fields, values, timeZone), operation.input),
});

/** The resources with every date that has no offset read in a time zone: the one of the workflow. */
export function inTimeZone(timeZone: string, resources: Resources): Resources {
	return Object.fromEntries(
		Object.entries(resources).map(([name, resource]) => [
			name,
			{
				...resource,
				operations: Object.fromEntries(
					Object.entries(resource.operations).map(([key, operation]) => [
						key,
						operationIn(timeZone, operation),
					]),
				),
			},
		]),
	);
}
