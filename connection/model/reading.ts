/** Readers of answers that many services give in the same form, for their declarations. */
import { z } from 'zod';

import type { AnswerContext, Grant, ServiceError, Usage } from './service';
import { endingAt } from './service';

/** A scope list as standards write it: one text, whose scopes are separated by blanks or commas. */
const scopeList = z
	.string()
	.transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))]);

/** An answer of Token Introspection (RFC 7662, section 2.2); `exp` in seconds since 1970. */
const introspection = z.object({
	active: z.boolean(),
	scope: scopeList.optional(),
	exp: z.number().optional(),
});

/**
 * Reads an answer of Token Introspection (RFC 7662, section 2.2).
 * @returns `undefined` where it does not say the scopes, or the token is not active
 * @throws ZodError when the answer has another form
 */
export function introspectedGrant(body: unknown): Grant | undefined {
	const { active, scope, exp } = introspection.parse(body);
	// Of a token that has ended, nothing is told of what was granted.
	if (!active) return undefined;
	const token = exp === undefined ? undefined : endingAt(exp * 1000);
	return scope && { granted: scope, ...(token ? { endings: { token } } : {}) };
}

/**
 * Reads granted scopes from a response header.
 * @returns `undefined` where the header is absent or empty: then nothing is known
 */
export const scopesInHeader =
	(name: string) =>
	(_body: unknown, { headers }: AnswerContext): Grant | undefined => {
		const read = scopeList.safeParse(headers[name]);
		return read.success && read.data.length > 0 ? { granted: read.data } : undefined;
	};

/** An error of an authorization server (RFC 6749, section 5.2). */
const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** Reads an error in the form of OAuth 2.0 (RFC 6749, section 5.2); `undefined` where the body is none. */
export function parseOAuthError(body: unknown): ServiceError | undefined {
	const read = oauthError.safeParse(body);
	if (!read.success) return undefined;
	const { error, error_description } = read.data;
	return { code: error, detail: error_description ?? error };
}

/**
 * Makes a reader of error bodies from the form that they have.
 * @param form what an error is: a body that has it is one
 * @param tell the service's code and words
 */
export const errorReader =
	<T>(form: z.ZodType<T, z.ZodTypeDef, unknown>, tell: (error: T) => ServiceError) =>
	(body: unknown): ServiceError | undefined => {
		const read = form.safeParse(body);
		return read.success ? tell(read.data) : parseOAuthError(body);
	};

/** Seconds since 1970, or seconds from now. */
type ResetForm = 'epochSeconds' | 'seconds';

/** The headers in which a service counts requests: how many it allows, how many are left, and when it counts anew. */
export interface RateHeaders {
	readonly limit: string;
	readonly remaining: string;
	readonly reset?: { readonly header: string; readonly in: ResetForm };
}

const count = z.coerce.number().finite().nonnegative();

/** The headers `x-ratelimit-limit`, `x-ratelimit-remaining` and `x-ratelimit-reset`, of which the first part varies. */
const namedBy = (prefix: string, reset?: ResetForm): RateHeaders => ({
	limit: `${prefix}-limit`,
	remaining: `${prefix}-remaining`,
	...(reset ? { reset: { header: `${prefix}-reset`, in: reset } } : {}),
});

/**
 * Makes a reader of such headers: the share that is used, and how long until all are free again.
 * @param named the headers, or how their names begin where the rest is `-limit`, `-remaining` and `-reset`
 */
export function rateHeaders(named: RateHeaders | string, ofPrefix?: ResetForm) {
	const { limit, remaining, reset } = typeof named === 'string' ? namedBy(named, ofPrefix) : named;
	return (headers: Readonly<Record<string, unknown>>): Usage | undefined => {
		const most = count.safeParse(headers[limit] ?? undefined);
		const left = count.safeParse(headers[remaining] ?? undefined);
		if (!most.success || !left.success || most.data === 0) return undefined;
		const at = reset && count.safeParse(headers[reset.header] ?? undefined);
		const share = Math.min(1, Math.max(0, 1 - left.data / most.data));
		if (!reset || !at?.success) return { share };
		const regain =
			reset.in === 'seconds' ? at.data * 1000 : Math.max(0, at.data * 1000 - Date.now());
		return { share, regain };
	};
}

/**
 * Makes a reader of answers from the form that they have, for {@link ReadInquiry.parse}. It throws when an answer has another.
 * @param tell what is made of what was read
 */
export const readAs =
	<F, T>(form: z.ZodType<F, z.ZodTypeDef, unknown>, tell: (read: F, answer: AnswerContext) => T) =>
	(body: unknown, answer: AnswerContext): T =>
		tell(form.parse(body), answer);

/** Granted scopes, and when the token ends, in milliseconds since 1970, where the answer says that. */
export function grantUntil(granted: readonly string[], milliseconds?: number | 'never'): Grant {
	const token = typeof milliseconds === 'number' ? endingAt(milliseconds) : milliseconds;
	return { granted, ...(token ? { endings: { token } } : {}) };
}
