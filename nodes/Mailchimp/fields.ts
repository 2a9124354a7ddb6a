import { createHash } from 'node:crypto';

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../connection/model/address';
import { definedOnly, listOrId, record as anyRecord } from '../../operation/fields';
import { field } from '../../operation/fieldSet';
import { time } from './time';

/** A record of the API, given on as it is but for its links to other requests, which no workflow needs. */
export const record = anyRecord.transform(
	(object): IDataObject => definedOnly({ ...object, _links: undefined }),
);

/** A record that the API is asked for: without these properties an answer is none, whatever its status says. */
export const recordWith = <S extends z.ZodRawShape>(shape: S) =>
	z.object(shape).passthrough().pipe(record);

/** The id of what the API made or has: never empty, and never 0, which names nothing. */
const answeredId = z.string().regex(/^(?!0$)[0-9a-z]+$/i);

/** An answer that is a record with an id. */
export const identified = recordWith({ id: answeredId });

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
		.regex(/^(?!0$)[0-9a-z]+$/i, `must be an ID of letters and digits, such as ${example}`);

export const audienceId = id('a1b2c3d4e5');

export const campaignId = id('42694e9e57');

/**
 * An e-mail address: something before the at sign, a domain with a dot behind it. Mailchimp takes letters outside ASCII
 * only in the domain (its help on international characters, quoted in VingtCinq/python-mailchimp, pull request 117).
 */
export const email = z
	.string({ message: 'is missing: give an e-mail address' })
	.trim()
	.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address, such as ada@example.com')
	.refine(
		(address) => !/^[^@]*[^ -~\s][^@]*@/.test(address),
		'has letters before the @ that Mailchimp does not take, such as ä or é: only the part behind it may have them',
	);

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

const FORM_OF_ID = { pattern: '[0-9a-zA-Z]+', message: 'An ID consists of letters and digits' };

export const audienceField = listOrId(
	{
		displayName: 'Audience',
		name: 'audience',
		description: 'The audience (also called list) to work with',
	},
	{ searchListMethod: 'searchAudiences', example: 'a1b2c3d4e5', id: FORM_OF_ID },
);

export const campaignField = listOrId(
	{ displayName: 'Campaign', name: 'campaign', description: 'The campaign to work with' },
	{ searchListMethod: 'searchCampaigns', example: '42694e9e57', id: FORM_OF_ID },
);

/** A time as the API takes it. */
export const momentField = (displayName: string, description?: string) =>
	field.of(field.moment(displayName, { description }).property, time);

/** The fields that narrow a list to what was sent in a span of time. */
export const sentSpan = {
	sentAfter: momentField('Sent After'),
	sentBefore: momentField('Sent Before'),
};

/** Simplify, as n8n's own nodes have it. */
export const simplifyField = field.toggle('Simplify', {
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

/**
 * Fields by the names that the API gives them, which are ours in small letters: `emailType` is `email_type`. What is not
 * given is left out.
 */
export const apiNames = (fields: Readonly<Record<string, unknown>>): IDataObject =>
	definedOnly(
		Object.fromEntries(
			Object.entries(fields).map(([name, value]) => [
				name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
				value,
			]),
		),
	);

export const emailField: INodeProperties = {
	displayName: 'Email Address',
	name: 'email',
	type: 'string',
	placeholder: 'e.g. ada@example.com',
	required: true,
	default: '',
};

/** The fields that say which member is meant. */
export const memberFields = {
	audience: field.of(audienceField, audienceId),
	email: field.of(emailField, email),
};
