import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { getManyOfFeed } from './getManyOfFeed';
import { getManyScheduled } from './getManyScheduled';
import { update } from './update';

export const post = {
	name: 'Post',
	operations: {
		create,
		delete: deleteOperation,
		get,
		getMany,
		getManyOfFeed,
		getManyScheduled,
		update,
	},
};
