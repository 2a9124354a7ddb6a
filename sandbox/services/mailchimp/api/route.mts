import type { Account } from '../state.mts';

/** A call of the API that was let in and fits the specification. */
export interface Call {
	/** Whose key or token it came with. */
	readonly account: Account;
	/** The variables of the path, decoded, by their name in the specification. */
	readonly path: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string>>;
	readonly body: unknown;
}

/**
 * Answers a call.
 * @returns the document, or `undefined` where the API answers 204
 * @throws Problem where the API answers an error
 */
export type Route = (call: Call) => object | undefined | Promise<object | undefined>;

/** Routes by method and path as the specification writes them, e.g. `GET /lists/{list_id}`. */
export type Routes = Readonly<Record<string, Route>>;

/** Waits as long as the service takes for so many records. */
export type TakeTime = (records: number) => Promise<void>;
