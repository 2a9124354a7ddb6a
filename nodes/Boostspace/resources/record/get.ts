import { z } from 'zod';

import { path } from '../../../../connection/address';
import { customRecord } from '../../fields';
import { operation } from '../../operation';
import { recordField, recordId } from './fields';

/** `GET /custom-module-item/{id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a record',
	description: 'Get a record with the values of its custom fields',
	requires: ['read'],
	fields: [recordField],
	input: z.object({ record: recordId }),
	run: async (connection, { record }) =>
		await connection.request(
			{ method: 'GET', path: path`/custom-module-item/${record}` },
			customRecord,
		),
});
