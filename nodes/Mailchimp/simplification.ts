/** Simplified records: the columns that people look for, side by side. */
import type { IDataObject } from 'n8n-workflow';

import { definedOnly, isObject } from '../../operation/fields';
import { withoutLinks } from './fields';

/** The columns of a simplified record, and where each stands in the API's: `member_count: 'stats.member_count'`. */
type Columns = Readonly<Record<string, string>>;

/** What stands at a place in a record. */
const valueAt = (record: IDataObject, place: string): unknown =>
	place
		.split('.')
		.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), record);

/** How one kind of record is simplified, alone or as a list that an answer holds under a key. */
export interface Simplification {
	/** The query of one record: no more is asked for than is shown. */
	queryOfOne(simplify: boolean): IDataObject;
	/** The query of a list. */
	queryOfMany(simplify: boolean, key: string): IDataObject;
	/** A record as it is shown. */
	shown(simplify: boolean, record: IDataObject): IDataObject;
}

/** @param refine makes of what the columns hold something that reads better */
export const simplification = (
	columns: Columns,
	refine: (simplified: IDataObject) => IDataObject = (simplified) => simplified,
): Simplification => {
	const places = Object.values(columns);
	return {
		queryOfOne: (simplify) => (simplify ? { fields: places.join() } : {}),
		queryOfMany: (simplify, key) =>
			simplify
				? { fields: [...places.map((place) => `${key}.${place}`), 'total_items'].join() }
				: withoutLinks(key),
		shown: (simplify, record) => {
			if (!simplify) return record;
			const values = Object.entries(columns).map(
				([name, place]) => [name, valueAt(record, place)] as const,
			);
			return definedOnly(refine(definedOnly(Object.fromEntries(values))));
		},
	};
};

/** The pages of a list, each record as it is shown. */
export async function* shownPages(
	{ shown }: Simplification,
	simplify: boolean,
	pages: AsyncIterable<readonly IDataObject[]>,
): AsyncGenerator<IDataObject[]> {
	for await (const page of pages) yield page.map((record) => shown(simplify, record));
}
