import { z } from 'zod';

import { definedOnly, optional, record } from '../../../operation/fields';
import { plainPages } from '../../../operation/pages';
import { spaceId } from '../fields';
import { operation } from '../operation';

/** `GET /label` */
const getMany = operation({
	name: 'Get Many',
	action: 'Get many labels',
	description: 'Get labels, of one space or of all',
	requires: ['read'],
	fields: [
		{
			displayName: 'Space Name or ID',
			name: 'space',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getSpaces' },
			default: '',
			description:
				'Only labels of this space; all when left empty. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
	],
	input: z.object({ space: optional(spaceId) }),
	list: (connection, { space }, limit) =>
		plainPages(
			connection,
			{ path: '/label', query: definedOnly({ space }) },
			limit,
			z.array(record),
		),
});

export const label = { name: 'Label', operations: { getMany } };
