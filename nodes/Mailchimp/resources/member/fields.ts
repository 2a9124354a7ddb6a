import { z } from 'zod';

import { jsonObject, textList } from '../../../../operation/fields';
import { field } from '../../../../operation/fieldSet';
import { mergeFieldsProperty, mergeFieldValues } from '../../audienceForm/mergeFields';
import { apiNames, momentField } from '../../fields';

/** The statuses that any change can give a member. */
const CHANGED_STATUSES = {
	cleaned: { name: 'Cleaned', description: 'The address bounced and gets nothing any more' },
	pending: {
		name: 'Pending',
		description:
			'Mailchimp asks the person by e-mail to confirm, and subscribes them once they do. The way back for people who unsubscribed themselves.',
	},
	subscribed: {
		name: 'Subscribed',
		description:
			'Gets campaigns. Mailchimp refuses it for people who unsubscribed themselves and for addresses that bounced.',
	},
	unsubscribed: { name: 'Unsubscribed', description: 'Gets no campaigns any more' },
} as const;

/** The statuses that a new member can have. */
const STATUSES = {
	...CHANGED_STATUSES,
	transactional: {
		name: 'Transactional',
		description: 'Gets messages about purchases, no campaigns',
	},
} as const;

/** The statuses that a list can be narrowed to. */
const LISTED_STATUSES = {
	...STATUSES,
	archived: { name: 'Archived', description: 'Was taken out of the audience' },
} as const;

export const statusField = field.choice('Status', STATUSES, {
	required: true,
	default: 'subscribed',
	description: 'What the member gets: only subscribed members get campaigns',
});

export const changedStatusField = field.choice('Status', CHANGED_STATUSES, {
	default: 'subscribed',
});

export const listedStatusField = field.choice('Status', LISTED_STATUSES, { default: 'subscribed' });

/** Of a new member: all merge fields of the audience. */
export const newMergeFieldsField = field.of(mergeFieldsProperty(true), mergeFieldValues);

/** Of a member who may be there already: those that the person adds. */
export const changedMergeFieldsField = field.of(mergeFieldsProperty(false), mergeFieldValues);

export const tagsField = field.of(
	{
		displayName: 'Tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. Customer, Newsletter',
		description:
			'Names of tags to add, separated by commas, or a list from an expression. A tag that does not exist is created.',
	},
	textList('names of tags').default([]),
);

/** What stands under a field whose choices the editor gets from the audience. */
const chosenFrom = (loadOptionsMethod: string, what: string) => ({
	typeOptions: { loadOptionsMethod, loadOptionsDependsOn: ['audience.value'] },
	description: `${what} Choose from the list, or specify names or IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
});

const IP_MESSAGE = 'must be an IP address, such as 203.0.113.7';

const ipAddress = z.string({ message: IP_MESSAGE }).trim().ip(IP_MESSAGE);

const LANGUAGE_MESSAGE = 'must be a language code, such as en or pt_PT';

/** A code as Mailchimp writes it: two or three letters, some with a country. */
const language = z
	.string({ message: LANGUAGE_MESSAGE })
	.trim()
	.regex(/^[a-z]{2,3}(?:[_-][a-z]{2,4})?$/i, LANGUAGE_MESSAGE);

/** What the API calls by the same names. */
const profile = {
	emailType: field.choice('Email Type', { html: 'HTML', text: 'Text' }),
	ipOpt: field.textOf('Opt-In IP Address', ipAddress, {
		description: 'The IP address from which the member confirmed',
	}),
	ipSignup: field.textOf('Sign-Up IP Address', ipAddress, {
		description: 'The IP address from which the member signed up',
	}),
	language: field.textOf('Language', language, {
		placeholder: 'e.g. en',
		description: 'Language code of the member',
	}),
	timestampOpt: momentField('Opt-In Time', 'When the member confirmed'),
	timestampSignup: momentField('Sign-Up Time', 'When the member signed up'),
	vip: field.toggle('VIP', { description: 'Whether the member is marked as very important' }),
};

/** What can be sent as it is, under the API's names. */
export const profileOf = (additional: Readonly<Record<string, unknown>>) =>
	apiNames(
		Object.fromEntries(Object.entries(additional).filter(([name]) => Object.hasOwn(profile, name))),
	);

/**
 * What else a member may be given. The API refuses a whole batch for one member that does not fit its schema, so that
 * nothing may get there which does not.
 */
export const additionalField = field.group('Additional Fields', {
	...profile,
	interestsToAdd: field.names(
		'Interest Names or IDs to Add',
		'names or IDs of interests',
		chosenFrom('getInterests', 'Interests that the member is to have.'),
	),
	interestsToRemove: field.names(
		'Interest Names or IDs to Remove',
		'names or IDs of interests',
		chosenFrom('getInterests', 'Interests that the member is not to have.'),
	),
	mergeFieldsJson: field.of(
		field.json('Merge Fields (JSON)', '', {
			description:
				'Merge fields as a JSON object by merge tag, such as {"FNAME": "Ada"}, for an audience that an expression chooses',
		}).property,
		jsonObject('{"FNAME": "Ada"}').pipe(mergeFieldValues),
	),
	permissionsToGive: field.names(
		'Marketing Permission Names or IDs to Give',
		'names or IDs of marketing permissions',
		chosenFrom('getMarketingPermissions', 'What the person agreed to.'),
	),
	permissionsToWithdraw: field.names(
		'Marketing Permission Names or IDs to Withdraw',
		'names or IDs of marketing permissions',
		chosenFrom('getMarketingPermissions', 'What the person no longer agrees to.'),
	),
	skipMergeValidation: field.toggle('Skip Required Merge Fields', {
		description:
			'Whether to write the member without merge fields that the audience requires, which Mailchimp otherwise refuses',
	}),
});
