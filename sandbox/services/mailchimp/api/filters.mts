import type { Call } from './route.mts';

type Query = Call['query'];

/**
 * Whether a moment lies within `since_<name>` and `before_<name>` of the query.
 * @param moment ISO 8601; a record without one lies outside of every limit
 */
export function isWithin(query: Query, name: string, moment: string | undefined): boolean {
	const { [`since_${name}`]: since, [`before_${name}`]: before } = query;
	const time = Date.parse(moment ?? '');
	return (
		(since === undefined || time >= Date.parse(since)) &&
		(before === undefined || time <= Date.parse(before))
	);
}

/** Whether a value is the one that the query asks for by this name; any is, when it asks for none. */
export const isAsked = (query: Query, name: string, value: unknown) =>
	query[name] === undefined || query[name] === value;

/**
 * The records in the order that `sort_field` and `sort_dir` of the query ask for.
 * @param otherwise the field to sort by when only a direction is given
 */
export function sorted<T extends object>(
	query: Query,
	records: readonly T[],
	otherwise?: string,
): T[] {
	const field = query.sort_field ?? (query.sort_dir === undefined ? undefined : otherwise);
	if (field === undefined) return [...records];
	const valueOf = (record: T) => String(Object.entries(record).find(([key]) => key === field)?.[1]);
	const direction = query.sort_dir === 'DESC' ? -1 : 1;
	return records.toSorted((one, other) => direction * valueOf(one).localeCompare(valueOf(other)));
}
