import type { z } from 'zod';

import { moreShape, remoteShape } from '../../../nodes/Boostspace/resources/record/fields';

const messages = (schema: z.ZodTypeAny, given: unknown) =>
	schema.safeParse(given).error?.issues.map(({ message }) => message);

describe('a field of a record whose expression finds something else', () => {
	it.each([[true], [{}]])('says what labels must be: %j', (wrong) => {
		expect(messages(moreShape.labels, wrong)).toEqual([
			'must be IDs of labels, separated by commas',
		]);
	});

	it.each([[null], [true], [{}]])('says that the remote ID is missing: %j', (wrong) => {
		expect(messages(remoteShape.remoteId, wrong)).toEqual(['is missing: give the ID']);
	});

	it('says that an empty remote ID is empty', () => {
		expect(messages(remoteShape.remoteId, ' ')).toEqual(['is empty: give the ID']);
	});
});
