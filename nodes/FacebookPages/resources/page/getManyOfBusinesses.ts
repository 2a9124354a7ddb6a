import { z } from 'zod';

import { selectedFields, selectField } from '../../fields';
import { operation } from '../../operation';
import { businessPages } from '../../pages';
import { PAGE_DEFAULTS, PAGE_FIELDS } from './fields';

/** The pages of business portfolios, also those on which the person has no role. */
export const getManyOfBusinesses = operation({
	name: 'Get Many of Businesses',
	action: 'Get many pages of businesses',
	description:
		"Get the pages of the person's business portfolios: their own, and those of clients. A page's own token has none.",
	requires: ['readBusinesses'],
	fields: [selectField(PAGE_FIELDS, PAGE_DEFAULTS)],
	input: z.object({ fields: selectedFields(PAGE_FIELDS) }),
	list: (connection, { fields }) => businessPages(connection, fields),
});
