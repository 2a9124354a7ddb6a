import { z } from 'zod';

import { optional } from './fields';

/** ISO 8601 in UTC and to the second, as the API's own examples are. */
const written = (instant: number) => new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');

const MESSAGE = 'must be a time such as 2026-01-31T12:00:00, or a date such as 2026-01-31';

/** A time with an offset, as UTC; an empty field is left out. What has no offset was given the workflow's. */
export const time = optional(
	z
		.string({ message: MESSAGE })
		.trim()
		.datetime({ offset: true, message: MESSAGE })
		.transform((text) => written(Date.parse(text))),
);
