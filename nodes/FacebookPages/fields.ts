import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

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

export const postId = graphId('post', '104857600000001_122100000000001');

export const commentId = graphId('comment', '122100000000001_845000000000001');

export const mediaId = graphId('photo or video', '122100000000001');

/** The page to work with: nearly everything is done in its name. */
export const pageField: INodeProperties = {
	displayName: 'Page',
	name: 'page',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The page to work with, in whose name everything is done',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose the page…',
			typeOptions: { searchListMethod: 'searchPages', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 104857600000001',
			validation: [
				{
					type: 'regex',
					properties: { regex: '^[0-9]+$', errorMessage: 'The ID of a page consists of digits' },
				},
			],
		},
	],
};

export const postField: INodeProperties = {
	displayName: 'Post ID',
	name: 'post',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 104857600000001_122100000000001',
	description: "The post's ID, as other operations of this node give it",
};

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

/** What can be commented on: a post, a photo, a video, or a comment, which is then answered. */
export const objectId = graphId('post, photo, video or comment', '104857600000001_122100000000001');

export const objectField: INodeProperties = {
	displayName: 'Post or Comment ID',
	name: 'object',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 104857600000001_122100000000001',
	description:
		'The ID of what is commented on: a post, a photo, a video, or a comment, whose replies are meant then',
};

export const commentField: INodeProperties = {
	displayName: 'Comment ID',
	name: 'comment',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 122100000000001_845000000000001',
	description: "The comment's ID, as other operations of this node give it",
};
