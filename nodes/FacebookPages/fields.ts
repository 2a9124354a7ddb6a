import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listOrId, optionalTime, textList } from '../../operation/fields';

/** The id of an object of the Graph API: digits, in some cases of two objects with an underscore between them. */
const graphId = (what: string, example: string) =>
	z
		.string({ message: `is missing: give the ID of a ${what}` })
		.trim()
		.regex(/^\d+(?:_\d+)?$/, `must be the ID of a ${what}, such as ${example}`);

export const pageId = z
	.string({ message: 'is missing: choose one from the list, or give its ID' })
	.trim()
	.regex(/^\d+$/, 'must be the ID of a page, such as 104857600000001');

/** The page to work with: nearly everything is done in its name. */
export const pageField = listOrId(
	{
		displayName: 'Page',
		name: 'page',
		description: 'The page to work with, in whose name everything is done',
	},
	{
		searchListMethod: 'searchPages',
		example: '104857600000001',
		id: { pattern: '[0-9]+', message: 'The ID of a page consists of digits' },
	},
);

/**
 * The field with which a person chooses what is given of each record.
 * @param offered names of the API's fields, in the order of the list, with what they mean
 */
export const selectField = (
	offered: Readonly<Record<string, string>>,
	chosen: readonly string[],
): INodeProperties => ({
	displayName: 'Fields',
	name: 'fields',
	type: 'multiOptions',
	options: Object.entries(offered).map(([value, name]) => ({ name, value })),
	default: [...chosen],
	description: 'What to give of each record; its ID is always given',
});

/**
 * The chosen fields as the API takes them.
 * @param offered the names that may be chosen
 */
export const selectedFields = (offered: Readonly<Record<string, string>>) =>
	z
		.array(
			z.string().refine(
				(name) => Object.hasOwn(offered, name),
				(name) => ({
					message: `has "${name}", which is none of ${Object.keys(offered).join(', ')}`,
				}),
			),
			{ message: `must be a list of ${Object.keys(offered).join(', ')}` },
		)
		.transform((names) => ['id', ...names.filter((name) => name !== 'id')].join(','));

/**
 * Characters that a text may have at most (https://docs.letmepost.dev/preflight/facebook-text-max_graphemes;
 * gitroomhq/postiz-app: libraries/nestjs-libraries/src/integrations/social/facebook.provider.ts). Facebook counts an emoji
 * as more than one; what is counted here is never more than that, so that nothing is refused that Facebook takes.
 */
const LONGEST_TEXT = 63_206;

/** The text of a post. */
export const postText = z.string({ message: 'must be a text' }).superRefine((text, context) => {
	const { length } = [...text];
	if (length <= LONGEST_TEXT) return;
	const message = `has ${length} characters; a post may have ${LONGEST_TEXT} at most`;
	context.addIssue({ code: z.ZodIssueCode.custom, message });
});

/** A moment as the API takes it: seconds since 1970. An empty field is left out. */
export const time = optionalTime.transform((moment) =>
	moment ? Math.floor(moment.getTime() / 1000) : undefined,
);

/** How far ahead something may be scheduled, in seconds (https://developers.facebook.com/docs/pages-api/posts). */
const SOONEST = 10 * 60;
const LATEST = 30 * 24 * 60 * 60;

/** A moment at which Facebook publishes by itself. */
export const scheduleTime = time.refine((seconds) => {
	if (seconds === undefined) return true;
	const ahead = seconds - Date.now() / 1000;
	return ahead >= SOONEST && ahead <= LATEST;
}, 'must be at least 10 minutes and at most 30 days ahead');

/** When something is published, and the moment where it is scheduled. */
export const publishFields: INodeProperties[] = [
	{
		displayName: 'Publish',
		name: 'publish',
		type: 'options',
		options: [
			{
				name: 'As Unpublished',
				value: 'unpublished',
				description: 'Keep it unpublished, for ads or to publish it later',
			},
			{ name: 'Now', value: 'now' },
			{
				name: 'Schedule',
				value: 'schedule',
				description: 'Let Facebook publish it at a given time',
			},
		],
		default: 'now',
	},
	{
		displayName: 'Publish Time',
		name: 'publishTime',
		type: 'dateTime',
		required: true,
		default: '',
		displayOptions: { show: { publish: ['schedule'] } },
		description: 'Between 10 minutes and 30 days ahead',
	},
];

export const publishShape = {
	publish: z.enum(['unpublished', 'now', 'schedule'], {
		message: 'must be one of unpublished, now, schedule',
	}),
	publishTime: scheduleTime,
};

/** What {@link publishFields} hold. */
export interface Publication {
	readonly publish: 'unpublished' | 'now' | 'schedule';
	readonly publishTime?: number | undefined;
}

/** Refuses what is to be scheduled and has no time. */
export const hasPublishTime = ({ publish, publishTime }: Publication) =>
	publish !== 'schedule' || publishTime !== undefined;

export const PUBLISH_TIME_MISSING = {
	path: ['publishTime'],
	message: 'is missing: give a time between 10 minutes and 30 days ahead',
};

/** What tells the API when to publish. */
export function publication({ publish, publishTime }: Publication): Record<string, string> {
	if (publish === 'now') return {};
	const scheduled = publish === 'schedule' && publishTime !== undefined;
	return {
		published: 'false',
		...(scheduled ? { scheduled_publish_time: String(publishTime) } : {}),
	};
}

/** The filter of a list by when its records were created. */
export const createdFilter: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Since',
			name: 'since',
			type: 'dateTime',
			default: '',
			description: 'Only what was created at this time or later',
		},
		{
			displayName: 'Until',
			name: 'until',
			type: 'dateTime',
			default: '',
			description: 'Only what was created until this time',
		},
	],
};

export const createdWithin = z
	.object({ since: time, until: time })
	.refine(({ since, until }) => since === undefined || until === undefined || since <= until, {
		path: ['until'],
		message: 'must be later than "Since"',
	})
	.default({});

/** An address from which Facebook can fetch a file. */
const fileUrl = z
	.string()
	.trim()
	.regex(/^https?:\/\/[^\s/]+\S*$/i, 'must be an address such as https://example.com/roses.jpg');

/** Addresses: a list, or a text with one in each line. A comma can be part of an address. */
export const fileUrls = z
	.union(
		[z.string().transform((text) => text.split(/\s+|,\s*(?=https?:)/i)), z.array(z.string())],
		{
			errorMap: () => ({ message: 'must be addresses, one in each line' }),
		},
	)
	.transform((list) => list.map((url) => url.trim().replace(/,$/, '')).filter(Boolean))
	.pipe(z.array(fileUrl))
	.default([]);

/** Names of binary fields: a list, or a text with commas. */
export const binaryNames = textList('names of binary fields').default([]);

/** Where a file to upload comes from. */
export const sourceFields = (what: string, example: string): INodeProperties[] => [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{ name: 'Binary File', value: 'binary', description: `A ${what} that the item holds` },
			{ name: 'URL', value: 'url', description: `A ${what} that Facebook fetches` },
		],
		default: 'binary',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input binary field containing the file to be uploaded',
		displayOptions: { show: { source: ['binary'] } },
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${example}`,
		description: 'An address from which Facebook can fetch the file without logging in',
		displayOptions: { show: { source: ['url'] } },
	},
];

export const sourceShape = {
	source: z.enum(['binary', 'url'], { message: 'must be one of binary, url' }),
	binaryField: z
		.string()
		.trim()
		.min(1, 'is empty: give the name of a binary field, such as data')
		.optional(),
	url: fileUrl.optional(),
};

/** What {@link sourceFields} hold. */
export interface Source {
	readonly source: 'binary' | 'url';
	readonly binaryField?: string | undefined;
	readonly url?: string | undefined;
}

/** The binary field that is to be sent, if one is. */
export const binaryOf = ({ source, binaryField }: Source) =>
	source === 'binary' && binaryField !== undefined ? [binaryField] : [];

/** The field for the ID of something that is not chosen from a list. */
const idField = (displayName: string, name: string, example: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	required: true,
	default: '',
	placeholder: `e.g. ${example}`,
	description: `The ${name}'s ID, as other operations of this node give it`,
});

const MEDIA = '122100000000001';
const POST = `104857600000001_${MEDIA}`;
const COMMENT = `${MEDIA}_845000000000001`;

export const postId = graphId('post', POST);

export const postField = idField('Post ID', 'post', POST);

export const photoId = graphId('photo', MEDIA);

export const photoField = idField('Photo ID', 'photo', MEDIA);

export const videoId = graphId('video', MEDIA);

export const videoField = idField('Video ID', 'video', MEDIA);

export const commentId = graphId('comment', COMMENT);

export const commentField = idField('Comment ID', 'comment', COMMENT);

/** What can be commented on: a post, a photo, a video, or a comment, which is then answered. */
export const objectId = graphId('post, photo, video or comment', POST);

export const objectField: INodeProperties = {
	...idField('Post or Comment ID', 'object', POST),
	description:
		'The ID of what is commented on: a post, a photo, a video, or a comment, whose replies are meant then',
};
