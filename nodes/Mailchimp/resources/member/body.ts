import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { definedOnly } from '../../../../operation/fields';
import { interestValues } from '../../audienceForm/interests';
import { permissionValues } from '../../audienceForm/marketingPermissions';
import { mergeFieldBody } from '../../audienceForm/mergeFields';
import type { additionalField } from './fields';
import { profileOf } from './fields';

/** What a person gives of a member besides address and status. */
export interface MemberInput {
	readonly audience: string;
	readonly mergeFields: Readonly<Record<string, unknown>>;
	readonly additional: z.output<typeof additionalField.schema>;
}

/** The query of a request that writes a member. */
export const writeQuery = ({ additional }: Pick<MemberInput, 'additional'>): IDataObject =>
	additional.skipMergeValidation ? { skip_merge_validation: true } : {};

/** Whether a member is given or withdrawn marketing permissions, which the request for many members does not take. */
export const hasPermissions = ({ additional }: Pick<MemberInput, 'additional'>): boolean =>
	[...(additional.permissionsToGive ?? []), ...(additional.permissionsToWithdraw ?? [])].length > 0;

/**
 * A member as a request writes it, but for address and status: what is named by a person is named as the audience does.
 * @throws ConnectionFailure that names what the audience does not have, or takes in another form
 */
export async function memberBody(
	connection: Connection,
	{ audience, mergeFields, additional }: MemberInput,
): Promise<IDataObject> {
	const {
		interestsToAdd,
		interestsToRemove,
		mergeFieldsJson,
		permissionsToGive,
		permissionsToWithdraw,
	} = additional;
	const [merge_fields, interests, marketing_permissions] = await Promise.all([
		mergeFieldBody(connection, audience, { ...mergeFields, ...mergeFieldsJson }),
		interestValues(connection, audience, { add: interestsToAdd, remove: interestsToRemove }),
		permissionValues(connection, audience, {
			give: permissionsToGive,
			withdraw: permissionsToWithdraw,
		}),
	]);
	return definedOnly({ ...profileOf(additional), merge_fields, interests, marketing_permissions });
}
