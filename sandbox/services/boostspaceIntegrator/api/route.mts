import { badRequest, denied } from '../problem.mts';
import type { Organization, Scope, Token, World } from '../state.mts';

/** A call of the API that was let in. */
export interface Call {
	readonly world: World;
	readonly token: Token;
	/** The number in the path, where the route has one. */
	readonly id: number;
	readonly query: URLSearchParams;
	readonly body: unknown;
}

/** What a route answers, and what it asks of a call. */
export interface Route {
	/** The scope that a token must have; none where every token may. */
	readonly scope?: Scope;
	/** The query parameters that it knows. */
	readonly parameters?: readonly string[];
	/** Whether the limit of requests counts it. */
	readonly unlimited?: boolean;
	answer(call: Call): object;
}

/** Routes by method and path, `GET /teams/{id}`. */
export type Routes = Readonly<Record<string, Route>>;

/** The parameters of a list that is given page by page, and of what each record shows. */
export const PAGED = ['pg[limit]', 'pg[offset]', 'pg[sortBy]', 'pg[sortDir]', 'cols[]'] as const;

/** What is in an organization of others may not be seen. */
export function demandMember({ token }: Call, organization: Organization | undefined): void {
	if (!organization || !token.user.organizations.has(organization)) throw denied();
}

/** A whole number of the query, if it is there. */
export function numberOf({ query }: Call, name: string): number | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	if (!/^\d+$/.test(text)) throw badRequest(`Invalid key, not parsable to integer: ${name}`);
	return Number(text);
}

/**
 * A record with the columns that were asked for; `*` is all of them
 * (developers.make.com/api-documentation/pagination-sorting-filtering/filtering).
 */
export function columns(
	{ query }: Call,
	record: Readonly<Record<string, unknown>>,
	byDefault: readonly string[],
): Record<string, unknown> {
	const asked = query.getAll('cols[]');
	const names = asked.length === 0 ? byDefault : asked.includes('*') ? Object.keys(record) : asked;
	const unknown = names.find((name) => !Object.hasOwn(record, name));
	if (unknown !== undefined) throw badRequest(`There is no column ${unknown}`);
	return Object.fromEntries(names.map((name) => [name, record[name]]));
}

/** One page of records, and what is said of it. */
export function pageOf<T>(call: Call, records: readonly T[]): { page: T[]; pg: object } {
	const limit = numberOf(call, 'pg[limit]') ?? 10_000;
	const offset = numberOf(call, 'pg[offset]') ?? 0;
	const { query } = call;
	const pg = {
		sortBy: query.get('pg[sortBy]') ?? 'name',
		sortDir: query.get('pg[sortDir]') ?? 'asc',
		limit,
		offset,
	};
	return { page: records.slice(offset, offset + limit), pg };
}

/** In the order of their names. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
	a.name.localeCompare(b.name);
