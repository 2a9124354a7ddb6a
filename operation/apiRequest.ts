import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { AddressError, checkPath } from '../connection/model/address';
import type { Connection } from '../connection/connection';
import type { Service } from '../connection/model/service';
import { isObject, jsonObject, record } from './fields';
import type { Resource } from './operation';
import { operationsOf } from './operation';

/** In whose name a request is sent, where a connection can act for several. */
export interface Actor<A = unknown> {
	readonly fields: readonly INodeProperties[];
	/** What these fields must hold. */
	readonly input: z.ZodType<A, z.ZodTypeDef, unknown>;
	/** The connection that sends the request. */
	act(connection: Connection, input: A): Promise<Connection>;
}

/** What the fields show as examples. */
export interface RequestExample {
	/** A path as the service documents it. */
	readonly path: string;
	/** A query and a body as JSON objects. */
	readonly query: string;
	readonly body: string;
}

/** The methods that a request of a person's own may have. */
export const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const;
export const WITH_BODY = ['PATCH', 'POST', 'PUT'];

/** Checks a path below the service's own address. */
function checked(typed: string, context: z.RefinementCtx): string {
	try {
		return checkPath(typed);
	} catch (error) {
		const message =
			error instanceof AddressError ? error.message.replace(/^Path |\.$/g, '') : 'is no path';
		context.addIssue({ code: z.ZodIssueCode.custom, message });
		return z.NEVER;
	}
}

/** A path below the service's own address. */
const servicePath = z.string().transform(checked);

/** A path below the service's own address, or a whole https address, of which the engine checks that it is the service's. */
export const requestPath = z
	.string()
	.trim()
	.transform((typed, context) =>
		typed.startsWith('https://') && URL.canParse(typed) ? typed : checked(typed, context),
	);

/** An answer that is a record, or a list of records, given on as it is. */
const records = z.union([record.transform((one) => [one]), z.array(record)]);

/** The answer without secrets: neither the connection's own, nor those that the service gives in such fields. */
export function withoutSecrets({ service, redact }: Connection, answer: unknown): unknown {
	const { secretFields = [] } = service;
	// Each text by itself: in the JSON of them all, signs of a secret are escaped, and removing it could break the JSON.
	return JSON.parse(JSON.stringify(answer), (name, value: unknown) => {
		if (secretFields.includes(name)) return '***';
		if (typeof value === 'string') return redact(value);
		if (!isObject(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([key, held]) => [redact(key), held]));
	});
}

/** The items that an answer becomes, without secrets. */
export function itemsOf(connection: Connection, answer: unknown): IDataObject | IDataObject[] {
	if (answer === undefined) return { success: true };
	const shown = withoutSecrets(connection, answer);
	const read = records.safeParse(shown);
	return read.success ? read.data : { answer: JSON.stringify(shown) };
}

const requestFields = (service: Service, example: RequestExample): INodeProperties[] => [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: METHODS.map((value) => ({ name: value, value })),
		default: 'GET',
		description:
			'GET requests of several items are sent at the same time, all others one after another in the order of the items',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${example.path}`,
		description: `The path as ${service.displayName} documents it, without host and version. The request can go to ${service.displayName} only.`,
	},
	{
		displayName: 'Query (JSON)',
		name: 'query',
		type: 'json',
		default: '{}',
		description: `Query parameters as a JSON object, such as ${example.query}`,
	},
	{
		displayName: 'Body (JSON)',
		name: 'body',
		type: 'json',
		default: '{}',
		description: `The body as a JSON object, such as ${example.body}`,
		displayOptions: { show: { method: WITH_BODY } },
	},
];

const requestInput = (example: RequestExample) =>
	z.object({
		method: z.enum(METHODS, { message: `must be one of ${METHODS.join(', ')}` }),
		path: servicePath,
		query: jsonObject(example.query).optional(),
		body: jsonObject(example.body).optional(),
	});

/** The connection itself sends the request. */
const itself: Actor = {
	fields: [],
	input: z.object({}),
	act: async (connection) => await Promise.resolve(connection),
};

/** Any request of a service's API, signed by the connection: the same on every service's node. */
export function apiRequestResource(
	service: Service,
	example: RequestExample,
	actor: Actor = itself,
): Resource {
	const send = operationsOf(service)({
		name: 'Send',
		action: 'Send an API request',
		description: `Send any request of the API of ${service.displayName} with this connection`,
		requires: [],
		needs: 'unknown',
		fields: [...actor.fields, ...requestFields(service, example)],
		input: requestInput(example).and(actor.input),
		// Nobody knows what the requests change: all but reads keep the order of the items.
		target: ({ method }) => (method === 'GET' ? [] : ['all']),
		run: async (connection, input) => {
			const { method, path, query, body } = input;
			const acting = await actor.act(connection, input);
			const sent = body && Object.keys(body).length > 0 ? body : undefined;
			return itemsOf(
				acting,
				await acting.request({ method, path, query, body: sent }, z.unknown()),
			);
		},
	});
	return { name: 'API Request', operations: { send } };
}
