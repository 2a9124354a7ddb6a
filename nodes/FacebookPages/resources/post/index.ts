import { get } from './get';

export const post = { name: 'Post', operations: { get } };
