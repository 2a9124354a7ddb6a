import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const TIME_WITH_OFFSET =
	/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** The workflow's time zone: n8n knows it where it evaluates an expression. */
export const timeZoneField: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'hidden',
	default: '={{ $now.zoneName }}',
};

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offsetOf(zone: string, moment: number): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(moment);
	const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
	const asUtc = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return asUtc - Math.floor(moment / 1000) * 1000;
}

/**
 * The moment that a text means, in seconds since 1970.
 * @param text ISO 8601; without an offset it is in the time zone, a date alone is its midnight
 * @returns `undefined` for a text that is no time
 */
export function secondsOf(text: string, zone: string): number | undefined {
	if (TIME_WITH_OFFSET.test(text)) {
		const moment = Date.parse(text.replace(' ', 'T'));
		return Number.isNaN(moment) ? undefined : Math.floor(moment / 1000);
	}
	if (!LOCAL_TIME.test(text)) return undefined;
	const utc = Date.parse(`${text.length > 10 ? text.replace(' ', 'T') : `${text}T00:00`}Z`);
	if (Number.isNaN(utc)) return undefined;
	// The offset before and after a change of the clocks may differ: the second step takes the one that counts.
	const near = utc - offsetOf(zone, utc);
	return Math.floor((utc - offsetOf(zone, near)) / 1000);
}

/** A time field as n8n gives it: a text, an empty one for none, or what an expression makes of a date. */
export const timeText = z
	.union([
		z.date().transform((date) => date.toISOString()),
		z
			.string({ message: 'must be a time such as 2026-01-31T12:00:00' })
			.trim()
			.transform((text) => text || undefined),
	])
	.optional();

/** A time zone that the machine knows; UTC where nothing is said. */
export const timeZone = z
	.string()
	.refine((zone) => {
		try {
			return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: zone }));
		} catch {
			return false;
		}
	}, 'must be the name of a time zone, such as Europe/Prague')
	.default('UTC');
