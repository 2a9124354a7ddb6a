import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { RECORDS } from '../fields';

/** What the API can tell of (boostspace/n8n-nodes-boostspace: nodes/Boostspace/BoostspaceTrigger.node.ts). */
const SUBJECTS = { record: RECORDS, customModule: 'custom-module' } as const;

/** What can happen to them. */
export const EVENTS = ['CREATE', 'UPDATE', 'DELETE'] as const;

/** The fields of the trigger. */
export const choiceFields: INodeProperties[] = [
	{
		displayName: 'Of',
		name: 'subject',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Custom Modules', value: 'customModule' },
			{ name: 'Records', value: 'record', description: 'Records of custom modules' },
		],
		default: 'record',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{ name: 'Created', value: 'CREATE' },
			{ name: 'Deleted', value: 'DELETE' },
			{ name: 'Updated', value: 'UPDATE' },
		],
		default: ['CREATE'],
	},
];

/** What the fields of the trigger must hold. */
export const choices = z.object({
	subject: z
		.enum(['customModule', 'record'], { message: 'must be one of Custom Modules, Records' })
		.transform((subject) => SUBJECTS[subject]),
	events: z
		.array(z.enum(EVENTS, { message: 'must be some of Created, Deleted, Updated' }), {
			message: 'must be some of Created, Deleted, Updated',
		})
		.nonempty('is empty: choose at least one')
		.transform((events) => [...new Set(events)]),
});

export type Choices = z.output<typeof choices>;
