/** What the trigger remembers between two polls: no secret, and nothing that a connection holds. */
import { z } from 'zod';

const moment = z.string();

/** What is remembered of a connection. */
const known = z.object({
	status: z.enum(['working', 'broken', 'unverifiable']),
	/** Since when it has this status, as far as was seen. */
	since: moment,
	/** Since when it fails in a way that may pass, and has not been called broken yet. */
	suspectedSince: moment.optional(),
	/** When it was tested last. */
	tested: moment,
	isUsed: z.boolean(),
});

export type Known = z.output<typeof known>;

/** What is remembered of a connection that is looked into. */
const lookedInto = z.object({
	granted: z.array(z.string()).optional(),
	/** The ending that was told already. */
	toldEnding: moment.optional(),
});

export type LookedInto = z.output<typeof lookedInto>;

/** All that is remembered. */
export const memorySchema = z.object({
	connections: z.record(known),
	lookedInto: z.record(lookedInto),
});

export type Memory = z.output<typeof memorySchema>;
