import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { AddressError, checkPath } from '../../../../connection/address';
import { jsonObject } from '../../fields';
import { operation } from '../../operation';

/** A path below the service's own address. */
const servicePath = z.string().transform((typed, context) => {
	try {
		return checkPath(typed);
	} catch (error) {
		const message =
			error instanceof AddressError ? error.message.replace(/^Path /, '') : 'is no path';
		context.addIssue({ code: z.ZodIssueCode.custom, message });
		return z.NEVER;
	}
});

/** An answer that is a record, or a list of records, given on as it is. */
const records = z.union([
	z.record(z.string(), z.unknown()).transform((object) => [object as IDataObject]),
	z.array(z.record(z.string(), z.unknown()).transform((object) => object as IDataObject)),
]);

/** Any request of the API, signed by the connection. */
export const send = operation({
	name: 'Send',
	action: 'Send an API request',
	description: 'Send any request of the Mailchimp Marketing API with this connection',
	requires: [],
	fields: [
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: [
				{ name: 'DELETE', value: 'DELETE' },
				{ name: 'GET', value: 'GET' },
				{ name: 'PATCH', value: 'PATCH' },
				{ name: 'POST', value: 'POST' },
				{ name: 'PUT', value: 'PUT' },
			],
			default: 'GET',
		},
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. /lists',
			description:
				'The path as Mailchimp documents it, without host and version. The request can go to Mailchimp only.',
		},
		{
			displayName: 'Query (JSON)',
			name: 'query',
			type: 'json',
			default: '{}',
			description: 'Query parameters as a JSON object, such as {"count": 100}',
		},
		{
			displayName: 'Body (JSON)',
			name: 'body',
			type: 'json',
			default: '{}',
			displayOptions: { show: { method: ['PATCH', 'POST', 'PUT'] } },
		},
	],
	input: z.object({
		method: z.enum(['DELETE', 'GET', 'PATCH', 'POST', 'PUT'], {
			message: 'must be one of DELETE, GET, PATCH, POST, PUT',
		}),
		path: servicePath,
		query: jsonObject('{"count": 100}').optional(),
		body: jsonObject('{"name": "Newsletter"}').optional(),
	}),
	// Nobody knows what the requests change: all but reads keep the order of the items.
	target: ({ method }) => (method === 'GET' ? [] : ['all']),
	run: async (connection, { method, path, query, body }) => {
		const sent = body && Object.keys(body).length > 0 ? body : undefined;
		const answer = await connection.request({ method, path, query, body: sent }, z.unknown());
		const read = records.safeParse(answer);
		if (read.success) return read.data;
		return answer === undefined ? { success: true } : { answer: JSON.stringify(answer) };
	},
});
