/** Any request of any service of the catalogue: what the Service Request node sends. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../connection/connection';
import type { Service } from '../connection/model/service';
import { itemsOf, METHODS, requestPath, WITH_BODY, withoutSecrets } from './apiRequest';
import { connectionResource } from './connectionResource';
import { jsonObject, optional, optionalText } from './fields';
import type { Operation, Resources } from './operation';
import { FileResult, operationsOf } from './operation';
import { checkPermissions } from './permission';
import { receiveFile } from './receive';
import { servicePages } from './servicePages';

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

const answerFields: INodeProperties[] = [
	{
		displayName: 'Response',
		name: 'response',
		type: 'options',
		options: [
			{ name: 'File', value: 'file', description: 'Store the response as a binary field' },
			{ name: 'JSON', value: 'json' },
			{
				name: 'Text',
				value: 'text',
				description: 'Put the response out as the text that it is, in the field "data"',
			},
		],
		default: 'json',
		description: 'What the service answers with',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		displayOptions: { show: { response: ['file'] } },
	},
];

const headers = jsonObject(HEADERS).pipe(
	z.record(z.string(), z.string({ message: 'must hold texts only' })),
);

const requestInput = z.object({
	path: requestPath,
	query: jsonObject(QUERY).optional(),
	headers: headers.optional(),
	encoding: optional(z.enum(['default', 'form', 'json'])).transform((chosen) =>
		chosen === 'default' ? undefined : chosen,
	),
	body: jsonObject(BODY).optional(),
});

const sendInput = requestInput.extend({
	method: z.enum(METHODS, { message: `must be one of ${METHODS.join(', ')}` }),
	response: optional(
		z.enum(['json', 'text', 'file'], { message: 'must be one of JSON, Text, File' }),
	),
	binaryField: optionalText,
});

/** The body of a request, where there is something in it. */
const bodyOf = (body: IDataObject | undefined) =>
	body && Object.keys(body).length > 0 ? { body } : {};

/** What a text holds as JSON; `undefined` where it is none. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A text without secrets, also where it is the JSON of an answer with fields that hold some. */
function textWithoutSecrets(connection: Connection, text: string): string {
	const { redact, service } = connection;
	const mayHold = service.secretFields?.some((name) => text.includes(name)) ?? false;
	const json = mayHold ? parsed(text) : undefined;
	return json === undefined ? redact(text) : JSON.stringify(withoutSecrets(connection, json));
}

/** Finds the permissions of which any one suffices for a request, the narrowest first; none where that is not known. */
export type PermissionsFor = (method: string, address: string) => readonly string[];

/**
 * The check before a request whose needs the vendor's table tells.
 * @throws ConnectionFailure naming the narrowest permission that suffices, where the connection is known to have none
 */
async function checkRequest(
	connection: Connection,
	{ method, path }: { readonly method: string; readonly path: string },
	permissionsFor: PermissionsFor,
): Promise<void> {
	const isWhole = path.startsWith('https://');
	const address = isWhole ? path : `${await connection.address()}${path}`;
	const [narrowest, ...wider] = permissionsFor(method, address);
	if (narrowest === undefined) return;
	const { missing } = await connection.check([narrowest, ...wider]);
	if (missing.length > wider.length) {
		await checkPermissions(connection, { requires: [narrowest] });
	}
}

/** Sends one request. */
const send = (service: Service, permissionsFor: PermissionsFor): Operation =>
	operationsOf(service)({
		name: 'Send',
		action: 'Send a request',
		description: 'Send any request of the service with the connection',
		requires: [],
		needs: 'unknown',
		fields: [...sendFields, ...answerFields],
		input: sendInput,
		// Nobody knows what the requests change: all but reads keep the order of the items.
		target: ({ method }) => (method === 'GET' ? [] : ['all']),
		run: async (connection, { body, response, binaryField, ...input }, _files, host) => {
			await checkRequest(connection, input, permissionsFor);
			const request = { ...input, ...bodyOf(body) };
			if (response === 'file') {
				const file = await receiveFile(connection, host, request);
				return new FileResult({ fileName: file.fileName }, { [binaryField ?? 'data']: file });
			}
			if (response === 'text') {
				const sent = { ...request, answer: 'text' } as const;
				const text = await connection.request(sent, z.string());
				return { data: textWithoutSecrets(connection, text) };
			}
			return itemsOf(connection, await connection.request(request, z.unknown()));
		},
	});

/** Lists records, page by page. */
const getMany = (service: Service, permissionsFor: PermissionsFor): Operation =>
	operationsOf(service)({
		name: 'Get Many',
		action: 'Get many records',
		description: 'Get a list, page by page the way the service pages its lists',
		requires: [],
		needs: 'unknown',
		fields: [
			{
				displayName: 'Method',
				name: 'method',
				type: 'options',
				options: ['GET', 'POST'].map((value) => ({ name: value, value })),
				default: 'GET',
				description: 'POST where the service searches by a request with a body',
			},
			...sendFields.slice(1),
		],
		input: requestInput.extend({
			method: z.enum(['GET', 'POST'], { message: 'must be one of GET, POST' }),
		}),
		list: async function* (connection, { body, ...input }, limit) {
			await checkRequest(connection, input, permissionsFor);
			const request = { ...input, ...bodyOf(body), safe: true };
			for await (const page of servicePages(connection, request, limit)) {
				yield page.map((one) => withoutSecrets(connection, one) as IDataObject);
			}
		},
	});

/**
 * What the Service Request node can do with the connection of a service.
 * @param permissionsFor what is known of the needs of single requests
 */
export const serviceResources = (
	service: Service,
	permissionsFor: PermissionsFor = () => [],
): Resources => ({
	request: {
		name: 'Request',
		operations: { send: send(service, permissionsFor), getMany: getMany(service, permissionsFor) },
	},
	connection: connectionResource(service),
});
