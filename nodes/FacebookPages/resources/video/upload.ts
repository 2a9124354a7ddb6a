import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { optionalText } from '../../../../operation/fields';
import {
	binaryOf,
	hasPublishTime,
	pageField,
	pageId,
	publication,
	publishFields,
	PUBLISH_TIME_MISSING,
	publishShape,
	sourceFields,
	sourceShape,
} from '../../fields';
import { created } from '../../graph';
import { operation } from '../../operation';
import { asPage } from '../../page';
import { mediaOf, uploadOf } from '../../upload';

/**
 * `POST /{page-id}/videos` (https://developers.facebook.com/docs/graph-api/reference/page/videos), on the address
 * of all requests (https://developers.facebook.com/docs/video-api/overview). Videos of a page appear in the order
 * of the items.
 */
export const upload = operation({
	name: 'Upload',
	action: 'Upload a video',
	description:
		'Upload a video to a page. Facebook needs a while to process it: "Status" of the video tells when it is ready.',
	requires: ['publishVideos'],
	fields: [
		pageField,
		...sourceFields('video', 'https://example.com/tour.mp4'),
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
		},
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'The text beside the video',
		},
		...publishFields,
	],
	input: z
		.object({
			page: pageId,
			...sourceShape,
			title: optionalText,
			description: optionalText,
			...publishShape,
		})
		.refine(hasPublishTime, PUBLISH_TIME_MISSING),
	files: binaryOf,
	target: ({ page }) => [page],
	run: async (connection, input, files) => {
		const acting = await asPage(connection, input.page);
		const content = uploadOf(mediaOf(input, files), 'file_url', {
			...(input.title ? { title: input.title } : {}),
			...(input.description ? { description: input.description } : {}),
			...publication(input),
		});
		return await acting.request(
			{ method: 'POST', path: path`/${input.page}/videos`, ...content },
			created,
		);
	},
});
