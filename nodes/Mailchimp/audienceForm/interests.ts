import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import type { Named } from './asked';
import { askChosen, idsOf, oncePerAudience, optionsOf } from './asked';

/** As many as a page may hold: an audience has at most 60 interests (aidantaylorwebmarketing.com/tag/mailchimp/). */
const ALL = { count: 1000 };

const categories = z.object({
	categories: z.array(z.object({ id: z.string(), title: z.string() })),
});

const interests = z.object({ interests: z.array(z.object({ id: z.string(), name: z.string() })) });

/** The interests of an audience, `GET /lists/{list_id}/interest-categories` and `…/{interest_category_id}/interests` */
const interestsOf = oncePerAudience(async (connection, audience): Promise<Named[]> => {
	const base = path`/lists/${audience}/interest-categories`;
	const asked = { method: 'GET', query: ALL } as const;
	const answer = await connection.request({ ...asked, path: base }, categories);
	const parts = await Promise.all(
		answer.categories.map(async ({ id }) => {
			const at = `${base}${path`/${id}/interests`}`;
			return (await connection.request({ ...asked, path: at }, interests)).interests;
		}),
	);
	return parts.flat();
});

/** The interests of the chosen audience, for a list in the editor. */
export async function getInterests(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return optionsOf(await askChosen(this, interestsOf));
}

/** What a member's interests are to become. */
export interface InterestChanges {
	readonly add?: readonly string[] | undefined;
	readonly remove?: readonly string[] | undefined;
}

/**
 * The interests as the API takes them: whether the member has them, by their ids.
 * @throws ConnectionFailure that names an interest which the audience does not have
 */
export async function interestValues(
	connection: Connection,
	audience: string,
	{ add = [], remove = [] }: InterestChanges,
): Promise<IDataObject | undefined> {
	if (add.length + remove.length === 0) return undefined;
	const all = await interestsOf(connection, audience);
	const values = (wanted: readonly string[], has: boolean) =>
		idsOf(wanted, all, 'interest').map((id) => [id, has] as const);
	return Object.fromEntries([...values(remove, false), ...values(add, true)]);
}
