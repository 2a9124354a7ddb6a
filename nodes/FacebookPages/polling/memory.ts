/** What a trigger remembers between two polls, and what follows from it. Nothing here asks anybody. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

/** A record of the service with the second in which it was made. */
export interface Dated {
	readonly id: string;
	/** In seconds since 1970. */
	readonly time: number;
	readonly json: IDataObject;
}

/** How a trigger's memory lies in the workflow: no cursor is in it, which would grow old, and no secret. */
export const memorySchema = z.object({
	/** What was polled: with another page or event, nothing of the memory counts. */
	watched: z.string(),
	/** The time of the newest record, in seconds since 1970; 0 where there was none. */
	newest: z.number(),
	/** The time of each record that was seen and is not older than the horizon, by its ID. */
	seen: z.record(z.string(), z.number()),
});

export type Memory = z.infer<typeof memorySchema>;

/**
 * How far before the newest record another one may still turn up, in seconds: one of the same second, one that the
 * service lists late, one that was made while a long poll was under way.
 */
const OVERLAP = 10 * 60;

/** The newest time of some records; 0 where there is none. */
export const newestOf = (records: ReadonlyArray<Pick<Dated, 'time'>>) =>
	records.reduce((newest, { time }) => Math.max(newest, time), 0);

/** The time from which on records are looked at, when the newest is of a time. */
export const horizonOf = (newest: number) => newest - OVERLAP;

/** Whether a record is seen for the first time. What is older than the horizon was there before. */
export const isNew = ({ newest, seen }: Memory, { id, time }: Pick<Dated, 'id' | 'time'>) =>
	time >= horizonOf(newest) && !Object.hasOwn(seen, id);

/** The memory of a trigger that begins. */
export const blank = (watched: string): Memory => ({ watched, newest: 0, seen: {} });

/**
 * The memory with some more records.
 * @param isComplete whether they are all that there were: else the horizon stays, so that the next poll finds the rest
 */
export function remember(
	memory: Memory,
	records: ReadonlyArray<Pick<Dated, 'id' | 'time'>>,
	isComplete = true,
): Memory {
	const newest = isComplete ? Math.max(memory.newest, newestOf(records)) : memory.newest;
	const all = [
		...Object.entries(memory.seen),
		...records.map(({ id, time }) => [id, time] as const),
	];
	const horizon = horizonOf(newest);
	return {
		...memory,
		newest,
		seen: Object.fromEntries(all.filter(([, time]) => time >= horizon)),
	};
}

/** Oldest first; of the same second, the one that the service lists last, which lists the newest first. */
export const oldestFirst = (records: readonly Dated[]): Dated[] =>
	[...records].reverse().sort((one, other) => one.time - other.time);
