import type { Author } from '../state.mts';
import type { NodeType } from './fields.mts';

/** Whoever wrote or reacted, as others see it (facebook/facebook-business-sdk-codegen: api_specs/specs/Profile.json). */
export const profile: NodeType<Author> = {
	name: 'Profile',
	defaults: ['id', 'name'],
	fields: { id: ({ id }) => id, name: ({ name }) => name },
};
