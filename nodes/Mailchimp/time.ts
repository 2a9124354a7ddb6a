import { optionalTime } from '../../operation/fields';

/** A moment as the API takes it: ISO 8601 in UTC and to the second, as its own examples are. */
export const time = optionalTime.transform((moment) =>
	moment?.toISOString().replace(/\.\d{3}Z$/, 'Z'),
);
