/** The memory of the trigger between two polls: no secret, and nothing that a connection holds. */
import { z } from 'zod';

const moment = z.string();

/** What is remembered of a connection. */
const known = z.object({
	status: z.enum(['working', 'limited', 'broken', 'unverifiable']),
	/** Since when it has this status, as far as was seen. */
	since: moment,
	/** Since when it fails in a way that may pass, and has not been called broken yet. */
	suspectedSince: moment.optional(),
	/** When it was tested last. */
	tested: moment,
	isUsed: z.boolean(),
});

export type Known = z.output<typeof known>;

/** All that is remembered. */
export const memorySchema = z.object({
	connections: z.record(known),
	/** The ending of the trigger's own key that was reported last. */
	reportedEnding: moment.optional(),
});

export type Memory = z.output<typeof memorySchema>;
