import { z } from 'zod';

import { pagesOf } from '../lists';
import { operation } from '../operation';

/** `GET /organizations` */
const getMany = operation({
	name: 'Get Many',
	action: 'Get many organizations',
	description: 'Get the organizations of the user that the token belongs to',
	requires: ['readOrganizations'],
	fields: [],
	input: z.object({}),
	list: (connection, _input, limit) =>
		pagesOf(connection, { path: '/organizations' }, 'organizations', limit),
});

export const organization = { name: 'Organization', operations: { getMany } };
