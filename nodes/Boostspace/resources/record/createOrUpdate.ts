import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { changedFieldsField } from '../../customFields';
import { savedRecord } from '../../fields';
import { operation } from '../../operation';
import {
	newRecordBody,
	newRecordFields,
	newRecordShape,
	remoteFields,
	remoteShape,
} from './fields';
import { changeAndReadBack } from './saved';

/** That there is no such record yet is an answer; every other failure stays one. */
function isNone(error: unknown): undefined {
	if (error instanceof ConnectionFailure && error.kind === 'notFound') return undefined;
	throw error;
}

/** What the API gives of a remote ID: the record, or a list. */
const answer = z.union([savedRecord, z.array(savedRecord).transform(([one]) => one)]);

/**
 * `POST /custom-module-item/remote/{remoteId}/{remoteApp}`: makes the record of another application's record, or
 * changes it where it is there, between two reads where it gives values to custom fields. Sent again, it leaves the
 * record as it is.
 */
export const createOrUpdate = operation({
	name: 'Create or Update',
	action: 'Create or update a record by its remote ID',
	description: "Add the record of another application's record, or change it where it is there",
	requires: ['create', 'edit', 'read'],
	fields: [...remoteFields, ...newRecordFields(changedFieldsField)],
	input: z.object({ ...remoteShape, ...newRecordShape }),
	target: ({ remoteId, remoteApplication }) => [`${remoteApplication}/${remoteId}`],
	run: async (connection, { remoteId, remoteApplication, ...record }) => {
		const at = path`/custom-module-item/remote/${remoteId}/${remoteApplication}`;
		const read = () => connection.request({ method: 'GET', path: at }, answer);
		const write = () =>
			connection.request(
				{ method: 'POST', path: at, body: newRecordBody(record), repeatable: true },
				savedRecord,
			);
		return await changeAndReadBack(connection, {
			what: `record ${remoteId} of ${remoteApplication}`,
			customFields: record.customFields,
			before: () => read().catch(isNone),
			write,
			after: read,
		});
	},
});
