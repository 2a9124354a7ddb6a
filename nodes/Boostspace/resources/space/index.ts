import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { requiredText } from '../../../../operation/fields';
import { deletion } from '../../delete';
import { identified, moduleField, moduleId, RECORDS, spaceField, spaceId } from '../../fields';
import { operation } from '../../operation';
import { getAll, getOne } from '../../read';

const spaces = { one: 'space', many: 'spaces', path: '/space' };

const nameField = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
} as const;

/** `POST /space` */
const create = operation({
	name: 'Create',
	action: 'Create a space',
	description: 'Add a space to a custom module',
	requires: ['create'],
	fields: [moduleField, nameField],
	input: z.object({ module: moduleId, name: requiredText('name of the space') }),
	run: async (connection, { module, name }) =>
		await connection.request(
			{
				method: 'POST',
				path: '/space',
				body: { name, module: RECORDS, customModuleId: Number(module) },
			},
			identified,
		),
});

/** `PUT /space/{id}` */
const update = operation({
	name: 'Update',
	action: 'Update a space',
	description: 'Give a space another name',
	requires: ['edit'],
	fields: [spaceField, nameField],
	input: z.object({ space: spaceId, name: requiredText('name of the space') }),
	target: ({ space }) => [space],
	run: async (connection, { space, name }) =>
		await connection.request(
			{ method: 'PUT', path: path`/space/${space}`, body: { id: Number(space), name } },
			identified,
		),
});

export const space = {
	name: 'Space',
	operations: {
		create,
		delete: deletion({
			what: 'space',
			description: 'Delete a space with its records. This cannot be undone.',
			field: spaceField,
			id: spaceId,
			path: '/space',
		}),
		get: getOne(spaces, spaceField, spaceId),
		getMany: getAll(spaces),
		update,
	},
};
