import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import type { Connection } from '../../../connection/connection';
import type { facebookPages } from '../../../services/facebookPages';
import type { Dated, Memory } from './memory';

/** What was read, newest first. */
export interface Reading {
	readonly records: readonly Dated[];
	/** Whether it is all that there was; otherwise there was no time for more. */
	readonly isComplete: boolean;
}

/** What a reading goes by. */
export interface Occasion {
	/** `undefined` where nothing is remembered yet. */
	readonly memory: Memory | undefined;
	/** In milliseconds since 1970. */
	readonly now: number;
	/** When to stop, in milliseconds since 1970. */
	readonly deadline: number;
}

/** What every event is set to. */
export interface EventInput {
	readonly page: string;
}

/** Something that starts a workflow, declared once. */
export interface TriggerEvent<I extends EventInput = EventInput> {
	/** In the list of events: "New Post". */
	readonly name: string;
	readonly description: string;
	readonly requires: ReadonlyArray<keyof typeof facebookPages.permissions & string>;
	/** What a person sets besides the page. */
	readonly fields: readonly INodeProperties[];
	/** What the fields must hold. Its keys are the names of the fields. */
	readonly input: z.ZodType<I, z.ZodTypeDef, unknown>;
	/**
	 * Reads everything that may be new, newest first.
	 * @param acting a connection that acts as the page
	 */
	read(acting: Connection, input: I, occasion: Occasion): Promise<Reading>;
	/** Whether a record starts the workflow. */
	isWanted(record: Dated, input: I): boolean;
}

/** Declares an event: its schema's type flows into what it does. */
export const triggerEvent = <I extends EventInput>(declared: TriggerEvent<I>): TriggerEvent<I> =>
	declared;
