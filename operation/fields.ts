/** What fields of several nodes hold, as zod schemas. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

/** A text that may be left empty. */
export const optionalText = z
	.string()
	.trim()
	.transform((text) => text || undefined)
	.optional();

/** The object without the properties that are `undefined`. */
export function definedOnly(object: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(object).filter(([, value]) => value !== undefined),
	) as IDataObject;
}
