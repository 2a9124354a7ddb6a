import type { Request } from 'express';

import { invalid } from '../problem.mts';

const DEFAULT_COUNT = 10;
const LARGEST_COUNT = 1000;

/** A number of the query. */
function number(request: Request, name: string, otherwise: number): number {
	const text = request.query[name];
	if (text === undefined) return otherwise;
	if (typeof text !== 'string' || !/^\d+$/.test(text)) {
		throw invalid(name, 'This value should be a number.');
	}
	return Number(text);
}

/** One page of records, as `count` and `offset` of the query ask for. */
export function pageOf<T>(request: Request, records: Iterable<T>): { page: T[]; total: number } {
	const all = [...records];
	const count = number(request, 'count', DEFAULT_COUNT);
	if (count > LARGEST_COUNT) throw invalid('count', 'This value should be 1000 or less.');
	const offset = number(request, 'offset', 0);
	return { page: all.slice(offset, offset + count), total: all.length };
}
