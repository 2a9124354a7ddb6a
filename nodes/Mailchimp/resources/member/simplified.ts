import type { IDataObject } from 'n8n-workflow';

import { definedOnly, isObject } from '../../../../operation/fields';

/** What a person wants to know of a member, in the order of its columns. */
const SHOWN = [
	'email_address',
	'status',
	'full_name',
	'tags',
	'vip',
	'language',
	'last_changed',
	'timestamp_signup',
	'timestamp_opt',
	'id',
	'merge_fields',
	'interests',
	'marketing_permissions',
];

/** Asks for no more than that. */
export const shownFields = (prefix = ''): string => SHOWN.map((name) => `${prefix}${name}`).join();

/** A member with the names of its tags, and what it agreed to by the texts of the permissions. */
export function simplified(member: IDataObject): IDataObject {
	const { tags, marketing_permissions: permissions } = member;
	return definedOnly({
		...Object.fromEntries(SHOWN.map((name) => [name, member[name]])),
		tags: Array.isArray(tags) ? tags.filter(isObject).map(({ name }) => name) : undefined,
		marketing_permissions: Array.isArray(permissions)
			? Object.fromEntries(
					permissions
						.filter(isObject)
						.map(({ marketing_permission_id: id, text, enabled }) => [String(text || id), enabled]),
				)
			: undefined,
	});
}
