/** What a test changes about what is known of a connection. */
import type { Credential } from '../api/credentials';
import type { Verdict } from '../inspect/verdict';
import type { Change } from './event';
import type { Known } from './memory';

/** What is known after a test, and what is to be told. */
export interface Judgement {
	readonly known: Known;
	readonly changes: readonly Change[];
}

/** A connection, what was known of it, and what is seen now. */
export interface Observation {
	readonly credential: Credential;
	/** `undefined` of one that was never tested. */
	readonly before: Known | undefined;
	readonly verdict: Verdict;
	/** When it was tested, as ISO 8601. */
	readonly now: string;
}

/**
 * Whether a connection that fails is not called broken yet: what may pass must be seen at two polls. That it was
 * looked at twice within this one is for who tests.
 */
const isOnlySuspected = ({ before, verdict }: Observation) =>
	verdict.mayPass && before?.status !== 'broken' && before?.suspectedSince === undefined;

/** Judges a test. */
export function judge(observation: Observation): Judgement {
	const { credential, before, verdict, now } = observation;
	const { status, message } = verdict;
	const kept = { tested: now, isUsed: before?.isUsed ?? false };
	if (before && verdict.isInconclusive) return { known: { ...before, tested: now }, changes: [] };
	if (status === 'broken' && isOnlySuspected(observation)) {
		const { status: was = 'unverifiable', since = now } = before ?? {};
		return { known: { ...kept, status: was, since, suspectedSince: now }, changes: [] };
	}
	if (status === before?.status)
		return { known: { ...kept, status, since: before.since }, changes: [] };
	const since = (status === 'broken' ? before?.suspectedSince : undefined) ?? now;
	const known = { ...kept, status, since };
	if (status === 'broken') {
		return { known, changes: [{ event: 'broke', credential, since, message }] };
	}
	if (before?.status !== 'broken') return { known, changes: [] };
	return {
		known,
		changes: [
			{ event: 'recovered', credential, since, message, details: { brokenSince: before.since } },
		],
	};
}

/** That a connection has lost its last workflow since it was looked at. */
export const newlyUnused = (credential: Credential, now: string): Change => ({
	event: 'newlyUnused',
	credential,
	since: now,
	message: 'No workflow uses it any more',
});
