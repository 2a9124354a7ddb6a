/** A question to a service as a node of n8n, and the answer that the node puts out. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Answer, Inquiry, RequestInquiry } from '../../../builtin/inquiry';
import { isObject } from '../../../operation/fields';
import type { NamedCredential } from '../api/credentials';
import type { Step } from './inlineRun';

/** n8n's HTTP Request node: https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.httprequest/ */
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const HTTP_REQUEST_VERSION = 4.2;

/** Where the node puts the body. */
const BODY = 'body';

const pairs = (values: Readonly<Record<string, string>> = {}) =>
	Object.entries(values).map(([name, value]) => ({ name, value }));

function parametersOf(
	{ method = 'GET', url, query, headers, body }: RequestInquiry,
	type: string,
	timeout: number,
): INodeParameters {
	return {
		method,
		url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: type,
		sendQuery: query !== undefined,
		queryParameters: { parameters: pairs(query) },
		sendHeaders: headers !== undefined,
		headerParameters: { parameters: pairs(headers) },
		sendBody: body !== undefined,
		specifyBody: 'json',
		jsonBody: JSON.stringify(body ?? {}),
		options: {
			timeout,
			// A redirect would send the connection to another place.
			redirect: { redirect: { followRedirects: false } },
			response: {
				response: {
					fullResponse: true,
					neverError: true,
					responseFormat: 'text',
					outputPropertyName: BODY,
				},
			},
		},
	};
}

/** The node that asks. */
export function stepOf(inquiry: Inquiry, credential: NamedCredential, timeout: number): Step {
	if ('node' in inquiry) {
		const { node: type, typeVersion, parameters } = inquiry;
		return { credential, type, typeVersion, parameters };
	}
	return {
		credential,
		type: HTTP_REQUEST,
		typeVersion: HTTP_REQUEST_VERSION,
		parameters: parametersOf(inquiry, credential.type, timeout),
	};
}

/** A body that is longer is no answer to a question about a connection. */
const LONGEST_BODY = 1_000_000;

/** Whether a node put out a body that is no answer to a question about a connection. */
export const isTooLong = (item: IDataObject | undefined): boolean => {
	const body = item?.[BODY];
	return typeof body === 'string' && body.length > LONGEST_BODY;
};

/** The body as JSON where it is some; else its text. */
function bodyOf(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	if (text.length > LONGEST_BODY) return '';
	try {
		return JSON.parse(text);
	} catch {
		// Not every answer is JSON.
		return text;
	}
}

/** The answer that the HTTP Request node put out; `undefined` where it put out something else. */
export function answerOf(item: IDataObject | undefined): Answer | undefined {
	if (!item || typeof item.statusCode !== 'number') return undefined;
	return {
		status: item.statusCode,
		headers: isObject(item.headers) ? item.headers : {},
		body: bodyOf(item[BODY]),
	};
}

/** The words of an error that a node put out instead of a result: nothing else of it, since it holds the request. */
export interface SaidError {
	/** The message alone, for people. */
	readonly message: string;
	/** All words, in which a cause may be found. */
	readonly words: string;
}

const isWord = (word: unknown): word is string => typeof word === 'string' && word !== '';

/** The error that a node put out; `undefined` where it put out a result. */
export function errorOf(item: IDataObject | undefined): SaidError | undefined {
	const error = item?.error;
	if (isWord(error)) return { message: error, words: error };
	if (!isObject(error)) return undefined;
	const words = [error.message, error.code, error.description].filter(isWord);
	return { message: words[0] ?? 'unknown error', words: words.join(' ') };
}
