import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { objectField, objectId, pageField, pageId } from '../../fields';
import { created } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';

/**
 * `POST /{object-id}/comments` (facebook/facebook-business-sdk-codegen: api_specs/specs/PagePost.json and
 * Comment.json). Sent twice, it would be there twice: it is never repeated.
 */
export const reply = operation({
	name: 'Reply',
	action: 'Reply to a post or comment',
	description: 'Write a comment in the name of the page on a post, or answer a comment',
	requires: ['moderateComments'],
	fields: [
		pageField,
		objectField,
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			description: 'What the page answers',
		},
	],
	input: z.object({
		page: pageId,
		object: objectId,
		message: z
			.string({ message: 'is missing: give the text of the comment' })
			.refine((text) => text.trim() !== '', 'is empty: give the text of the comment'),
	}),
	target: ({ object }) => [object],
	run: async (connection, { page, object, message }) => {
		const acting = await asPage(connection, page);
		return await acting.request(
			{ method: 'POST', path: path`/${object}/comments`, body: { message } },
			created,
		);
	},
});
