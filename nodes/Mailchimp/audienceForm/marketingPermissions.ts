import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import type { Named } from './asked';
import { askChosen, idsOf, oncePerAudience, optionsOf } from './asked';

const members = z.object({
	members: z.array(
		z.object({
			marketing_permissions: z
				.array(z.object({ marketing_permission_id: z.string(), text: z.string().default('') }))
				.default([]),
		}),
	),
});

/**
 * The marketing permissions of an audience. Only its members show them: "Read the IDs from an existing contact or from
 * `GET /3.0/lists/{list_id}/members`" (`mailchimp/fern-marketing-api-docs:
 * fern/.well-known/agent-skills/set-consent-correctly/SKILL.md`).
 */
const permissionsOf = oncePerAudience(async (connection, audience): Promise<Named[]> => {
	const answer = await connection.request(
		{
			method: 'GET',
			path: path`/lists/${audience}/members`,
			query: { count: 1, fields: 'members.marketing_permissions' },
		},
		members,
	);
	return answer.members.flatMap((member) =>
		member.marketing_permissions.map(({ marketing_permission_id: id, text }) => ({
			id,
			name: text || id,
		})),
	);
});

/** The marketing permissions of the chosen audience, for a list in the editor. */
export async function getMarketingPermissions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return optionsOf(await askChosen(this, permissionsOf));
}

/** What a member agrees to, and no longer agrees to. */
export interface PermissionChanges {
	readonly give?: readonly string[] | undefined;
	readonly withdraw?: readonly string[] | undefined;
}

/** The id of a permission as Mailchimp writes it: the first member of an audience has to be added with nothing else. */
const ID = /^[0-9a-f]{10}$/;

/**
 * The permissions as the API takes them.
 * @throws ConnectionFailure that names a permission which the audience does not have
 */
export async function permissionValues(
	connection: Connection,
	audience: string,
	{ give = [], withdraw = [] }: PermissionChanges,
): Promise<IDataObject[] | undefined> {
	const wanted = [...give, ...withdraw];
	if (wanted.length === 0) return undefined;
	const shown = await permissionsOf(connection, audience);
	const isUnseen = shown.length === 0 && wanted.every((one) => ID.test(one));
	const all = isUnseen ? wanted.map((id) => ({ id, name: id })) : shown;
	const values = (some: readonly string[], enabled: boolean) =>
		idsOf(some, all, 'marketing permission').map((marketing_permission_id) => ({
			marketing_permission_id,
			enabled,
		}));
	return [...values(withdraw, false), ...values(give, true)];
}
