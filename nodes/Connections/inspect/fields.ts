import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

/** How connections are inspected. */
export const inspectionFields: INodeProperties[] = [
	{
		displayName: 'At Once',
		name: 'atOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 5,
		description: 'How many groups of connections to inspect at the same time',
	},
	{
		displayName: 'Time Limit (Seconds)',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 300 },
		default: 30,
		description: 'How long to wait for each answer',
	},
];

export const whole = (least: number, most: number) => {
	const message = `must be a whole number from ${least} to ${most}`;
	return z.number({ message }).int(message).min(least, message).max(most, message);
};

/** The values of these fields. */
export const inspecting = { atOnce: whole(1, 20), timeLimit: whole(1, 300) };
