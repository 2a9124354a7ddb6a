import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { asLateFailure } from '../../../../operation/group';
import type { Outcome } from '../../../../operation/operation';
import type { CustomFieldValues } from '../../customFields';
import { newFieldsField } from '../../customFields';
import { customRecord, moduleField, moduleId } from '../../fields';
import { operation } from '../../operation';
import { newRecordBody, newRecordFields, newRecordShape } from './fields';
import { mayBeSame } from './sameValue';
import { checkCreated, valuesOf } from './saved';

/** Records in one request. How many it may hold is not documented. */
const RECORDS_PER_REQUEST = 100;

const input = z.object({ module: moduleId, ...newRecordShape });

type Input = z.output<typeof input>;

/** A record is answered with a record, a list with a list in the same order. */
const answer = z.union([customRecord.transform((one) => [one]), z.array(customRecord)]);

/** `POST /custom-module-item?customModuleId=` with a record, or a list of records. */
async function write(connection: Connection, records: readonly Input[]): Promise<IDataObject[]> {
	const [first] = records;
	const bodies = records.map(newRecordBody);
	return await connection.request(
		{
			method: 'POST',
			path: '/custom-module-item',
			query: { customModuleId: first?.module },
			body: bodies.length === 1 ? bodies[0] : bodies,
		},
		answer,
	);
}

/** How many values of this record an answered one shows. */
function shown(answered: IDataObject, { customFields }: Input): number {
	const values = valuesOf(answered);
	const isShown = ({ customFieldInputName: name, value }: CustomFieldValues[number]) =>
		(values[name] ?? '') !== '' && mayBeSame(value, values[name]);
	return customFields.filter(isShown).length;
}

/**
 * Whether a list is the one of these records, in their order, which is not documented: each is there once, and none shows
 * more values of another record than of its own. Any other list says of none of the records what became of it.
 */
function isListOf(written: readonly IDataObject[], records: readonly Input[]): boolean {
	if (written.length !== records.length) return false;
	const ids = written.map(({ id }) => id).filter((id) => id !== undefined);
	if (new Set(ids).size !== ids.length) return false;
	return written.every((answered, index) => {
		const own = records[index];
		const ofOwn = own ? shown(answered, own) : 0;
		if (ofOwn === own?.customFields.length) return true;
		return records.every((other) => shown(answered, other) <= ofOwn);
	});
}

/** What became of one record of a list. What fails here is its own failure, and no other record's. */
const outcomeOf = async (
	connection: Connection,
	answered: IDataObject,
	customFields: CustomFieldValues,
): Promise<Outcome> =>
	await checkCreated(connection, answered, customFields).then(
		(data) => ({ data }),
		(error: unknown) => ({ failure: asLateFailure(error, connection) }),
	);

/** Adds records: many in one request. */
export const create = operation({
	name: 'Create',
	action: 'Create a record',
	description: `Add records to a space: up to ${RECORDS_PER_REQUEST} in one request`,
	requires: ['create'],
	fields: [moduleField, ...newRecordFields(newFieldsField)],
	input,
	batch: {
		size: RECORDS_PER_REQUEST,
		// What a token may do is a matter of module and space: a refusal for want of a right is then one of all records.
		// That a list which is refused for one record was not carried out in part, no source says.
		key: ({ module, space }) => `${module} ${space}`,
		run: async (connection, records) => {
			const written = await write(connection, records);
			if (!isListOf(written, records)) return [];
			const outcomes: Outcome[] = [];
			for (const [index, { customFields }] of records.entries()) {
				outcomes.push(await outcomeOf(connection, written[index] ?? {}, customFields));
			}
			return outcomes;
		},
	},
});
