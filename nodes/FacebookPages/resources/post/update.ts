import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { definedOnly } from '../../../../operation/fields';
import { pageField, pageId, postField, postId, postText, scheduleTime } from '../../fields';
import { success } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';

const changes = z
	.object({
		message: postText
			.refine((text) => text.trim() !== '', 'is empty: give the new text, or remove the field')
			.optional(),
		publishNow: z.boolean({ message: 'must be true or false' }).optional(),
		publishTime: scheduleTime,
	})
	.default({})
	.superRefine(({ message, publishNow, publishTime }, context) => {
		if (publishNow && publishTime !== undefined) {
			context.addIssue({
				code: 'custom',
				path: ['publishTime'],
				message: 'cannot be given together with "Publish Now"',
			});
		}
		if (message === undefined && !publishNow && publishTime === undefined) {
			context.addIssue({ code: 'custom', message: 'are empty: add what is to be changed' });
		}
	});

/** `POST /{page-post-id}` (https://developers.facebook.com/docs/pages-api/posts) */
export const update = operation({
	name: 'Update',
	action: 'Update a post',
	description: 'Change the text of a post, publish it now, or schedule it anew',
	requires: ['publishPosts'],
	fields: [
		pageField,
		postField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [
				{
					displayName: 'Message',
					name: 'message',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					description: 'The new text of the post',
				},
				{
					displayName: 'Publish Now',
					name: 'publishNow',
					type: 'boolean',
					default: true,
					description: 'Whether to publish a post now that is scheduled or unpublished',
				},
				{
					displayName: 'Publish Time',
					name: 'publishTime',
					type: 'dateTime',
					default: '',
					description:
						'The new time of a post that is not published yet, between 10 minutes and 30 days ahead',
				},
			],
		},
	],
	input: z.object({ page: pageId, post: postId, changes }),
	target: ({ post }) => [post],
	run: async (connection, { page, post, changes: { message, publishNow, publishTime } }) => {
		const acting = await asPage(connection, page);
		const body = definedOnly({
			message,
			is_published: publishNow || undefined,
			scheduled_publish_time: publishTime,
		});
		await acting.request({ method: 'POST', path: path`/${post}`, body }, success);
		return { id: post, updated: true };
	},
});
