/** When something ends, in words. */

const HOUR = 60 * 60 * 1000;

/** Milliseconds of a day. */
export const DAY = 24 * HOUR;

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
