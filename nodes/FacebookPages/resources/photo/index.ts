import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { upload } from './upload';

export const photo = {
	name: 'Photo',
	operations: { delete: deleteOperation, get, getMany, upload },
};
