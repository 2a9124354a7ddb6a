import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { audienceField, audienceId } from '../fields';

/** A field of which a person chooses one value or more. */
const severalOf = (
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'default'>,
	options: INodePropertyOptions[],
): INodeProperties => ({ ...field, type: 'multiOptions', required: true, options });

/** The events that Mailchimp can tell of. */
const EVENT_OPTIONS = [
	{
		name: 'Campaign Sent',
		value: 'campaign',
		description: 'A campaign was sent or cancelled',
	},
	{ name: 'Cleaned', value: 'cleaned', description: 'An address bounced for good' },
	{ name: 'Email Changed', value: 'upemail' },
	{ name: 'Profile Updated', value: 'profile' },
	{ name: 'Subscribed', value: 'subscribe' },
	{ name: 'Unsubscribed', value: 'unsubscribe' },
];

/** Who can have caused an event: the member, someone in Mailchimp's web interface, or an API call. */
const SOURCE_OPTIONS = [
	{
		name: 'API',
		value: 'api',
		description: 'Calls of the API, also the ones of your own workflows',
	},
	{ name: 'Mailchimp User', value: 'admin', description: 'Someone working in Mailchimp' },
	{ name: 'Subscriber', value: 'user', description: 'The member itself' },
];

/** The fields of the trigger. */
export const choiceFields: INodeProperties[] = [
	audienceField,
	severalOf({ displayName: 'Events', name: 'events', default: ['subscribe'] }, EVENT_OPTIONS),
	severalOf(
		{
			displayName: 'Caused By',
			name: 'sources',
			default: ['user', 'admin', 'api'],
			description: 'Whose actions start the workflow',
		},
		SOURCE_OPTIONS,
	),
];

/** What is chosen of some options, as the API wants it: each value with whether it was chosen. */
const switches = (options: ReadonlyArray<{ name: string; value: string }>) => {
	const values = options.map(({ value }) => value);
	const message = `must be some of ${options.map(({ name }) => name).join(', ')}`;
	return z
		.array(
			z.string().refine((value) => values.includes(value), message),
			{ message },
		)
		.nonempty('is empty: choose at least one')
		.transform(
			(chosen): Record<string, boolean> =>
				Object.fromEntries(values.map((value) => [value, chosen.includes(value)])),
		);
};

/** What the fields of the trigger must hold. */
export const choices = z.object({
	audience: audienceId,
	events: switches(EVENT_OPTIONS),
	sources: switches(SOURCE_OPTIONS),
});

/** Which audience the trigger is for, and which events and sources are on. */
export type Choices = z.infer<typeof choices>;
