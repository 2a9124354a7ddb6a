/** What is remembered of connections from one run to the next: no secret. */
import { z } from 'zod';

const moment = z.string();
const names = z.array(z.string());

/** An ending, and at how many days before it was reported. */
const reported = z.object({ ends: moment, days: z.array(z.number()) });

const remembered = z.object({
	status: z.enum(['working', 'limited', 'broken', 'unverifiable']),
	/** Since when it has this status, as far as was seen. */
	since: moment,
	/** Since when it fails in a way that may pass, and is not called broken yet. */
	suspectedSince: moment.optional(),
	/** The account at the service, and its name. */
	account: z.object({ id: z.string(), name: z.string() }).optional(),
	granted: names.optional(),
	/** The ending that was reported. */
	reported: reported.optional(),
	/** When its service last accepted it, or since when it is watched. */
	alive: moment.optional(),
	/** The end of its idle refresh token that was reported. */
	idle: reported.optional(),
	isUsed: z.boolean(),
});

export type Remembered = z.output<typeof remembered>;

/** All that is remembered. What an older version left behind counts as nothing. */
export const memorySchema = z.object({
	version: z.literal(1),
	connections: z.record(remembered),
	/** Dangling references that were reported. */
	dangling: names,
});

export type Memory = z.output<typeof memorySchema>;
