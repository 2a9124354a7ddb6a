import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { deleteOperation } from './delete';
import { get } from './get';
import { getByRemoteId } from './getByRemoteId';
import { getMany } from './getMany';
import { update } from './update';

export const record = {
	name: 'Record',
	operations: {
		create,
		createOrUpdate,
		delete: deleteOperation,
		get,
		getByRemoteId,
		getMany,
		update,
	},
};
