import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { checkKey } from '../model/address';
import type { Service } from '../model/service';
import { variantOf } from '../model/service';

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
export type Transport = (options: IHttpRequestOptions) => Promise<unknown>;

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

/** The connection signs: n8n's own helper does it, and renews tokens. */
export const signedBy =
	(context: NodeContext, credentialType: string): Transport =>
	async (options) =>
		await context.helpers.httpRequestWithAuthentication.call(
			stoppedBy(context, options.abortSignal),
			credentialType,
			options,
		);

/**
 * The connection's key signs without n8n's helper: for the n8n that runs the node, whose address no credential type can
 * know and check.
 */
export const signedByKey =
	(context: NodeContext, service: Service, key: unknown): Transport =>
	async ({ headers, ...options }) => {
		const { header, prefix } = variantOf(service, 'apiKey').send;
		const signature = { [header]: `${prefix}${checkKey(service, key)}` };
		return await context.helpers.httpRequest({ ...options, headers: { ...headers, ...signature } });
	};

/** A token signs that is none of n8n's: one that the service gave for a part of the account. */
export const signedWith =
	(context: NodeContext, token: string): Transport =>
	async ({ headers, ...options }) =>
		await context.helpers.httpRequest({
			...options,
			headers: { ...headers, Authorization: `Bearer ${token}` },
		});

/** Nothing signs: the request holds in its body what it needs. */
export const unsigned =
	(context: NodeContext): Transport =>
	async (options) =>
		await context.helpers.httpRequest(options);
