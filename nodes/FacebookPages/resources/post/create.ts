import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { definedOnly, optionalText } from '../../../../operation/fields';
import type { Files } from '../../../../operation/files';
import {
	binaryNames,
	fileUrls,
	hasPublishTime,
	pageField,
	pageId,
	postText,
	publication,
	publishFields,
	PUBLISH_TIME_MISSING,
	publishShape,
} from '../../fields';
import { created } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import type { Media } from '../../upload';
import { linkOf } from './link';
import { withPhotos } from './photos';

const fields: INodeProperties[] = [
	pageField,
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'The text of the post. It may be empty if there is a link or a photo.',
	},
	{
		displayName: 'Link',
		name: 'link',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/tulips',
		description:
			'A web page of which the post shows a preview. A post with photos cannot have one.',
	},
	{
		displayName: 'Photos',
		name: 'photos',
		type: 'collection',
		placeholder: 'Add Photos',
		default: {},
		description: 'Photos that the post shows: first those of the binary fields',
		options: [
			{
				displayName: 'Input Binary Fields',
				name: 'binaryFields',
				type: 'string',
				default: 'data',
				placeholder: 'e.g. photo, photo2',
				description:
					'Names of binary fields of the item, separated by commas, or a list from an expression',
			},
			{
				displayName: 'URLs',
				name: 'urls',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. https://example.com/roses.jpg',
				description:
					'Addresses from which Facebook can fetch photos, one in each line, or a list from an expression',
			},
		],
	},
	...publishFields,
];

const link = optionalText.refine(
	(address) => address === undefined || /^https?:\/\/\S+$/i.test(address),
	'must be an address such as https://example.com/tulips',
);

/** A text that is sent as it was written; one of blanks alone is none. */
const message = postText.transform((text) => (text.trim() === '' ? undefined : text)).optional();

export const input = z
	.object({
		page: pageId,
		message,
		link,
		photos: z.object({ binaryFields: binaryNames, urls: fileUrls }).default({}),
		...publishShape,
	})
	.superRefine((post, context) => {
		const photoCount = post.photos.binaryFields.length + post.photos.urls.length;
		const refuse = (name: string, why: string) =>
			context.addIssue({ code: z.ZodIssueCode.custom, path: [name], message: why });
		if (!hasPublishTime(post)) context.addIssue({ code: 'custom', ...PUBLISH_TIME_MISSING });
		if (!post.message && !post.link && photoCount === 0) {
			refuse('message', 'is empty: give a message, a link or photos');
		}
		if (post.link && photoCount > 0) {
			refuse('link', 'cannot be given together with photos: put the address into the message');
		}
	});

/** The photos of a post: its files, then its addresses. */
const photosOf = ({ photos }: z.infer<typeof input>, files: Files): Media[] => [
	...photos.binaryFields.flatMap((name) => files[name] ?? []),
	...photos.urls,
];

/**
 * `POST /{page-id}/feed`, after `POST /{page-id}/photos` for each photo
 * (https://developers.facebook.com/docs/pages-api/posts). Posts of a page appear in the order of the items.
 */
export const create = operation({
	name: 'Create',
	action: 'Create a post',
	description: 'Publish a post on a page, now or at a set time, or keep it unpublished',
	requires: ['publishPosts'],
	fields,
	input,
	files: ({ photos }) => photos.binaryFields,
	target: ({ page }) => [page],
	run: async (connection, post, files) => {
		const acting = await asPage(connection, post.page);
		const photos = photosOf(post, files);
		const scheduled = post.publish === 'schedule';
		const made = await withPhotos(acting, { page: post.page, photos, scheduled }, async (ids) => {
			const attached = ids.length > 0;
			const answer = await acting.request(
				{
					method: 'POST',
					path: path`/${post.page}/feed`,
					body: definedOnly({
						message: post.message,
						link: post.link,
						attached_media: attached ? ids.map((id) => ({ media_fbid: id })) : undefined,
						// Without it Facebook keeps a scheduled post with photos as a draft.
						unpublished_content_type: attached && scheduled ? 'SCHEDULED' : undefined,
						...publication(post),
					}),
				},
				created,
			);
			return { ...answer, ...(attached ? { photos: [...ids] } : {}) };
		});
		return { ...made, ...(await linkOf(acting, made.id)) };
	},
});
