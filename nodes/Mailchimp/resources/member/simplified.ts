import { isObject } from '../../../../operation/fields';
import { simplification } from '../../simplification';

/** What people look for in a member: the names of its tags, and what it agreed to by the texts of the permissions. */
export const members = simplification(
	{
		email_address: 'email_address',
		status: 'status',
		full_name: 'full_name',
		tags: 'tags',
		vip: 'vip',
		language: 'language',
		last_changed: 'last_changed',
		timestamp_signup: 'timestamp_signup',
		timestamp_opt: 'timestamp_opt',
		id: 'id',
		merge_fields: 'merge_fields',
		interests: 'interests',
		marketing_permissions: 'marketing_permissions',
	},
	(member) => {
		const { tags, marketing_permissions: permissions } = member;
		const agreed = (Array.isArray(permissions) ? permissions : [])
			.filter(isObject)
			.map(
				({ marketing_permission_id: id, text, enabled }) => [String(text || id), enabled] as const,
			);
		return {
			...member,
			tags: Array.isArray(tags) ? tags.filter(isObject).map(({ name }) => name) : undefined,
			marketing_permissions: permissions ? Object.fromEntries(agreed) : undefined,
		};
	},
);
