import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { definedOnly, isObject, jsonObject, optional } from '../../../../operation/fields';
import { audienceId, email } from '../../fields';
import { time } from '../../time';

const STATUS_OPTIONS = [
	{
		name: 'Cleaned',
		value: 'cleaned',
		description: 'The address bounced and gets nothing any more',
	},
	{
		name: 'Pending',
		value: 'pending',
		description: 'A confirmation is sent, and the address is added once it is confirmed',
	},
	{ name: 'Subscribed', value: 'subscribed' },
	{
		name: 'Transactional',
		value: 'transactional',
		description: 'Gets messages about purchases, no campaigns',
	},
	{ name: 'Unsubscribed', value: 'unsubscribed' },
];

/** The statuses that a request can give a member. */
export const memberStatus = z.enum(
	['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional'],
	{ message: 'must be one of Subscribed, Unsubscribed, Cleaned, Pending, Transactional' },
);

export const statusField: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: STATUS_OPTIONS,
	required: true,
	default: 'subscribed',
	description: 'What the member gets: only subscribed members get campaigns',
};

export const mergeFieldsField: INodeProperties = {
	displayName: 'Merge Fields',
	name: 'mergeFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Merge Field',
	default: {},
	description: "Values of the audience's own fields, by their merge tags",
	options: [
		{
			displayName: 'Merge Field',
			name: 'values',
			values: [
				{
					displayName: 'Merge Tag',
					name: 'tag',
					type: 'string',
					default: '',
					placeholder: 'e.g. FNAME',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

const MERGE_TAG_MESSAGE = 'must be a merge tag of letters, digits and underscores, such as FNAME';

/**
 * What the API takes as the value of a merge field; it refuses a whole batch for one of another kind
 * (mailchimp/mc-magento, pull request 704: "Data did not match any of the schemas described in anyOf").
 */
const isMergeValue = (value: unknown) =>
	value === undefined || typeof value === 'string' || Number.isFinite(value) || isObject(value);

/** The merge fields as the API takes them: an object by merge tag. */
export const mergeFields = z
	.object({
		values: z
			.array(
				z.object({
					tag: z
						.string({ message: MERGE_TAG_MESSAGE })
						.trim()
						.regex(/^[A-Z0-9_]+$/i, MERGE_TAG_MESSAGE),
					value: z
						.unknown()
						.refine(
							isMergeValue,
							'must be text, a number, or an object for an address; an empty text clears the field',
						),
				}),
			)
			.optional(),
	})
	.default({})
	.transform(({ values = [] }) =>
		values.length === 0
			? undefined
			: Object.fromEntries(values.map(({ tag, value }) => [tag.toUpperCase(), value])),
	);

export const additionalField: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additional',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Email Type',
			name: 'emailType',
			type: 'options',
			options: [
				{ name: 'HTML', value: 'html' },
				{ name: 'Text', value: 'text' },
			],
			default: 'html',
		},
		{
			displayName: 'Interests (JSON)',
			name: 'interests',
			type: 'json',
			default: '{}',
			description:
				'Which interest groups the member is in: an object of interest IDs with true or false',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. en',
			description: 'Language code of the member',
		},
		{
			displayName: 'Opt-In IP Address',
			name: 'ipOpt',
			type: 'string',
			default: '',
			description: 'The IP address from which the member confirmed',
		},
		{
			displayName: 'Opt-In Time',
			name: 'timestampOpt',
			type: 'dateTime',
			default: '',
			description: 'When the member confirmed',
		},
		{
			displayName: 'Sign-Up IP Address',
			name: 'ipSignup',
			type: 'string',
			default: '',
			description: 'The IP address from which the member signed up',
		},
		{
			displayName: 'Sign-Up Time',
			name: 'timestampSignup',
			type: 'dateTime',
			default: '',
			description: 'When the member signed up',
		},
		{
			displayName: 'VIP',
			name: 'vip',
			type: 'boolean',
			default: false,
			description: 'Whether the member is marked as very important',
		},
	],
};

/** Which interest groups a member is in, by their IDs. */
const interests = jsonObject('{"9143cf3bd1": true}').pipe(
	z.record(
		z.string(),
		z.boolean({
			errorMap: ({ path }) => {
				const interest = String(path.at(-1));
				return { message: `must say true or false for ${interest}, such as {"${interest}": true}` };
			},
		}),
	),
);

const IP_MESSAGE = 'must be an IP address, such as 203.0.113.7';

const ipAddress = z.string({ message: IP_MESSAGE }).trim().ip(IP_MESSAGE);

const LANGUAGE_MESSAGE = 'must be a language code, such as en or pt_PT';

/** A code as Mailchimp writes it: two or three letters, some with a country. */
const language = z
	.string({ message: LANGUAGE_MESSAGE })
	.trim()
	.regex(/^[a-z]{2,3}(?:[_-][a-z]{2,4})?$/i, LANGUAGE_MESSAGE);

/**
 * The additional fields as the API names them; what was not added is left out. The API refuses a whole batch
 * for one member that does not fit its schema, so that nothing may get there which does not.
 */
export const additional = z
	.object({
		emailType: optional(z.enum(['html', 'text'], { message: 'must be HTML or Text' })),
		interests: optional(interests),
		language: optional(language),
		ipOpt: optional(ipAddress),
		ipSignup: optional(ipAddress),
		timestampOpt: time,
		timestampSignup: time,
		vip: optional(z.boolean({ message: 'must be true or false' })),
	})
	.default({})
	.transform((fields) =>
		definedOnly({
			email_type: fields.emailType,
			interests: fields.interests,
			language: fields.language,
			ip_opt: fields.ipOpt,
			ip_signup: fields.ipSignup,
			timestamp_opt: fields.timestampOpt,
			timestamp_signup: fields.timestampSignup,
			vip: fields.vip,
		}),
	);

/** What a member that is written whole must hold. */
export const newMember = z.object({
	audience: audienceId,
	email,
	status: memberStatus,
	mergeFields,
	additional,
});

/** A member as a request writes it. */
export const newMemberBody = (member: z.infer<typeof newMember>) =>
	definedOnly({
		email_address: member.email,
		status: member.status,
		merge_fields: member.mergeFields,
		...member.additional,
	});
