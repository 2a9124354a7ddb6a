/** A connection that is being inspected, and what its answers come to. */
import type { Findings, InquiredType, Refusal } from '../../../builtin/inquiry';
import { inquiredTypes } from '../../../builtin/types';
import { ownOf } from '../../../operation/fields';
import type { Host } from '../../../operation/host';
import type { NamedCredential } from '../api/credentials';
import { kindOf } from '../usage/catalogue';
import type { Outcome } from './inlineRun';
import type { Kind } from './judge';
import { judgeAnswer, judgeError, refusalIn } from './judge';
import { inquiryOfOwn, judgeOwn } from './own';
import { answerOf, errorOf, isTooLong } from './request';
import type { Judged } from './verdict';
import { notInspectable, works } from './verdict';

/** A connection that is being inspected. */
export interface Case {
	readonly credential: NamedCredential;
	readonly type: InquiredType;
	readonly kind: Kind;
	/** The inquiry that is asked next. */
	next: number;
	findings: Findings;
	/** The judgement, once there is one; a limited one stands until another inquiry succeeds. */
	judged: Judged | undefined;
	/** A limited one that stands even then. */
	limit: Judged | undefined;
	/** How long it has taken, in milliseconds. */
	took: number;
	/** Whether an answer was so long that n8n's memory has to be spared. */
	isLong: boolean;
}

const isKeyType = (type: string) => !/OAuth/.test(type);

/** The inquiries for a type of connection, of n8n or of this package. */
const typeOf = (host: Host, type: string): InquiredType | undefined =>
	ownOf(inquiredTypes, type) ?? inquiryOfOwn(host, type);

/** The connection as a case; none where nobody knows what to ask. */
export function caseOf(host: Host, credential: NamedCredential): Case[] {
	const type = typeOf(host, credential.type);
	if (!type) return [];
	const { service, refusal } = type;
	const kind = { service, isKey: isKeyType(credential.type), ...(refusal ? { refusal } : {}) };
	const unasked = { next: 0, findings: {}, judged: undefined, limit: undefined, took: 0 };
	return [{ credential, type, kind, ...unasked, isLong: false }];
}

const noAccess = (message: string): Judged =>
	notInspectable(
		`This workflow may not use it: ${message}`,
		'Move this workflow to the personal project of an owner or admin of n8n, or share the connection with its project.',
	);

/** What a node of n8n itself tells: whether the service let it read. */
function judgeNode(outcome: Outcome, one: Case): Judged | undefined {
	if (!('items' in outcome)) return undefined;
	const [item = {}] = outcome.items;
	const error = errorOf(item);
	if (error) return judgeError(error, one.kind);
	const inquiry = one.type.inquiries[one.next];
	const mayBeEmpty = inquiry && 'node' in inquiry && inquiry.mayBeEmpty;
	const isEmpty = Object.values(item).every((value) => value === undefined);
	if (!mayBeEmpty && isEmpty) return undefined;
	return works(`${one.kind.service} accepts it`, one.findings);
}

/** Whether the refusal of an optional inquiry is about more than a scope that the type need not have. */
const countsAnyway = ({ cause, counts }: Refusal): boolean =>
	counts === true || cause === 'rateLimited' || cause === 'serviceUnavailable';

/** What the HTTP Request node tells. An optional inquiry only adds findings, unless there was no answer at all. */
function judgeRequest(outcome: Outcome, one: Case): Judged | undefined {
	const inquiry = one.type.inquiries[one.next];
	if (!inquiry || 'node' in inquiry || !('items' in outcome)) return undefined;
	const [item] = outcome.items;
	const answer = answerOf(item);
	if (!answer) {
		const error = errorOf(item);
		return error && judgeError(error, one.kind);
	}
	const judged = judgeAnswer(answer, inquiry, one.kind, one.findings);
	const refusal = refusalIn(answer, one.kind);
	if (refusal?.counts && judged.status === 'limited') one.limit = judged;
	if (!inquiry.isOptional || (refusal && countsAnyway(refusal))) return judged;
	one.findings = { ...one.findings, ...judged.findings };
	return undefined;
}

/** The judgement that an outcome means. Where our own node fails, n8n's test of our types says why. */
function judge(one: Case, outcome: Outcome): Judged | undefined {
	const { type } = one.credential;
	if (kindOf(type)) return judgeOwn(type, outcome);
	const inquiry = one.type.inquiries[one.next];
	return inquiry && 'node' in inquiry ? judgeNode(outcome, one) : judgeRequest(outcome, one);
}

/** A success adds what it tells to a limit that stands. */
const withLimit = (judged: Judged, limit: Judged | undefined): Judged =>
	limit && judged.status === 'working'
		? { ...limit, findings: { ...limit.findings, ...judged.findings } }
		: judged;

/** Ends the asking with a judgement. */
export function conclude(one: Case, judged: Judged): void {
	one.judged = judged;
	one.next = one.type.inquiries.length;
}

/** Takes the outcome of a case's current inquiry. */
export function take(one: Case, outcome: Outcome, took: number): void {
	one.took += took;
	if ('refused' in outcome) {
		conclude(one, noAccess(outcome.refused));
		return;
	}
	one.isLong ||= 'items' in outcome && isTooLong(outcome.items[0]);
	const judged = judge(one, outcome);
	if (judged) one.judged = withLimit(judged, one.limit);
	const goesOn = !judged || judged.cause === 'insufficientScope';
	one.next = goesOn ? one.next + 1 : one.type.inquiries.length;
}

/** Whether there is something to ask. */
export const isOpen = ({ next, type }: Case) => next < type.inquiries.length;
