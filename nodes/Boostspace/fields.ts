import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listOrId } from '../../operation/fields';

/** The module to which records, spaces and statuses of custom modules belong, in the API's words. */
export const RECORDS = 'custom-module-item';

const FORM_OF_ID = { pattern: '[0-9]+', message: 'An ID consists of digits' };

/** The ID of something of Boost.space: a number. */
export const numericId = (what: string) =>
	z
		.union([z.string().trim(), z.number().transform(String)], {
			message: `is missing: give the ID of a ${what}`,
		})
		.refine((text) => /^\d{1,18}$/.test(text), `must be the ID of a ${what}, such as 42`);

export const moduleId = numericId('module');

export const spaceId = numericId('space');

export const moduleField = listOrId(
	{ displayName: 'Module', name: 'module', description: 'The custom module to work with' },
	{ searchListMethod: 'searchModules', example: '3', id: FORM_OF_ID },
);

export const spaceField = listOrId(
	{ displayName: 'Space', name: 'space', description: 'The space to work with' },
	{ searchListMethod: 'searchSpaces', example: '42', id: FORM_OF_ID },
);

/** The field for the ID of something that is not chosen from a list. */
export const idField = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 42',
	description: `The ${name}'s ID, as other operations of this node give it`,
});

/** A text that may not be empty. */
export const requiredText = (what: string) =>
	z
		.string({ message: `is missing: give the ${what}` })
		.trim()
		.min(1, `is empty: give the ${what}`);

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
