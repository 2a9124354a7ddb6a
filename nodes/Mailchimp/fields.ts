import { createHash } from 'node:crypto';

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../connection/address';

/** A record of the API, given on as it is but for its links to other requests, which no workflow needs. */
export const record = z
	.record(z.string(), z.unknown())
	.transform((object): IDataObject => definedOnly({ ...object, _links: undefined }));

/** The answer of a request that answers nothing. */
export const nothing = z.undefined();

/** Asks a list not to give the links either: only requests that read have this parameter. */
export const withoutLinks = (key?: string): IDataObject => ({
	exclude_fields: key ? `${key}._links,_links` : '_links',
});

/** The id of an audience or a campaign, as Mailchimp writes it. */
export const id = (example: string) =>
	z
		.string({ message: 'is missing: choose one from the list, or give its ID' })
		.trim()
		.regex(/^[0-9a-z]+$/i, `must be an ID of letters and digits, such as ${example}`);

export const audienceId = id('a1b2c3d4e5');

export const campaignId = id('42694e9e57');

/** An e-mail address: something before the at sign, a domain with a dot behind it. */
export const email = z
	.string({ message: 'is missing: give an e-mail address' })
	.trim()
	.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address, such as ada@example.com');

/** A field that may be left empty, or whose expression finds nothing: then it is left out. */
export const optional = <T extends z.ZodTypeAny>(schema: T) =>
	z.preprocess(
		(value) =>
			value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value,
		schema.optional(),
	);

/** A text that may be left empty. */
export const optionalText = optional(z.string({ message: 'must be text' }).trim());

/** The object without the properties that are `undefined`. */
export function definedOnly(object: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(object).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** Whether a value is an object, and no list. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a JSON field holds: a text, or an object from an expression. Nothing is the empty object. */
function readObject(value: unknown): IDataObject | undefined {
	if (typeof value === 'string' && value.trim() === '') return {};
	try {
		const read: unknown = typeof value === 'string' ? JSON.parse(value) : value;
		return isObject(read) ? read : undefined;
	} catch {
		return undefined;
	}
}

/**
 * Text that is a JSON object, or an object from an expression.
 * @param example an object that the field takes, for the message
 */
export const jsonObject = (example: string) =>
	z.unknown().transform((value, context): IDataObject => {
		const object = readObject(value);
		if (object) return object;
		const message = `must be a JSON object, such as ${example}`;
		context.addIssue({ code: z.ZodIssueCode.custom, message });
		return z.NEVER;
	});

/** How the API names a member: the MD5 hash of the lower-cased e-mail address. */
export const subscriberHash = (address: string) =>
	createHash('md5').update(address.toLowerCase()).digest('hex');

/** Which member of which audience. */
interface MemberOf {
	readonly audience: string;
	readonly email: string;
}

/** The path of a member: `/lists/{list_id}/members/{subscriber_hash}` */
export const memberPath = ({ audience, email: address }: MemberOf) =>
	path`/lists/${audience}/members/${subscriberHash(address)}`;

/** What a change to a member is ordered by: the same member is changed in the order of the items. */
export const memberTarget = ({ audience, email: address }: MemberOf) => [
	`${audience}/${address.toLowerCase()}`,
];

/** A choice from a list of the service, or an ID. */
const listOrId = (
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	{ searchListMethod, example }: { searchListMethod: string; example: string },
): INodeProperties => ({
	...field,
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Choose the ${field.name}…`,
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: `e.g. ${example}`,
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^[0-9a-zA-Z]+$',
						errorMessage: 'An ID consists of letters and digits',
					},
				},
			],
		},
	],
});

export const audienceField = listOrId(
	{
		displayName: 'Audience',
		name: 'audience',
		description: 'The audience (also called list) to work with',
	},
	{ searchListMethod: 'searchAudiences', example: 'a1b2c3d4e5' },
);

export const campaignField = listOrId(
	{ displayName: 'Campaign', name: 'campaign', description: 'The campaign to work with' },
	{ searchListMethod: 'searchCampaigns', example: '42694e9e57' },
);

/** The fields that narrow a list to what was sent in a span of time. */
export const sentSpanFields: INodeProperties[] = [
	{ displayName: 'Sent After', name: 'sentAfter', type: 'dateTime', default: '' },
	{ displayName: 'Sent Before', name: 'sentBefore', type: 'dateTime', default: '' },
];

export const emailField: INodeProperties = {
	displayName: 'Email Address',
	name: 'email',
	type: 'string',
	placeholder: 'e.g. ada@example.com',
	required: true,
	default: '',
};
