/** Asks the services about many connections at once, through n8n itself. */
import { RUN_ENDED, UNKNOWN_NODE } from '../../../connection/failure/hostMessages';
import { within } from '../../../connection/request/timeout';
import type { Host } from '../../../operation/host';
import { chunks, forEachConcurrently } from '../../../operation/schedule';
import type { NamedCredential } from '../api/credentials';
import type { Case } from './case';
import { caseOf, conclude, isOpen, take } from './case';
import type { Outcome, Step } from './inlineRun';
import { runSteps } from './inlineRun';
import { stepOf } from './request';
import type { Judged } from './verdict';
import { judgedBy, notInspectable } from './verdict';

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

/** A judgement, and how long it took. `undefined` where the services were not asked: then n8n's own test decides. */
export type Inspected = { readonly judged: Judged; readonly took: number };

/** Runs of one service each, so that a slow one keeps no others waiting. */
function runsOf(cases: readonly Case[], atOnce: number): Case[][] {
	const size = Math.min(MOST_PER_RUN, Math.max(1, Math.ceil(cases.length / atOnce)));
	return chunks(cases, size, ({ kind }) => kind.service);
}

/** Whether our own limit ended it. */
const isTimeout = (error: unknown) =>
	error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT';

/** Why n8n refused a whole run. */
function judgeRefusedRun(error: unknown, { kind: { service } }: Case): Judged {
	const message = error instanceof Error ? error.message : String(error);
	if (isTimeout(error) || RUN_ENDED.test(message)) {
		return judgedBy('timeout', service, { detail: message });
	}
	return notInspectable(
		`n8n refused to ask ${service}: ${message}`,
		UNKNOWN_NODE.test(message)
			? 'The node that asks is not available in this n8n: ask its administrator to allow the HTTP Request node.'
			: 'See the message.',
	);
}

/** Nothing where nodes did not answer in time: n8n's own test decides, which has its own time. */
function withoutLate(error: unknown): Outcome[] {
	if (!isTimeout(error)) throw error;
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
		for (const one of run) conclude(one, judgeRefusedRun(error, one));
	}
}

/** Connections that tell, where a service refuses all of them one after another, that it is not about one account. */
const ENOUGH_TO_TELL = 5;

/** Whether a service refused the last of a run for too many requests: it would refuse the next ones, too. */
const isExhausted = (run: readonly Case[]) =>
	run.length >= ENOUGH_TO_TELL &&
	run.slice(-ENOUGH_TO_TELL).every(({ judged }) => judged?.cause === 'rateLimited');

/** Judges connections that were not asked, since their service takes no more requests. */
function spare(run: readonly Case[]): void {
	const detail = 'not asked, since it refused the others';
	for (const one of run) {
		conclude(one, judgedBy('rateLimited', one.kind.service, { detail, checkedBy: 'none' }));
	}
}

/** What is learned of a service while it is asked. */
interface Learned {
	/** It takes no more requests. */
	isExhausted: boolean;
	/** Its answers are so long that n8n, which keeps all until a run is over, would hold too much of them. */
	isLong: boolean;
}

function learn(learned: Learned, run: readonly Case[]): Learned {
	learned.isExhausted ||= isExhausted(run);
	learned.isLong ||= run.some(({ isLong }) => isLong);
	return learned;
}

const serviceIn = ([one]: readonly Case[]) => one?.kind.service ?? '';

/** The first run of each service, which is the smallest, before all others. */
function firstOfEach(runs: readonly Case[][]): Case[][] {
	const firsts = new Map(runs.map((run) => [serviceIn(run), run]));
	const isFirst = (run: Case[]) => firsts.get(serviceIn(run)) === run;
	return [...firsts.values(), ...runs.filter((run) => !isFirst(run))];
}

/** Asks all inquiries about the connections of a run: it goes on to its next ones by itself. */
async function askRun(run: readonly Case[], inspecting: Inspecting): Promise<void> {
	const isCancelled = () => inspecting.host.isCancelled();
	for (let open = run; open.length > 0 && !isCancelled(); open = open.filter(isOpen)) {
		await ask(open, inspecting);
	}
}

/** Asks all inquiries. The other runs of a service wait for what its first one teaches. */
async function askAll(cases: readonly Case[], inspecting: Inspecting): Promise<void> {
	const services = new Map<string, Promise<Learned>>();
	await forEachConcurrently(
		firstOfEach(runsOf(cases.filter(isOpen), inspecting.atOnce)),
		inspecting.atOnce,
		() => !inspecting.host.isCancelled(),
		async (run) => {
			const service = serviceIn(run);
			const first = services.get(service);
			if (!first) {
				const nothing = { isExhausted: false, isLong: false };
				const asking = askRun(run, inspecting).then(() => learn(nothing, run));
				services.set(service, asking);
				await asking;
				return;
			}
			const learned = await first;
			if (learned.isExhausted) return spare(run);
			const parts = learned.isLong ? run.map((one) => [one]) : [run];
			for (const part of parts) await askRun(part, inspecting);
			learn(learned, run);
		},
	);
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
