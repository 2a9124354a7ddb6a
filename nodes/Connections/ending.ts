/** When something ends, in words. */
import type { Ending } from '../../connection/model/service';
import type { Verdict } from './inspect/verdict';
import { kindOf } from './usage/catalogue';
import { NOT_TOLD } from './words';

const HOUR = 60 * 60 * 1000;

/** Milliseconds of a day. */
export const DAY = 24 * HOUR;

/** Stands before the moment of an end that only comes when nothing uses the connection until then. */
export const IF_UNUSED = 'if unused until ';

/** Whether it is a day or less until this moment, or the moment is over. */
export const isWithinADay = (ending: Date, now: number): boolean => ending.getTime() - now <= DAY;

/**
 * Says when something ends, and how many days are left, or hours on the last day.
 * @param what the subject of the sentence: "Its access"
 */
export function endingInWords(what: string, ending: Date, now: number): string {
	const left = ending.getTime() - now;
	const ends = ending.toISOString();
	if (left <= 0) return `${what} ended on ${ends}`;
	const hours = Math.ceil(left / HOUR);
	const [count, unit] = hours < 24 ? [hours, 'hour'] : [Math.ceil(left / DAY), 'day'];
	return `${what} ends on ${ends}, in ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The first ending that a person has to act on: neither a token that n8n renews, nor an end that use puts off. */
export function firstEnding(type: string, verdict: Verdict): Ending | undefined {
	const { token, refreshToken, access } = verdict.findings?.endings ?? {};
	const kind = kindOf(type);
	const oauth2 = kind?.variant === 'oauth2' ? kind.service.oauth2 : undefined;
	const renews = kind ? oauth2?.expiry === 'refresh' : /OAuth2/.test(type);
	const known = [renews ? undefined : token, refreshToken, access].filter(
		(ending): ending is Ending => ending !== undefined,
	);
	const dates = known.filter((ending): ending is Date => ending instanceof Date);
	const [first] = dates.sort((a, b) => a.getTime() - b.getTime());
	return first ?? known[0];
}

/** A moment as ISO 8601, or the word that stands for it. */
export const momentOf = (ending: Ending | undefined) =>
	ending instanceof Date ? ending.toISOString() : (ending ?? NOT_TOLD);

/** When access ends, in words: an end that use puts off is told apart from one that comes anyway. */
export function expiresInWords(type: string, verdict: Verdict): string {
	const ending = firstEnding(type, verdict);
	const { refreshTokenIfUnused: idle } = verdict.findings?.endings ?? {};
	return idle instanceof Date && !(ending instanceof Date)
		? `${IF_UNUSED}${idle.toISOString()}`
		: momentOf(ending);
}
