import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { audienceField, audienceId, identified } from '../../fields';
import { operation } from '../../operation';

/** `GET /lists/{list_id}` */
export const get = operation({
	name: 'Get',
	action: 'Get an audience',
	description: 'Get an audience with its statistics',
	requires: [],
	fields: [audienceField],
	input: z.object({ audience: audienceId }),
	run: async (connection, { audience }) =>
		await connection.request({ method: 'GET', path: path`/lists/${audience}` }, identified),
});
