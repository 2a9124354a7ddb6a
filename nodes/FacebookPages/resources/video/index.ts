import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { upload } from './upload';

export const video = {
	name: 'Video',
	operations: { delete: deleteOperation, get, getMany, upload },
};
