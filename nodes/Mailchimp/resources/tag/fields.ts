import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { textList } from '../../../../operation/fields';
import { audienceField, audienceId, email, emailField, nothing, memberPath } from '../../fields';

export const tagFields: INodeProperties[] = [
	audienceField,
	emailField,
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Customer, Newsletter',
		description: 'Names of tags, separated by commas, or a list from an expression',
	},
];

/** Names of tags: a list, or a text with commas. */
const names = textList('names of tags').pipe(
	z.array(z.string()).nonempty('is empty: give at least one name'),
);

export const tagInput = z.object({ audience: audienceId, email, tags: names });

/** `POST /lists/{list_id}/members/{subscriber_hash}/tags`: the same change twice is the same as once. */
export async function setTags(
	connection: Connection,
	input: z.infer<typeof tagInput>,
	status: 'active' | 'inactive',
) {
	await connection.request(
		{
			method: 'POST',
			path: `${memberPath(input)}/tags`,
			body: { tags: input.tags.map((name) => ({ name, status })) },
			repeatable: true,
		},
		nothing,
	);
}
