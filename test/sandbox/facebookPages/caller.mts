import { z } from 'zod';

import type { FacebookPagesStandIn } from '../../../sandbox/services/facebookPages/index.mts';

/** What a call says besides its method and path. */
export interface CallOptions {
	/** The token; the first page's own when left out, none when empty. */
	readonly token?: string;
	/** Sent as JSON, or as it is where it is a form. */
	readonly body?: Readonly<Record<string, unknown>> | FormData | URLSearchParams;
}

/** An answer of the API. */
export interface CallAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: unknown;
}

const isForm = (body: CallOptions['body']) =>
	body instanceof FormData || body instanceof URLSearchParams;

/** Calls the API of a stand-in without any client in between. */
export const callerOf =
	(standIn: FacebookPagesStandIn) =>
	async (method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> => {
		const { token = standIn.pages[0].accessToken, body } = options;
		const answer = await fetch(`${standIn.url}/v26.0${path}`, {
			method,
			headers: {
				...(token ? { authorization: `Bearer ${token}` } : {}),
				...(body && !isForm(body) ? { 'content-type': 'application/json' } : {}),
			},
			...(body ? { body: isForm(body) ? toForm(body) : JSON.stringify(body) } : {}),
		});
		return { status: answer.status, headers: answer.headers, body: await answer.json() };
	};

function toForm(body: CallOptions['body']): FormData | URLSearchParams {
	if (body instanceof FormData || body instanceof URLSearchParams) return body;
	throw new Error('The body is no form');
}

const listSchema = z.object({
	data: z.array(z.object({ id: z.string() }).passthrough()),
	paging: z
		.object({
			cursors: z.object({ before: z.string(), after: z.string() }),
			next: z.string().optional(),
		})
		.optional(),
});

/** An answered list. */
export const listOf = ({ body }: CallAnswer) => listSchema.parse(body);

/** The id of what was created. */
export const idOf = ({ body }: CallAnswer) => z.object({ id: z.string() }).parse(body).id;

/** How an error looks. */
export const graphError = (status: number, code: number, subcode?: number) =>
	expect.objectContaining({
		status,
		body: {
			error: expect.objectContaining({
				message: expect.any(String),
				type: expect.any(String),
				code,
				fbtrace_id: expect.any(String),
				...(subcode === undefined ? {} : { error_subcode: subcode }),
			}),
		},
	});
