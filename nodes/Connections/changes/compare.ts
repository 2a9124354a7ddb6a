/** Changes of a connection between two inspections. */
import type { Ending } from '../../../connection/model/service';
import { DAY, endingInWords } from '../ending';
import type { Verdict } from '../inspect/verdict';
import type { Remembered } from './memory';

/** The names of events, as a workflow tells them apart. */
export type EventName =
	| 'broke'
	| 'recovered'
	| 'permissionLost'
	| 'permissionGained'
	| 'accountChanged'
	| 'expiresSoon'
	| 'idleTooLong'
	| 'newlyUnused';

/** Something that changed. */
export interface Change {
	readonly event: EventName;
	/** Since when, as ISO 8601. */
	readonly since: string;
	readonly message: string;
}

/** An inspection beside what was known before. */
export interface Look {
	/** `undefined` the first time. */
	readonly before: Remembered | undefined;
	/** `undefined` where it was not inspected. */
	readonly verdict: Verdict | undefined;
	readonly isUsed: boolean;
	/** The first ending that a person has to act on. */
	readonly ending: Ending | undefined;
	/** The days after which its refresh token ends when nobody uses it. */
	readonly idleDays: number | undefined;
	/** How many days before an ending it is reported, each once. */
	readonly days: readonly number[];
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The words for a permission. */
	readonly label: (permission: string) => string;
}

/** What is remembered, and what is reported. */
export interface Compared {
	readonly remembered: Remembered;
	readonly changes: readonly Change[];
}

type Status = Pick<Remembered, 'status' | 'since' | 'suspectedSince'>;

/** The status now: what may pass must be seen twice before it counts as broken. */
function statusOf({ before, verdict, now }: Look): Status {
	const moment = new Date(now).toISOString();
	const known: Status = before ?? { status: 'unverifiable', since: moment };
	if (!verdict || verdict.isInconclusive) return known;
	const { status, mayPass } = verdict;
	if (status === known.status) return { status, since: known.since };
	if (status !== 'broken') return { status, since: moment };
	if (mayPass && known.suspectedSince === undefined) return { ...known, suspectedSince: moment };
	return { status, since: known.suspectedSince ?? moment };
}

function statusChanges({ before, verdict }: Look, { status, since }: Status): Change[] {
	if (status === before?.status || !verdict) return [];
	if (status === 'broken') return [{ event: 'broke', since, message: verdict.message }];
	if (before?.status !== 'broken') return [];
	return [{ event: 'recovered', since, message: `It was broken since ${before.since}` }];
}

/** Permissions that one list has and the other lacks. */
const lacking = (names: readonly string[], from: readonly string[]) =>
	names.filter((name) => !from.includes(name));

function permissionChanges({ before, verdict, now, label }: Look): Change[] {
	const granted = verdict?.findings?.granted;
	if (!granted || !before?.granted) return [];
	const since = new Date(now).toISOString();
	const told = (event: EventName, names: readonly string[], words: string): Change[] =>
		names.length > 0 ? [{ event, since, message: `${words}: ${names.map(label).join(', ')}` }] : [];
	return [
		...told('permissionLost', lacking(before.granted, granted), 'It lost'),
		...told('permissionGained', lacking(granted, before.granted), 'It gained'),
	];
}

function accountChanges({ before, verdict, now }: Look): Change[] {
	const account = verdict?.findings?.account;
	if (!account || !before?.account || account.id === before.account.id) return [];
	return [
		{
			event: 'accountChanged',
			since: new Date(now).toISOString(),
			message: `It now belongs to "${account.name}"; before, it belonged to "${before.account.name}"`,
		},
	];
}

type Reported = Remembered['reported'];

/** The stages of an ending that are reached, and whether one of them was not reported. */
function stagesOf(ending: Date, before: Reported, days: readonly number[], now: number) {
	const ends = ending.toISOString();
	const known = before?.ends === ends ? before.days : [];
	const left = ending.getTime() - now;
	const reached = days.filter((stage) => left <= stage * DAY);
	return {
		isNew: reached.some((stage) => !known.includes(stage)),
		reported: { ends, days: [...new Set([...known, ...reached])] },
		ends,
	};
}

/** The stages of an ending that are reached and were not reported. */
function endingChanges({ before, ending, days, now }: Look): {
	changes: Change[];
	reported: Reported;
} {
	// A look that tells no ending, such as one that failed, leaves what was reported.
	if (!(ending instanceof Date)) return { changes: [], reported: before?.reported };
	const { isNew, reported } = stagesOf(ending, before?.reported, days, now);
	if (!isNew) return { changes: [], reported };
	const message = endingInWords('Its access', ending, now);
	return {
		changes: [{ event: 'expiresSoon', since: new Date(now).toISOString(), message }],
		reported,
	};
}

/**
 * Reports a refresh token that ends because nobody uses it. An inspection that the service answers keeps it alive, since n8n
 * renews the access token for it: only what could not be inspected for long gets here.
 */
function idleChanges(
	{ before, verdict, idleDays, days, now }: Look,
	{ status }: Status,
): { changes: Change[]; alive: string; idle: Reported } {
	const moment = new Date(now).toISOString();
	const isAlive =
		verdict?.checkedBy === 'service' && ['working', 'limited'].includes(verdict.status);
	const alive = (isAlive ? undefined : before?.alive) ?? moment;
	if (isAlive || idleDays === undefined || status === 'broken') {
		return { changes: [], alive, idle: undefined };
	}
	const ending = new Date(Date.parse(alive) + idleDays * DAY);
	// Of a token that lives for a few days only, an early stage would be reached at once.
	const stages = days.filter((stage) => stage <= idleDays / 2);
	const { isNew, reported, ends } = stagesOf(ending, before?.idle, stages, now);
	const message = `It has not been inspected since ${alive}. Its refresh token ends after ${idleDays} days without use: on ${ends}, unless a workflow has used it since. A successful inspection keeps it alive`;
	return {
		changes: isNew ? [{ event: 'idleTooLong', since: alive, message }] : [],
		alive,
		idle: reported,
	};
}

function useChanges({ before, isUsed, now }: Look): Change[] {
	if (!before?.isUsed || isUsed) return [];
	return [
		{
			event: 'newlyUnused',
			since: new Date(now).toISOString(),
			message: 'No workflow uses it any more',
		},
	];
}

/** Compares an inspection with what was known. */
export function compare(look: Look): Compared {
	const { before, verdict, isUsed } = look;
	const status = statusOf(look);
	const { account, granted = before?.granted } = verdict?.findings ?? {};
	const { changes: endings, reported } = endingChanges(look);
	const { changes: idling, alive, idle } = idleChanges(look, status);
	const knownAccount = account ? { id: account.id, name: account.name } : before?.account;
	return {
		remembered: {
			...status,
			isUsed,
			...(knownAccount ? { account: knownAccount } : {}),
			...(granted ? { granted: [...granted] } : {}),
			...(reported ? { reported } : {}),
			alive,
			...(idle ? { idle } : {}),
		},
		changes: [
			...statusChanges(look, status),
			...permissionChanges(look),
			...accountChanges(look),
			...endings,
			...idling,
			...useChanges(look),
		],
	};
}
