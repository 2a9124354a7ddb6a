/** A judgement on a connection from the answer of its service. */
import { z } from 'zod';

import type {
	Answer,
	Findings,
	InquiredType,
	Refusal,
	RequestInquiry,
} from '../../../builtin/inquiry';
import type { Cause } from './causes';
import { WRONG_CLIENT } from './causes';
import type { SaidError } from './request';
import type { Judged } from './verdict';
import { judgedBy, notInspectable, works } from './verdict';
import { causeIn, lacksScope } from './words';

/** A type of connection as its answers are judged. */
export interface Kind extends Pick<InquiredType, 'service' | 'refusal'> {
	/** Whether a person pastes a key or password. */
	readonly isKey: boolean;
}

/** The causes that statuses mean, whatever the service (RFC 9110, section 15). */
function causeOfStatus(status: number, { isKey }: Kind): Cause | undefined {
	if (status === 401) return isKey ? 'wrongKey' : 'revoked';
	if (status === 403) return 'forbidden';
	if (status === 429) return 'rateLimited';
	return status >= 500 ? 'serviceUnavailable' : undefined;
}

const lackingScope = (missing: readonly string[] = [], detail?: string): Refusal => ({
	cause: 'insufficientScope',
	...(missing.length > 0 ? { missing } : {}),
	...(detail ? { detail } : {}),
});

const list = (scopes: string | undefined) => scopes?.split(/[\s,]+/).filter(Boolean);

/** RFC 6750, section 3.1: the header says that a scope is missing, and may name it. */
function refusalInHeader({ headers }: Answer): Refusal | undefined {
	const header = headers['www-authenticate'];
	if (typeof header !== 'string' || !/error="?insufficient_scope/.test(header)) return undefined;
	const [, quoted, bare] = /\bscope=(?:"([^"]*)"|([^\s,]+))/.exec(header) ?? [];
	return lackingScope(list(quoted ?? bare));
}

/** One of the accepted scopes suffices (https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps). */
function refusalInScopeHeaders({ status, headers }: Answer): Refusal | undefined {
	const { 'x-accepted-oauth-scopes': accepted, 'x-oauth-scopes': held } = headers;
	if (status !== 403 || typeof accepted !== 'string' || typeof held !== 'string') return undefined;
	const wanted = list(accepted) ?? [];
	const granted = list(held) ?? [];
	if (wanted.length === 0 || wanted.some((scope) => granted.includes(scope))) return undefined;
	return { ...lackingScope(wanted), granted };
}

/** All texts in an answer, not deeper than errors are nested. */
function textsIn(body: unknown, depth = 4): string[] {
	if (typeof body === 'string') return [body];
	if (typeof body !== 'object' || body === null || depth === 0) return [];
	return Object.values(body).flatMap((value: unknown) => textsIn(value, depth - 1));
}

/** A sentence is no longer than this; a page is none. */
const LONGEST_SENTENCE = 500;

/** A refusal whose words say that a scope is missing; those of RFC 6750, section 3, may stand in the body, too. */
function refusalInWords({ status, body }: Answer): Refusal | undefined {
	if (status !== 401 && status !== 403) return undefined;
	const said = textsIn(body).find((text) => text.length < LONGEST_SENTENCE && lacksScope(text));
	if (said === undefined) return undefined;
	const { scope } = z.object({ scope: z.string().optional() }).catch({}).parse(body);
	return lackingScope(list(scope), said);
}

/** What the service says is wrong, if it does. */
export function refusalIn(answer: Answer, kind: Kind): Refusal | undefined {
	const told =
		kind.refusal?.(answer) ??
		refusalInHeader(answer) ??
		refusalInScopeHeaders(answer) ??
		refusalInWords(answer);
	if (told) return told;
	const cause = causeOfStatus(answer.status, kind);
	return cause === undefined || cause === 'notInspectable' ? undefined : { cause };
}

const isSuccess = ({ status }: Answer) => status >= 200 && status < 300;

const invalid = (service: string, status: number): Judged => ({
	status: 'unverifiable',
	message: `${service} returned an invalid response (HTTP ${status})`,
	checkedBy: 'service',
	mayPass: false,
	isInconclusive: true,
});

/** Nothing where an answer has another form; any other error is a fault of ours. */
function withoutFindings(error: unknown): undefined {
	if (!(error instanceof z.ZodError)) throw error;
	return undefined;
}

/** The findings in an answer; `undefined` where it has another form. */
function readFindings(answer: Answer, inquiry: RequestInquiry): Findings | undefined {
	try {
		return inquiry.read(answer);
	} catch (error) {
		return withoutFindings(error);
	}
}

/** Judges an answer. */
export function judgeAnswer(
	answer: Answer,
	inquiry: RequestInquiry,
	kind: Kind,
	known: Findings = {},
): Judged {
	const { service } = kind;
	const refusal = refusalIn(answer, kind);
	if (refusal) {
		const { cause, detail, missing, granted, remedy } = refusal;
		if (cause === 'wrongAddress') {
			return notInspectable(
				`It is for another API or cloud of ${service}, whose address only the connection holds (${detail ?? ''})`,
				'Check it in the node that uses it.',
			);
		}
		const findings = granted ? { ...known, granted } : known;
		return judgedBy(cause, service, { detail, missing, remedy, findings });
	}
	if (!isSuccess(answer)) return invalid(service, answer.status);
	const read = readFindings(answer, inquiry);
	return read
		? works(`${service} accepts it`, { ...known, ...read })
		: invalid(service, answer.status);
}

/** Judges the words of a failure without an answer: n8n could not sign, reach the service, or renew the token. */
export function judgeError(
	{ message, words }: SaidError,
	{ service, isKey }: Kind,
): Judged | undefined {
	const cause = causeIn(words, isKey);
	if (cause === 'notInspectable') {
		return notInspectable(
			`The connection does not allow the HTTP Request node to ask ${service} (${message})`,
			'Allow the domain of the service under "Allowed HTTP Request Domains" of the connection.',
		);
	}
	const isClient = cause === 'wrongKey' && !isKey;
	return (
		cause &&
		judgedBy(cause, service, { detail: message, ...(isClient ? { words: WRONG_CLIENT } : {}) })
	);
}
