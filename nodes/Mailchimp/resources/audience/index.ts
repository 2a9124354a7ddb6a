import { get } from './get';
import { getMany } from './getMany';

export const audience = { name: 'Audience', operations: { get, getMany } };
