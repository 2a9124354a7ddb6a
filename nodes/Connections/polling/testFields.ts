import type { INodeProperties } from 'n8n-workflow';

import { whole } from '../inspect/fields';

/** How a poll has n8n test connections. */
export const testFields: INodeProperties[] = [
	{
		displayName: 'Tests at Once',
		name: 'testsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 1,
		description:
			'How many connections n8n tests at the same time. n8n drops some parallel tests, which are then repeated: more than 1 helps where services answer slowly.',
	},
	{
		displayName: 'Time Limit (Seconds)',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 300 },
		default: 30,
		description: 'How long to wait for each test',
	},
];

/** The values of these fields. */
export const tests = { testsAtOnce: whole(1, 10), timeLimit: whole(1, 300) };
