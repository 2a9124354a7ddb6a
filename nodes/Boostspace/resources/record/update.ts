import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure';
import { definedOnly, isObject, numericId, optional } from '../../../../operation/fields';
import type { CustomFieldValues } from '../../customFields';
import { changedFieldsField, customFieldValues } from '../../customFields';
import { customRecord, moduleField, moduleId, spaceField, spaceId } from '../../fields';
import { operation } from '../../operation';
import { labelsOption, moreShape, recordField, recordId, statusOption } from './fields';

const input = z
	.object({
		module: moduleId,
		record: recordId,
		space: spaceId,
		customFields: customFieldValues,
		changes: z
			.object({
				...moreShape,
				newSpace: optional(numericId('space').transform(Number)),
				statusSystem: optional(numericId('status system').transform(Number)),
			})
			.default({}),
	})
	.refine(
		({ customFields, changes }) =>
			customFields.length > 0 || Object.values(changes).some((value) => value !== undefined),
		{
			path: ['customFields'],
			message: 'is empty, and so are the changes: give something to change',
		},
	);

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/** The fields that a record has no value of though one was sent. */
function unsaved({ customFields }: IDataObject, sent: CustomFieldValues): string[] {
	const values = isObject(customFields) ? customFields : {};
	return sent
		.filter(({ value }) => value !== '')
		.map(({ customFieldInputName }) => customFieldInputName)
		.filter((name) => isEmpty(values[name]));
}

/**
 * The record after a change, which is read back where the answer does not show every value: the API was seen to answer
 * with success and not to save.
 */
async function saved(
	connection: Connection,
	answered: IDataObject,
	{ record, customFields }: z.output<typeof input>,
): Promise<IDataObject> {
	if (unsaved(answered, customFields).length === 0) return answered;
	const read = await connection.request(
		{ method: 'GET', path: path`/custom-module-item/${record}` },
		customRecord,
	);
	const names = unsaved(read, customFields);
	if (names.length === 0) return read;
	throw new ConnectionFailure(
		`Boost.space took the change of record ${record}, but did not save: ${names.join(', ')}`,
		{
			kind: 'input',
			advice:
				'Look whether the space of the record has these fields, and whether the values are of their kind.',
		},
	);
}

/** `PUT /custom-module-item/{id}?customModuleId=` */
export const update = operation({
	name: 'Update',
	action: 'Update a record',
	description: 'Change a record; what is not given stays as it is',
	requires: ['edit', 'read'],
	fields: [
		moduleField,
		recordField,
		{ ...spaceField, description: 'The space that the record is in, whose custom fields it has' },
		changedFieldsField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [
				labelsOption,
				{
					displayName: 'Move to Space (ID)',
					name: 'newSpace',
					type: 'string',
					default: '',
					placeholder: 'e.g. 42',
					description: 'Another space that the record shall be in',
				},
				statusOption,
				{
					displayName: 'Status System ID',
					name: 'statusSystem',
					type: 'string',
					default: '',
					placeholder: 'e.g. 7',
				},
			],
		},
	],
	input,
	target: ({ record }) => [record],
	run: async (connection, wanted) => {
		const { module, record, customFields, changes } = wanted;
		const answered = await connection.request(
			{
				method: 'PUT',
				path: path`/custom-module-item/${record}`,
				query: { customModuleId: module },
				body: definedOnly({
					spaceId: changes.newSpace,
					statusSystemId: changes.statusSystem,
					statusId: changes.status,
					labels: changes.labels,
					customFieldsValues: customFields.length > 0 ? customFields : undefined,
				}),
			},
			customRecord,
		);
		return await saved(connection, answered, wanted);
	},
});
