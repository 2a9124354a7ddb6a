import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IOAuth2Options,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { SendWatch } from './renewal';
import type { Signature } from './signing';
import { basic } from './signing';

/** The contexts of n8n in which a connection can be opened. */
export type NodeContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IWebhookFunctions
	| IPollFunctions;

/**
 * Sends a request once, signed in one way or another. It gives, and throws, what n8n's helpers do, and closes its
 * connection when `abortSignal` of the request says so.
 */
export type Transport = (options: IHttpRequestOptions, watch?: SendWatch) => Promise<unknown>;

/**
 * The context, which says that the execution is stopped when this signal does: n8n's helper that signs takes its signal
 * from there alone (n8n-core: request-helpers/authentication.js).
 */
function stoppedBy(context: NodeContext, signal: unknown): NodeContext {
	return new Proxy(context, {
		get: (target, name): unknown =>
			name === 'getExecutionCancelSignal' ? () => signal : Reflect.get(target, name),
	});
}

/**
 * The connection signs: n8n's own helper does it, and renews tokens.
 * @param oauth2 how n8n's OAuth 2.0 client signs, where the connection is one of it
 */
export const signedBy =
	(context: NodeContext, credentialType: string, oauth2?: IOAuth2Options): Transport =>
	async (options, watch) => {
		const stoppable = stoppedBy(context, options.abortSignal);
		return await context.helpers.httpRequestWithAuthentication.call(
			oauth2 && watch ? watch.watch(stoppable, credentialType) : stoppable,
			credentialType,
			options,
			oauth2 && { oauth2 },
		);
	};

/**
 * This signature signs, without n8n's helper: of a key for the n8n that runs the node, whose address no credential type can
 * know and check, or of a token that the service gave for a part of the account.
 */
export const signedWith =
	(context: NodeContext, { headers: signing, query }: Signature): Transport =>
	async ({ headers, qs, ...options }) =>
		await context.helpers.httpRequest({
			...options,
			qs: { ...qs, ...query },
			headers: { ...headers, ...signing },
		});

/** The client proves itself (RFC 6749, section 2.3.1), as at endpoints of an authorization server. */
export const signedByClient = (context: NodeContext, clientId: string, secret: string): Transport =>
	signedWith(context, { headers: { Authorization: basic(clientId, secret) }, query: {} });

/** Nothing signs: the request holds in its body what it needs. */
export const unsigned =
	(context: NodeContext): Transport =>
	async (options) =>
		await context.helpers.httpRequest(options);
