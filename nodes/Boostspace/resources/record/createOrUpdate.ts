import { z } from 'zod';

import { path } from '../../../../connection/address';
import { changedFieldsField } from '../../customFields';
import { customRecord } from '../../fields';
import { operation } from '../../operation';
import {
	newRecordBody,
	newRecordFields,
	newRecordShape,
	remoteFields,
	remoteShape,
} from './fields';

/**
 * `POST /custom-module-item/remote/{remoteId}/{remoteApp}`: makes the record of another application's record, or
 * changes it where it is there. Sent again, it leaves the record as it is.
 */
export const createOrUpdate = operation({
	name: 'Create or Update',
	action: 'Create or update a record by its remote ID',
	description: "Add the record of another application's record, or change it where it is there",
	requires: ['create', 'edit'],
	fields: [...remoteFields, ...newRecordFields(changedFieldsField)],
	input: z.object({ ...remoteShape, ...newRecordShape }),
	target: ({ remoteId, remoteApplication }) => [`${remoteApplication}/${remoteId}`],
	run: async (connection, { remoteId, remoteApplication, ...record }) =>
		await connection.request(
			{
				method: 'POST',
				path: path`/custom-module-item/remote/${remoteId}/${remoteApplication}`,
				body: newRecordBody(record),
				repeatable: true,
			},
			customRecord,
		),
});
