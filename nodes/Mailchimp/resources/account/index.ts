import { get } from './get';

export const account = { name: 'Account', operations: { get } };
