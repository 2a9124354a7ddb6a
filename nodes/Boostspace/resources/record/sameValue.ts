import { ownOf } from '../../../../operation/fields';

const SWITCH: Readonly<Record<string, string>> = { true: '1', false: '0' };

const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.(\d{1,15}))?$/;

/** A day, and maybe a time, of which the zone may be left out. */
const MOMENT =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** No two zones are further apart. */
const WIDEST_OFFSET = 26 * 60 * 60 * 1000;

/** A text without its markup. */
const bare = (text: string) =>
	text
		.replace(/<[^>]*>/g, ' ')
		.replace(/&nbsp;/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/** Numbers of which one may be rounded. */
function areSameNumber(one: string, other: string): boolean {
	const [a, b] = [NUMBER.exec(one), NUMBER.exec(other)];
	if (!a || !b) return false;
	const [fewer = 0, more = 0] = [a[1]?.length ?? 0, b[1]?.length ?? 0].sort((x, y) => x - y);
	const apart = Math.abs(Number(one) - Number(other));
	return fewer === more ? apart === 0 : apart <= 0.5 * 10 ** -fewer;
}

/** When a text is, and whether it says in which zone. */
function momentOf(text: string): { readonly at: number; readonly isExact: boolean } | undefined {
	const [, day, time, zone] = MOMENT.exec(text) ?? [];
	if (day === undefined) return undefined;
	const at = Date.parse(`${day}T${time ?? '00:00'}${zone ?? 'Z'}`);
	return Number.isNaN(at) ? undefined : { at, isExact: zone !== undefined };
}

/** Moments of which one may be written without its zone. */
function areSameMoment(one: string, other: string): boolean {
	const [a, b] = [momentOf(one), momentOf(other)];
	if (!a || !b) return false;
	const apart = Math.abs(a.at - b.at);
	return a.isExact && b.isExact ? apart === 0 : apart <= WIDEST_OFFSET;
}

const textsOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value.map(String) : String(value ?? '').split('|'))
		.map((text) => bare(ownOf(SWITCH, text) ?? text))
		.sort();

/**
 * Whether two values of a custom field may be the same, though they are written in other ways: a switch, a rounded
 * number, a moment in another zone, text with and without markup, a list in another order.
 */
export function mayBeSame(one: unknown, other: unknown): boolean {
	const [these, those] = [textsOf(one), textsOf(other)];
	if (these.length !== those.length) return false;
	return these.every((text, index) => {
		const beside = those[index] ?? '';
		return text === beside || areSameNumber(text, beside) || areSameMoment(text, beside);
	});
}
