import { get } from './get';
import { getMany } from './getMany';

export const page = { name: 'Page', operations: { get, getMany } };
