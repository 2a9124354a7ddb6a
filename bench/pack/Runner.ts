import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { z } from 'zod';

import type { Resources } from '../../index';
import {
	authenticationProperty,
	mailchimp,
	operationsOf,
	resourceProperties,
	runOperation,
} from '../../index';
import { described, field } from './description';

/** An operation that asks nothing of its service: what is left is what the runner itself takes for an item. */
const give = operationsOf(mailchimp)({
	name: 'Give',
	action: 'Give the fields',
	description: 'Give the fields back',
	requires: [],
	fields: [field('One', 'one'), field('Other', 'other')],
	input: z.object({ one: z.string(), other: z.string() }),
	run: async (_connection, input) => input,
});

const resources: Resources = { fields: { name: 'Fields', operations: { give } } };

/** The same as Reading by the pack's own runner. */
export class Runner implements INodeType {
	description = described(
		'runner',
		'Runner',
		[...authenticationProperty(mailchimp), ...resourceProperties(mailchimp, resources)],
		{ credentials: [{ name: 'mailchimpConnectionApi', required: true }] },
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, mailchimp, resources);
	}
}
