import { z } from 'zod';

import { recordWith } from '../../fields';
import { operation } from '../../operation';

/** The account of a key or token. */
const account = recordWith({ account_id: z.string().min(1), account_name: z.string() });

/** `GET /` */
export const get = operation({
	name: 'Get',
	action: 'Get the account',
	description: 'Get the account that the connection belongs to, and the role of its user',
	requires: [],
	fields: [],
	input: z.object({}),
	run: async (connection) => await connection.request({ method: 'GET', path: '/' }, account),
});
