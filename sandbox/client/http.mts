import { Agent, fetch, type Response, RetryAgent } from 'undici';
import type { z } from 'zod';

/**
 * An n8n that is busy for longer than it keeps an idle connection open may close it just when it is used again: then
 * what only reads is asked once more, and what changes something has a connection of its own.
 */
const reading = new RetryAgent(new Agent(), {
	methods: ['GET'],
	statusCodes: [],
	errorCodes: ['ECONNRESET', 'UND_ERR_SOCKET'],
	maxRetries: 2,
});
const changing = new Agent({ pipelining: 0 });

/** A request to n8n. */
export interface Call {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** The whole address, with the query. */
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON when given. */
	readonly body?: unknown;
}

/** n8n answered with a status of 400 or more. */
export class RefusedByN8n extends Error {
	readonly status: number;
	/** The answer's body as n8n sent it. */
	readonly body: string;

	constructor(call: Call, status: number, body: string) {
		super(`${call.method} ${new URL(call.url).pathname} was answered with ${status}: ${body}`);
		this.name = 'RefusedByN8n';
		this.status = status;
		this.body = body;
	}
}

/**
 * Sends a request to n8n.
 *
 * @returns n8n's answer, unread
 * @throws RefusedByN8n when the status is 400 or more
 */
export async function send(call: Call): Promise<Response> {
	const { method, url, headers = {}, body } = call;
	const json = body === undefined ? {} : { 'content-type': 'application/json' };
	const response = await fetch(url, {
		dispatcher: method === 'GET' ? reading : changing,
		method,
		headers: { ...json, ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!response.ok) throw new RefusedByN8n(call, response.status, await response.text());
	return response;
}

/**
 * Sends a request to n8n and reads its answer.
 *
 * @param schema what the answer must be; it alone decides the type of what is returned
 * @returns the parsed answer
 * @throws RefusedByN8n when the status is 400 or more, ZodError when the answer is another one
 */
export async function ask<Schema extends z.ZodTypeAny>(
	call: Call,
	schema: Schema,
): Promise<z.output<Schema>> {
	const response = await send(call);
	return schema.parse(await response.json());
}
