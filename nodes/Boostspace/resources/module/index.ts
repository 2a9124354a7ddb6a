import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { definedOnly, optionalText, requiredText } from '../../../../operation/fields';
import { deletion } from '../../delete';
import { identified, moduleField, moduleId } from '../../fields';
import { operation } from '../../operation';
import { getAll, getOne } from '../../read';

const modules = { one: 'custom module', many: 'custom modules', path: '/custom-module' };

const looks: INodeProperties[] = [
	{
		displayName: 'Color',
		name: 'color',
		type: 'color',
		default: '',
		description: 'The color of the module, as a hex code',
	},
	{
		displayName: 'Icon Name',
		name: 'iconName',
		type: 'string',
		default: '',
		placeholder: 'e.g. cube',
	},
	{
		displayName: 'Icon Prefix',
		name: 'iconPrefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. fas',
	},
];

const looksShape = { color: optionalText, iconName: optionalText, iconPrefix: optionalText };

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
};

/** `POST /custom-module` */
const create = operation({
	name: 'Create',
	action: 'Create a custom module',
	description: 'Add a custom module to the system',
	requires: ['create'],
	fields: [
		nameField,
		{
			displayName: 'Additional Fields',
			name: 'additional',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: looks,
		},
	],
	input: z.object({
		name: requiredText('name of the module'),
		additional: z.object(looksShape).default({}),
	}),
	run: async (connection, { name, additional }) =>
		await connection.request(
			{ method: 'POST', path: '/custom-module', body: definedOnly({ name, ...additional }) },
			identified,
		),
});

/** `PUT /custom-module/{id}` */
const update = operation({
	name: 'Update',
	action: 'Update a custom module',
	description: 'Change a custom module; what is not given stays as it is',
	requires: ['edit'],
	fields: [
		moduleField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [...looks, { displayName: 'Name', name: 'name', type: 'string', default: '' }],
		},
	],
	input: z.object({
		module: moduleId,
		changes: z
			.object({ ...looksShape, name: optionalText })
			.default({})
			.transform(definedOnly)
			.refine((changes) => Object.keys(changes).length > 0, 'are empty: give something to change'),
	}),
	target: ({ module }) => [module],
	run: async (connection, { module, changes }) =>
		await connection.request(
			{ method: 'PUT', path: path`/custom-module/${module}`, body: changes },
			identified,
		),
});

export const customModule = {
	name: 'Custom Module',
	operations: {
		create,
		delete: deletion({
			what: 'custom module',
			description: 'Delete a custom module with its spaces and records. This cannot be undone.',
			field: moduleField,
			id: moduleId,
			path: '/custom-module',
		}),
		get: getOne(modules, moduleField, moduleId),
		getMany: getAll(modules),
		update,
	},
};
