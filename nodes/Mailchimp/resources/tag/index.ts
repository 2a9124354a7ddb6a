import { add } from './add';
import { getMany } from './getMany';
import { remove } from './remove';

export const tag = { name: 'Tag', operations: { add, getMany, remove } };
