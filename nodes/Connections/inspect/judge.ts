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
import type { SaidError } from './request';
import type { Judged } from './verdict';
import { judgedBy, notInspectable, works } from './verdict';
import { causeIn } from './words';

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

/** RFC 6750, section 3.1: the header says that a scope is missing, and may name it. */
function refusalInHeader({ headers }: Answer): Refusal | undefined {
	const header = headers['www-authenticate'];
	if (typeof header !== 'string' || !/error="?insufficient_scope/.test(header)) return undefined;
	const [, scopes] = /scope="([^"]*)"/.exec(header) ?? [];
	return {
		cause: 'insufficientScope',
		...(scopes ? { missing: scopes.split(' ').filter(Boolean) } : {}),
	};
}

/** What the service says is wrong, if it does. */
function refusalIn(answer: Answer, kind: Kind): Refusal | undefined {
	const told = kind.refusal?.(answer) ?? refusalInHeader(answer);
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
		const { cause, detail, missing } = refusal;
		if (cause === 'wrongAddress') {
			return notInspectable(
				`It is for another API or cloud of ${service}, whose address only the connection holds (${detail ?? ''})`,
				'Check it in the node that uses it.',
			);
		}
		return judgedBy(cause, service, { detail, missing, findings: known });
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
	return cause && judgedBy(cause, service, { detail: message });
}
