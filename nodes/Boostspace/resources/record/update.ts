import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { definedOnly, numericId, optional } from '../../../../operation/fields';
import { changedFieldsField, customFieldValues } from '../../customFields';
import { moduleField, moduleId, savedRecord, spaceField, spaceId } from '../../fields';
import { operation } from '../../operation';
import { labelsOption, moreShape, recordField, recordId, statusOption } from './fields';
import { changeAndReadBack, readRecord } from './saved';

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

/** `PUT /custom-module-item/{id}?customModuleId=`, between two reads where it changes custom fields */
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
					displayName: 'Move to Space Name or ID',
					name: 'newSpace',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getSpaces',
						loadOptionsDependsOn: ['module.value'],
					},
					default: '',
					description:
						'Another space to put the record into. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				statusOption,
				{
					displayName: 'Status System Name or ID',
					name: 'statusSystem',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getStatusSystems' },
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
			],
		},
	],
	input,
	target: ({ record }) => [record],
	run: async (connection, { module, record, customFields, changes }) => {
		const read = () => readRecord(connection, record);
		const write = () =>
			connection.request(
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
				savedRecord,
			);
		const what = `record ${record}`;
		return await changeAndReadBack(connection, {
			what,
			customFields,
			before: read,
			write,
			after: read,
		});
	},
});
