import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import {
	idField,
	numericId,
	optionalText,
	record,
	requiredText,
} from '../../../../operation/fields';
import { deletion } from '../../delete';
import { groupField, identified, spaceField, spaceId } from '../../fields';
import { operation } from '../../operation';
import { getOne } from '../../read';

const fields = { one: 'field', many: 'fields', path: '/custom-field/input' };

const fieldId = numericId('field');

const fieldField = idField('Field ID', 'field');

/** The kinds of field that the vendor's own node offers. */
const INPUT_TYPES = {
	date: 'Date',
	datetime: 'Date and Time',
	float: 'Decimal Number',
	number: 'Number',
	rating: 'Rating',
	wysiwyg: 'Rich Text',
	select: 'Select',
	text: 'Text',
	url: 'URL',
} as const;

const inputTypes = Object.keys(INPUT_TYPES);

const inputType = z
	.string({ message: `must be one of ${inputTypes.join(', ')}` })
	.refine((value) => inputTypes.includes(value), `must be one of ${inputTypes.join(', ')}`);

const inputTypeOption: INodeProperties = {
	displayName: 'Type',
	name: 'inputType',
	type: 'options',
	options: Object.entries(INPUT_TYPES).map(([value, name]) => ({ name, value })),
	default: 'text',
};

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
};

const texts: INodeProperties[] = [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'What people see as its name',
	},
	{ displayName: 'Tooltip', name: 'tooltip', type: 'string', default: '' },
];

const textsShape = { description: optionalText, tooltip: optionalText };

/** `POST /custom-field/input` */
const create = operation({
	name: 'Create',
	action: 'Create a field',
	description: 'Add a custom field',
	requires: ['create'],
	fields: [
		nameField,
		inputTypeOption,
		groupField,
		{
			displayName: 'Additional Fields',
			name: 'additional',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: texts,
		},
	],
	input: z.object({
		name: requiredText('name of the field'),
		inputType,
		group: numericId('group'),
		additional: z.object(textsShape).default({}),
	}),
	run: async (connection, { name, inputType: kind, group, additional }) => {
		const { description = '', tooltip = '' } = additional;
		const body: IDataObject = {
			name,
			tooltip,
			inputType: kind,
			description,
			elementGroups: [group],
		};
		return await connection.request(
			{ method: 'POST', path: '/custom-field/input', body },
			identified,
		);
	},
});

/** What the API keeps of a field, all of which a change has to send. */
const current = z.object({
	name: z.string().nullish(),
	tooltip: z.string().nullish(),
	inputType: z.string().nullish(),
	description: z.string().nullish(),
});

/** `POST /custom-field/input/{id}` with `_method: "PUT"`: the API wants the whole field, also what stays as it is. */
const update = operation({
	name: 'Update',
	action: 'Update a field',
	description: 'Change a custom field; what is not given stays as it is',
	requires: ['edit', 'read'],
	fields: [
		fieldField,
		groupField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [
				{ displayName: 'Name', name: 'name', type: 'string', default: '' },
				inputTypeOption,
				...texts,
			],
		},
	],
	input: z.object({
		field: fieldId,
		group: numericId('group'),
		changes: z
			.object({ ...textsShape, name: optionalText, inputType: inputType.optional() })
			.default({})
			.refine(
				(changes) => Object.values(changes).some((value) => value !== undefined),
				'are empty: give something to change',
			),
	}),
	target: ({ field: id }) => [id],
	run: async (connection, { field: id, group, changes }) => {
		const request = { path: path`/custom-field/input/${id}` };
		const now = await connection.request({ method: 'GET', ...request }, current);
		const body: IDataObject = {
			name: changes.name ?? now.name ?? '',
			tooltip: changes.tooltip ?? now.tooltip ?? '',
			inputType: changes.inputType ?? now.inputType ?? '',
			description: changes.description ?? now.description ?? '',
			elementGroups: [group],
			_method: 'PUT',
		};
		return await connection.request(
			{ method: 'POST', ...request, body, repeatable: true },
			identified,
		);
	},
});

/** `GET /custom-field/by-space/{id}`, which has no pages. */
const getMany = operation({
	name: 'Get Many',
	action: 'Get many fields',
	description: 'Get the custom fields of a space',
	requires: ['read'],
	fields: [spaceField],
	input: z.object({ space: spaceId }),
	list: async function* (connection, { space }) {
		yield await connection.request(
			{ method: 'GET', path: path`/custom-field/by-space/${space}` },
			z.array(record),
		);
	},
});

export const field = {
	name: 'Field',
	operations: {
		create,
		delete: deletion({
			what: 'field',
			description: 'Delete a custom field with its values in all records. This cannot be undone.',
			field: fieldField,
			id: fieldId,
			path: '/custom-field/input',
		}),
		get: getOne(fields, fieldField, fieldId),
		getMany,
		update,
	},
};
