/** Asks the services about many connections at once, through n8n itself. */
import type { Findings, InquiredType, Refusal } from '../../../builtin/inquiry';
import { inquiredTypes } from '../../../builtin/types';
import { within } from '../../../connection/request/timeout';
import { ownOf } from '../../../operation/fields';
import type { Host } from '../../../operation/host';
import { chunks, forEachConcurrently } from '../../../operation/schedule';
import type { NamedCredential } from '../api/credentials';
import { kindOf } from '../usage/catalogue';
import type { Outcome, Step } from './inlineRun';
import { runSteps } from './inlineRun';
import type { Kind } from './judge';
import { judgeAnswer, judgeError, refusalIn } from './judge';
import { inquiryOfOwn, judgeOwn } from './own';
import { answerOf, errorOf, stepOf } from './request';
import type { Judged } from './verdict';
import { judgedBy, notInspectable, works } from './verdict';

/** Connections in one sub-workflow at most: more would keep those of a slow service waiting for each other. */
const MOST_PER_RUN = 20;

/** How to inspect. */
export interface Inspecting {
	readonly host: Host;
	/** Sub-workflows that run at the same time. */
	readonly atOnce: number;
	/** Milliseconds to wait for each answer. */
	readonly timeout: number;
	/** Connections that n8n would not let this workflow use, and why, by ID. */
	readonly denied?: ReadonlyMap<string, string>;
}

/** A connection that is being inspected. */
interface Case {
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
}

/** A judgement, and how long it took. `undefined` where the services were not asked: then n8n's own test decides. */
export type Inspected = { readonly judged: Judged; readonly took: number };

const isKeyType = (type: string) => !/OAuth/.test(type);

/** The inquiries for a type of connection, of n8n or of this package. */
const typeOf = (host: Host, type: string): InquiredType | undefined =>
	ownOf(inquiredTypes, type) ?? inquiryOfOwn(host, type);

function caseOf(host: Host, credential: NamedCredential): Case[] {
	const type = typeOf(host, credential.type);
	if (!type) return [];
	const { service, refusal } = type;
	const kind = { service, isKey: isKeyType(credential.type), ...(refusal ? { refusal } : {}) };
	return [
		{ credential, type, kind, next: 0, findings: {}, judged: undefined, limit: undefined, took: 0 },
	];
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

/** Takes the outcome of a case's current inquiry. */
function take(one: Case, outcome: Outcome, took: number): void {
	one.took += took;
	if ('refused' in outcome) {
		one.judged = noAccess(outcome.refused);
		one.next = one.type.inquiries.length;
		return;
	}
	const judged = judge(one, outcome);
	if (judged) one.judged = withLimit(judged, one.limit);
	const goesOn = !judged || judged.cause === 'insufficientScope';
	one.next = goesOn ? one.next + 1 : one.type.inquiries.length;
}

const isOpen = ({ next, type }: Case) => next < type.inquiries.length;

/** Runs of one service each, so that a slow one keeps no others waiting. */
function runsOf(cases: readonly Case[], atOnce: number): Case[][] {
	const size = Math.min(MOST_PER_RUN, Math.max(1, Math.ceil(cases.length / atOnce)));
	return chunks(cases, size, ({ kind }) => kind.service);
}

/** n8n's words when it does not know a node (n8n (npm): dist/node-types.js). */
const UNKNOWN_NODE = /Unrecognized node type|unknown node|is not installed/i;

/** Why n8n refused a whole run. */
function judgeRefusedRun(error: unknown, { kind: { service } }: Case): Judged {
	const message = error instanceof Error ? error.message : String(error);
	if (/no whole answer within|timed out|cancel/i.test(message))
		return judgedBy('timeout', service, { detail: message });
	return notInspectable(
		`n8n refused to ask ${service}: ${message}`,
		UNKNOWN_NODE.test(message)
			? 'The node that asks is not available in this n8n: ask its administrator to allow the HTTP Request node.'
			: 'See the message.',
	);
}

/** Nothing where nodes did not answer in time: n8n's own test decides, which has its own time. */
function withoutLate(error: unknown): Outcome[] {
	if (!(error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT')) throw error;
	return [];
}

/** The outcomes of a run. The HTTP Request node keeps the time limit itself, any other node knows of none. */
async function outcomesOf(
	run: readonly Case[],
	steps: readonly Step[],
	{ host, timeout }: Inspecting,
): Promise<Outcome[]> {
	const isNode = run.some(({ type, next }) => {
		const inquiry = type.inquiries[next];
		return inquiry && 'node' in inquiry;
	});
	if (!isNode) return await runSteps(host, steps, timeout);
	const limit = timeout * steps.length;
	return await within(limit, undefined, async () => await runSteps(host, steps, timeout)).catch(
		withoutLate,
	);
}

async function ask(run: readonly Case[], inspecting: Inspecting): Promise<void> {
	const begun = Date.now();
	const steps = run.flatMap(({ credential, type, next }) => {
		const inquiry = type.inquiries[next];
		return inquiry ? [stepOf(inquiry, credential, inspecting.timeout)] : [];
	});
	try {
		const outcomes = await outcomesOf(run, steps, inspecting);
		const took = Math.round((Date.now() - begun) / run.length);
		for (const [place, one] of run.entries()) take(one, outcomes[place] ?? { failed: true }, took);
	} catch (error) {
		for (const one of run) {
			one.judged = judgeRefusedRun(error, one);
			one.next = one.type.inquiries.length;
		}
	}
}

/** Asks all open inquiries until none is left. */
async function askAll(cases: readonly Case[], inspecting: Inspecting): Promise<void> {
	for (let open = cases.filter(isOpen); open.length > 0; open = open.filter(isOpen)) {
		await forEachConcurrently(
			runsOf(open, inspecting.atOnce),
			inspecting.atOnce,
			() => !inspecting.host.isCancelled(),
			async (run) => await ask(run, inspecting),
		);
		if (inspecting.host.isCancelled()) return;
	}
}

/**
 * Asks the services about connections.
 * @returns by ID, what was found; nothing of a connection whose service cannot be asked, or gave no word
 */
export async function inspectAll(
	credentials: readonly NamedCredential[],
	inspecting: Inspecting,
): Promise<ReadonlyMap<string, Inspected>> {
	const cases = credentials.flatMap((credential) => caseOf(inspecting.host, credential));
	for (const one of cases) {
		const reason = inspecting.denied?.get(one.credential.id);
		if (reason !== undefined) take(one, { refused: reason }, 0);
	}
	await askAll(cases, inspecting);
	return new Map(
		cases.flatMap(({ credential: { id }, judged, took }) =>
			judged ? [[id, { judged, took }] as const] : [],
		),
	);
}
