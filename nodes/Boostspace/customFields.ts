import type {
	FieldType,
	ILoadOptionsFunctions,
	INodeProperties,
	ResourceMapperFields,
} from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../connection/model/address';
import { openConnection } from '../../connection/connection';
import { ownOf } from '../../operation/fields';
import { toNodeError } from '../../operation/nodeError';
import { boostspace } from '../../services/boostspace';
import { chosenId } from './choices';

/** A custom field of a space (boostspace/n8n-nodes-boostspace: nodes/Boostspace/Boostspace.node.ts). */
const customFieldList = z.array(
	z.object({
		name: z.string(),
		description: z.string().nullish(),
		inputType: z.string().nullish(),
		protected: z.boolean().nullish(),
	}),
);

/** How a person fills in a field, by the API's kind of it; the others are texts. */
const TYPES: Readonly<Record<string, FieldType>> = {
	checkbox: 'boolean',
	datetime: 'dateTime',
	float: 'number',
	multiselect: 'array',
	number: 'number',
	rating: 'number',
};

/** What stands behind a field's name where its kind cannot be seen. */
const HINTS: Readonly<Record<string, string>> = {
	date: ' (Date, e.g. 2026-01-31)',
	multiselect: ' (List)',
	url: ' (URL)',
};

/**
 * The custom fields of the chosen space: `GET /custom-field/by-space/{id}`. None while no space is chosen, or where it
 * is an expression.
 * @throws NodeOperationError saying what is wrong with the connection, and what to do
 */
export async function getCustomFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const space = chosenId(this, 'space');
	if (!space) return { fields: [] };
	try {
		const connection = await openConnection(this, boostspace);
		const list = await connection.request(
			{ method: 'GET', path: path`/custom-field/by-space/${space}` },
			customFieldList,
		);
		return {
			fields: list
				.filter((field) => !field.protected)
				.map(({ name, description, inputType }) => ({
					id: name,
					displayName: `${description || name}${ownOf(HINTS, inputType) ?? ''}`,
					type: ownOf(TYPES, inputType) ?? 'string',
					required: false,
					defaultMatch: false,
					display: true,
				})),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/**
 * The custom fields of the chosen space, each with its kind.
 * @param areShown whether all are there from the start. n8n sends a switch that is shown as off, though nobody touched
 * it: what changes a record has to be added by the person.
 */
const customFieldsWhere = (areShown: boolean): INodeProperties => ({
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['space.value'],
		resourceMapper: {
			resourceMapperMethod: 'getCustomFields',
			mode: 'add',
			valuesLabel: 'Custom Fields',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: areShown,
			supportAutoMap: false,
			multiKeyMatch: false,
		},
	},
});

/** Of a new record: all of them. */
export const newFieldsField = customFieldsWhere(true);

/** Of a record that may be there already: those that the person adds. */
export const changedFieldsField = customFieldsWhere(false);

/** A value as the API takes it: a text; several values have a vertical bar between them. */
const apiText = z.union([
	z.string(),
	z.number().transform(String),
	z.boolean().transform(String),
	z
		.array(z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]))
		.transform((values) => values.join('|')),
]);

/** Values for custom fields, as the API takes them. A field that is left empty is not sent; an empty text empties it. */
export const customFieldValues = z
	.record(z.string(), apiText.nullish(), { message: 'must be a value for each field' })
	.default({})
	.transform((values) =>
		Object.entries(values).flatMap(([customFieldInputName, value]) =>
			value === null || value === undefined ? [] : [{ customFieldInputName, value }],
		),
	);

export type CustomFieldValues = z.output<typeof customFieldValues>;
