import { get } from './get';
import { getMany } from './getMany';

export const report = { name: 'Report', operations: { get, getMany } };
