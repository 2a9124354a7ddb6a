/** Any request of any service of the catalogue: what the Service Request node sends. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Service } from '../connection/model/service';
import { METHODS, itemsOf, requestPath, WITH_BODY } from './apiRequest';
import { connectionResource } from './connectionResource';
import { jsonObject, optional } from './fields';
import type { Operation, Resources } from './operation';
import { operationsOf } from './operation';

const QUERY = '{"limit": 10}';
const HEADERS = '{"X-Request-Tag": "n8n"}';
const BODY = '{"name": "Example"}';

/** A field that holds a JSON object. */
const jsonField = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'json',
	default: '{}',
	description,
});

const pathField: INodeProperties = {
	displayName: 'Path',
	name: 'path',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. /users/me',
	description:
		'The path as the service documents it, without host and version, or a whole address of one of its hosts',
};

const sendFields: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: METHODS.map((value) => ({ name: value, value })),
		default: 'GET',
		description: 'GET requests of several items are sent in parallel, others one after another',
	},
	pathField,
	jsonField('Query (JSON)', 'query', `Query parameters as a JSON object, such as ${QUERY}`),
	jsonField('Headers (JSON)', 'headers', `Headers as a JSON object, such as ${HEADERS}`),
	{
		displayName: 'Body Type',
		name: 'encoding',
		type: 'options',
		options: [
			{ name: 'As the Service Expects', value: 'default' },
			{ name: 'Form', value: 'form' },
			{ name: 'JSON', value: 'json' },
		],
		default: 'default',
		displayOptions: { show: { method: WITH_BODY } },
	},
	{
		...jsonField('Body (JSON)', 'body', `The body as a JSON object, such as ${BODY}`),
		displayOptions: { show: { method: WITH_BODY } },
	},
];

const headers = jsonObject(HEADERS).pipe(
	z.record(z.string(), z.string({ message: 'must hold texts only' })),
);

const sendInput = z.object({
	method: z.enum(METHODS, { message: `must be one of ${METHODS.join(', ')}` }),
	path: requestPath,
	query: jsonObject(QUERY).optional(),
	headers: headers.optional(),
	encoding: optional(z.enum(['default', 'form', 'json'])).transform((chosen) =>
		chosen === 'default' ? undefined : chosen,
	),
	body: jsonObject(BODY).optional(),
});

/** Sends one request. */
const send = (service: Service): Operation =>
	operationsOf(service)({
		name: 'Send',
		action: 'Send a request',
		description: 'Send any request of the service with the connection',
		requires: [],
		needs: 'unknown',
		fields: sendFields,
		input: sendInput,
		// Nobody knows what the requests change: all but reads keep the order of the items.
		target: ({ method }) => (method === 'GET' ? [] : ['all']),
		run: async (connection, { body, ...input }) => {
			const sent = body && Object.keys(body).length > 0 ? { body } : {};
			return itemsOf(connection, await connection.request({ ...input, ...sent }, z.unknown()));
		},
	});

/** What the Service Request node can do with the connection of a service. */
export const serviceResources = (service: Service): Resources => ({
	request: { name: 'Request', operations: { send: send(service) } },
	connection: connectionResource(service),
});
