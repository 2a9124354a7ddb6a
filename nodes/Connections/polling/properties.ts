import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { filters, filtersField } from '../filters';
import { testFields, tests } from './testFields';
import type { EventName } from './event';
import { EVENTS } from './event';

const MOST_DAYS = 90;

/** The fields of the trigger. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: Object.entries(EVENTS).map(([value, event]) => ({ ...event, value })),
		default: ['broke', 'recovered', 'keyEndsSoon'],
	},
	{
		displayName: 'Days Before',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_DAYS },
		default: 7,
		description: 'How many days before the API key ends to start the workflow',
		displayOptions: { show: { events: ['keyEndsSoon'] } },
	},
	filtersField,
	...testFields,
];

const isEvent = (name: string): name is EventName => Object.hasOwn(EVENTS, name);

const SOME = `must be some of ${Object.values(EVENTS)
	.map(({ name }) => name)
	.join(', ')}`;

const wholeDays = `must be a whole number from 1 to ${MOST_DAYS}`;

/** What they must hold. */
export const input = z.object({
	events: z
		.array(z.string({ message: SOME }).refine(isEvent, SOME), { message: SOME })
		.nonempty('is empty: choose at least one'),
	days: z
		.number({ message: wholeDays })
		.int(wholeDays)
		.min(1, wholeDays)
		.max(MOST_DAYS, wholeDays)
		.default(7),
	filters,
	...tests,
});

export type Input = z.output<typeof input>;
