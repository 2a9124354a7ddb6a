import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { hide } from './hide';
import { reply } from './reply';
import { unhide } from './unhide';

export const comment = {
	name: 'Comment',
	operations: { delete: deleteOperation, get, getMany, hide, reply, unhide },
};
