import { buffer } from 'node:stream/consumers';

import type { Request } from 'express';

import type { RecordedRequest } from '../../standIn.mts';
import type { Question } from './api/index.mts';
import { GraphError } from './graphError.mts';
import { type Parameters, readBody, withoutSecrets } from './parameters.mts';
import type { Tokens } from './tokens.mts';

/** The scheme and the token of an Authorization header; the Graph API takes Bearer and OAuth. */
function readHeader(header: string | undefined): { scheme?: string; token?: string } {
	const [scheme, token] = (header ?? '').split(' ');
	if (!scheme) return {};
	return /^(bearer|oauth)$/i.test(scheme) && token ? { scheme, token } : { scheme };
}

/** What a request asks, what may be kept of it, and why its body cannot be read, where it cannot. */
interface ReadRequest {
	readonly question: Question;
	readonly recorded: RecordedRequest;
	readonly error: GraphError | undefined;
}

/** The body's parameters, or the error of a body that cannot be read. */
async function attempt(request: Request): Promise<Parameters & { error?: GraphError }> {
	try {
		return await readBody(await buffer(request), request.header('content-type'));
	} catch (error) {
		if (!(error instanceof GraphError)) throw error;
		return { values: {}, files: {}, error };
	}
}

/**
 * Reads a request of the Graph API. One of the consent page keeps its body for the authorization server.
 * @param tokens to say whose token it came with
 */
export async function read(request: Request, tokens: Tokens): Promise<ReadRequest> {
	const query = Object.fromEntries(
		Object.entries(request.query).map(([name, value]) => [name, String(value)]),
	);
	const { scheme, token } = readHeader(request.header('authorization'));
	const isPage = request.path.includes('/dialog/');
	const { values, files, error } = isPage ? { values: {}, files: {} } : await attempt(request);
	const known = { ...(token === undefined ? {} : { access_token: token }), ...query, ...values };
	const owner = tokens.find(known['access_token'] ?? '');
	const body = { ...withoutSecrets(values), ...files };
	return {
		question: { method: request.method, path: request.path, parameters: { values: known, files } },
		recorded: {
			method: request.method,
			host: request.hostname,
			path: request.path,
			query: withoutSecrets(query),
			authorization: scheme,
			account: owner?.page?.name ?? owner?.person?.name,
			body: Object.keys(body).length > 0 ? body : undefined,
		},
		error,
	};
}
