import { z } from 'zod';

import { operation } from '../../operation';
import { recordField, recordId } from './fields';
import { readRecord } from './saved';

/** `GET /custom-module-item/{id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a record',
	description: 'Get a record with the values of its custom fields',
	requires: ['read'],
	fields: [recordField],
	input: z.object({ record: recordId }),
	run: async (connection, { record }) => await readRecord(connection, record),
});
