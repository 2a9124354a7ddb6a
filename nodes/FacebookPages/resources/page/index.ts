import { get } from './get';
import { getMany } from './getMany';
import { getManyOfBusinesses } from './getManyOfBusinesses';

export const page = { name: 'Page', operations: { get, getMany, getManyOfBusinesses } };
