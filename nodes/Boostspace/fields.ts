import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listOrId, numericId, record } from '../../operation/fields';

/** The module to which records, spaces and statuses of custom modules belong, in the API's words. */
export const RECORDS = 'custom-module-item';

const FORM_OF_ID = { pattern: '[0-9]+', message: 'An ID consists of digits' };

export const moduleId = numericId('module');

export const spaceId = numericId('space');

export const moduleField = listOrId(
	{ displayName: 'Module', name: 'module', description: 'The custom module to work with' },
	{ searchListMethod: 'searchModules', example: '3', id: FORM_OF_ID },
);

export const spaceField: INodeProperties = {
	...listOrId(
		{ displayName: 'Space', name: 'space', description: 'The space to work with' },
		{ searchListMethod: 'searchSpaces', example: '42', id: FORM_OF_ID },
	),
	typeOptions: { loadOptionsDependsOn: ['module.value'] },
};

export const groupField = listOrId(
	{
		displayName: 'Element Group',
		name: 'group',
		description: 'The group of fields that the field belongs to',
	},
	{ searchListMethod: 'searchGroups', example: '11', id: FORM_OF_ID },
);

/** A record that the API made, changed or gave: what has no ID is none, whatever the status of the answer says. */
export const identified = record.refine(({ id }) => numericId('record').safeParse(id).success, {
	path: ['id'],
});

/** A value of a custom field, in a record as the API gives it. */
const customFieldValue = z.object({ customFieldInputName: z.string(), value: z.unknown() });

/**
 * A record as the API gives it; the values of its custom fields stand under the fields' names, in `customFields`,
 * where no name can take the place of a property of the record itself.
 */
export const customRecord = z
	.object({
		customFieldsValues: z
			.union([z.array(customFieldValue), z.record(z.string(), customFieldValue)])
			.nullish(),
	})
	.passthrough()
	.transform(({ customFieldsValues, ...rest }): IDataObject => {
		const values = Object.values(customFieldsValues ?? {}).map(
			({ customFieldInputName, value }) => [customFieldInputName, value] as const,
		);
		return { ...rest, customFields: Object.fromEntries(values) } as IDataObject;
	});

/** A record that is there: it has an ID. */
export const savedRecord = identified.pipe(customRecord);
