import type { IHttpRequestOptions } from 'n8n-workflow';

import { NO_REFRESH_TOKEN, NOT_CONNECTED, TO_BE_RECONNECTED } from '../failure/hostMessages';
import { property } from './answer';
import type { NodeContext } from './transport';

/**
 * Why access could not be had: `notConnected`: nobody has connected it yet; `expired`: the token expired and there is
 * none to renew it with; `revoked`: the authorization server no longer accepts the grant; `client`: it does not accept the
 * app; `open`: it said nothing that settles it.
 */
export type AccessEnding = 'notConnected' | 'expired' | 'revoked' | 'client' | 'open';

/** A request that was not carried out since n8n had no access token for it. */
export interface NoAccess {
	readonly access: AccessEnding;
	/** What the authorization server, or n8n's client, said. */
	readonly said: string;
	/** What the network said, where it ended in silence. */
	readonly code?: string | undefined;
	readonly status?: number | undefined;
}

/** Stands for the ending of a send that is still under way. */
const UNDER_WAY = Symbol('under way');

/** One send of a request: what signed it, and what it ended with. */
interface Send {
	readonly signature: string;
	error: unknown;
}

/**
 * Watches how n8n's OAuth 2.0 client sends one request: once, and once more after it has renewed access (n8n-core:
 * request-helpers/oauth.js). It throws the errors of the API and of the authorization server alike; which one it was tells
 * whether the request can have been carried out.
 */
export class SendWatch {
	#sends: Send[] | undefined;

	#storedError: () => Promise<unknown> = async () => await Promise.resolve(undefined);

	/** Gives the context as the client is to have it: its helper tells of each send. */
	watch(context: NodeContext, credentialType: string): NodeContext {
		const sends: Send[] = [];
		this.#sends = sends;
		// n8n stores an answer with HTTP 200 whole, also one that is an error.
		this.#storedError = async () => {
			const stored = await context.getCredentials(credentialType).catch(() => undefined);
			return property(stored?.oauthTokenData, 'error');
		};
		const { httpRequest } = context.helpers;
		const watched = async (options: IHttpRequestOptions): Promise<unknown> => {
			const { url, headers, qs } = options;
			const send: Send = { signature: JSON.stringify([url, headers, qs]), error: UNDER_WAY };
			sends.push(send);
			const sending = httpRequest(options) as Promise<unknown>;
			sending.then(
				() => (send.error = undefined),
				(error: unknown) => (send.error = error),
			);
			return await sending;
		};
		const helpers = new Proxy(context.helpers, {
			get: (target, name): unknown =>
				name === 'httpRequest' ? watched : Reflect.get(target, name),
		});
		return new Proxy(context, {
			get: (target, name): unknown => (name === 'helpers' ? helpers : Reflect.get(target, name)),
		});
	}

	/** Why there was no access, if that is what the client ended with; `undefined` where the API itself ended it. */
	async noAccess(error: unknown): Promise<NoAccess | undefined> {
		const sends = this.#sends;
		if (!sends) return undefined;
		const last = sends.at(-1);
		if (last?.error === UNDER_WAY) return undefined;
		const chain = causesOf(error);
		if (!last || !chain.includes(last.error)) return readNoAccess(chain, sends.length > 0);
		// The token that was to be new is the one that had just been refused.
		const isSame = sends.length > 1 && sends.at(-2)?.signature === last.signature;
		if (!isSame || property(property(last.error, 'response'), 'status') === undefined) {
			return undefined;
		}
		const told = await this.#storedError();
		if (typeof told === 'string' && told) return toldBy(told);
		return { access: 'open', said: 'the authorization server gave no new token' };
	}
}

/** An error and what caused it, the outermost first. */
function causesOf(error: unknown): unknown[] {
	const chain: unknown[] = [];
	for (let link = error; link !== undefined && !chain.includes(link); ) {
		chain.push(link);
		link = property(link, 'cause');
	}
	return chain;
}

/** The first of these properties in a chain of errors that is a text. */
const textIn = (chain: readonly unknown[], ...path: readonly string[]): string | undefined =>
	chain
		.map((link) => path.reduce(property, link))
		.find((value) => typeof value === 'string' && value !== '') as string | undefined;

/**
 * Error codes that end a grant: of RFC 6749, section 5.2, of OpenID Connect Core, section 3.1.2.6, and the own ones of GitHub
 * (docs.github.com: "Troubleshooting OAuth app access token request errors", `bad_refresh_token`) and Slack
 * (docs.slack.dev/authentication/using-token-rotation, `invalid_refresh_token`).
 */
const ENDS_GRANT = [
	'invalid_grant',
	'access_denied',
	'interaction_required',
	'consent_required',
	'login_required',
	'bad_refresh_token',
	'invalid_refresh_token',
];

/** Error codes that refuse the client (RFC 6749, section 5.2). */
const REFUSES_CLIENT = ['invalid_client', 'unauthorized_client'];

/** What an error code of an authorization server means for the connection. */
function accessEndingOf(code: string | undefined): AccessEnding {
	if (code !== undefined && ENDS_GRANT.includes(code)) return 'revoked';
	return code !== undefined && REFUSES_CLIENT.includes(code) ? 'client' : 'open';
}

/** An error answer of an authorization server (RFC 6749, section 5.2). */
const toldBy = (code: string, description?: string): NoAccess => ({
	access: accessEndingOf(code),
	said: `the authorization server said ${code}${description ? `: ${description}` : ''}`,
});

/** Codes of the own errors of n8n's client, which are none of the network: of an answer with an error code, and of any other. */
const CLIENT_CODES = ['EAUTH', 'ESTATUS'];

/** Reads an error that n8n's client ended with before, between or instead of its sends. */
function readNoAccess(chain: readonly unknown[], isRenewal: boolean): NoAccess | undefined {
	const [error] = chain;
	const message = textIn(chain, 'message') ?? String(error);
	const isWord = (words: RegExp) =>
		chain.some((link) => words.test(String(property(link, 'message'))));
	if (!isRenewal && isWord(NOT_CONNECTED)) return { access: 'notConnected', said: message };
	if (isWord(NO_REFRESH_TOKEN)) return { access: 'expired', said: message };
	if (isWord(TO_BE_RECONNECTED)) return { access: 'revoked', said: message };
	const oauthError = textIn(chain, 'body', 'error');
	if (oauthError !== undefined) {
		return toldBy(oauthError, textIn(chain, 'body', 'error_description'));
	}
	const status = chain
		.map((link) => property(link, 'status') ?? property(property(link, 'response'), 'status'))
		.find((value) => typeof value === 'number');
	if (typeof status === 'number') {
		const what = status < 300 ? `HTTP ${status} without a token` : `HTTP ${status}`;
		return { access: 'open', said: `the authorization server answered ${what}`, status };
	}
	const code = chain
		.map((link) => property(link, 'code'))
		.find((value) => typeof value === 'string' && !CLIENT_CODES.includes(value));
	if (typeof code === 'string') {
		return { access: 'open', said: `the authorization server did not answer: ${code}`, code };
	}
	return isRenewal ? { access: 'open', said: message } : undefined;
}
