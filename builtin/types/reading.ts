/** Readers that several services share. */
import { z } from 'zod';

import type { Account } from '../../connection/model/service';
import type { Answer, Cause, Findings, Refusal, RequestInquiry } from '../inquiry';

const text = z.union([z.string(), z.number()]).transform(String);

/** Where the account stands in an answer: the paths of its members, such as `data.email`. */
export interface AccountPaths {
	readonly id: string;
	/** Several paths: the first that holds something. */
	readonly name?: string | readonly string[];
	readonly user?: string;
	readonly email?: string;
}

/** A member of an answer by its path; `undefined` where there is none, or it is no text. */
function at(body: unknown, path: string): string | undefined {
	let held: unknown = body;
	for (const name of path.split('.')) {
		if (typeof held !== 'object' || held === null || !Object.hasOwn(held, name)) return undefined;
		held = (held as Readonly<Record<string, unknown>>)[name];
	}
	const read = text.safeParse(held);
	return read.success && read.data !== '' ? read.data : undefined;
}

/**
 * Reads the account of an answer.
 * @throws ZodError when the answer does not hold its ID
 */
export function accountIn(body: unknown, { id, name = [], user, email }: AccountPaths): Account {
	const known = text.parse(at(body, id));
	const called = [name].flat().flatMap((path) => at(body, path) ?? []);
	const address = email === undefined ? undefined : at(body, email);
	const person = user === undefined ? undefined : at(body, user);
	return {
		id: known,
		name: called[0] ?? address ?? known,
		...(person ? { user: person } : {}),
		...(address ? { email: address } : {}),
	};
}

/** A request whose answer names the account. */
export const whoAmI = (
	url: string,
	account: AccountPaths,
	more: Partial<Pick<RequestInquiry, 'method' | 'query' | 'headers' | 'body' | 'isOptional'>> & {
		/** More that the answer tells. */
		readonly also?: (answer: Answer) => Findings;
	} = {},
): RequestInquiry => {
	const { also, ...request } = more;
	return {
		url,
		...request,
		read: (answer) => ({ account: accountIn(answer.body, account), ...also?.(answer) }),
	};
};

/** A request whose answer must have a form, and tells nothing more than that the connection works. */
export const answersWith = (
	url: string,
	form: z.ZodTypeAny,
	more: Partial<Pick<RequestInquiry, 'method' | 'query' | 'headers' | 'body'>> = {},
): RequestInquiry => ({
	url,
	...more,
	read: ({ body }) => {
		form.parse(body);
		return {};
	},
});

/** Scopes as one text, separated by blanks or commas, or as a list. */
export const scopeList = z.union([
	z.array(z.string()),
	z.string().transform((scopes) => scopes.split(/[\s,]+/).filter(Boolean)),
]);

/** An error as a service gives it. */
interface SaidCode {
	readonly code: string;
	readonly detail?: string | undefined;
	/** Scopes that it names as missing. */
	readonly missing?: readonly string[] | undefined;
}

/**
 * Reads refusals by a code that the service gives.
 * @param form where the code and the explanation stand; a body of another form is no error
 * @param causes the meaning of the codes; any other leaves it to the status
 */
export const byCode =
	(form: z.ZodType<SaidCode, z.ZodTypeDef, unknown>, causes: Readonly<Record<string, Cause>>) =>
	({ body }: Answer): Refusal | undefined => {
		const read = form.safeParse(body);
		if (!read.success) return undefined;
		const { code, detail = code, missing = [] } = read.data;
		const cause = Object.hasOwn(causes, code) ? causes[code] : undefined;
		return cause && { cause, detail, ...(missing.length > 0 ? { missing } : {}) };
	};
