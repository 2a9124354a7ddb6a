import { z } from 'zod';

import { record } from '../../fields';
import { operation } from '../../operation';

/** `GET /` */
export const get = operation({
	name: 'Get',
	action: 'Get the account',
	description: 'Get the account that the connection belongs to, and the role of its user',
	requires: [],
	fields: [],
	input: z.object({}),
	run: async (connection) => await connection.request({ method: 'GET', path: '/' }, record),
});
