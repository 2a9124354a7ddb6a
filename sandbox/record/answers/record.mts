/** What every answer is made of. */
import { ID } from '../values.mts';

/** A record with the fields that most services have. */
export const RECORD = { id: ID, name: 'Flowers', ok: true, '.tag': 'file' };

/** An answer; some have an address in them, which is marked so that it proves whose it is. */
export type Answer = object | ((mark: string) => object);

/** Answers by host and path, the first that fits. */
export type Answers = ReadonlyArray<readonly [address: RegExp, answer: Answer]>;
