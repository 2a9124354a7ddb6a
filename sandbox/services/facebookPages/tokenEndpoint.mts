import { z } from 'zod';

import { app } from './app.mts';
import type { Authorization } from './authorization.mts';
import { DAY } from './clock.mts';
import { GraphError, invalidParameter } from './graphError.mts';
import { CODE_PATH } from './provider.mts';
import type { Tokens } from './tokens.mts';

/** An hour or two (developers.facebook.com/docs/facebook-login/guides/access-tokens). */
export const SHORT_LIVED = 60 * 60;

/** What a long-lived token's answer says (developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived). */
const LONG_LIVED = 5183944;

/** Whether a token lives longer than a few hours. */
export const isLongLived = ({ issuedAt, expiresAt }: { issuedAt: number; expiresAt: number }) =>
	expiresAt === 0 || expiresAt - issuedAt > DAY;

const oauthAnswer = z.object({ access_token: z.string() });

/** What is said of a code that cannot be exchanged. */
const PROBLEMS = {
	unknown: () => new GraphError(100, 'Invalid verification code format.'),
	used: () => new GraphError(100, 'This authorization code has been used.'),
	elsewhere: () =>
		new GraphError(
			100,
			'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
			{ subcode: 36008 },
		),
};

const bearer = (access_token: string, expires_in?: number) => ({
	access_token,
	token_type: 'bearer',
	...(expires_in === undefined ? {} : { expires_in }),
});

/**
 * The Graph API's `oauth/access_token`: neither a scope nor a refresh token is in what it answers. Its errors for a
 * wrong app, secret or code are quoted in geek-answers.imtqy.com/articles/1460522, the one for another address
 * in prodopsy.com (36008), the one for a used code in laravel/socialite, issue 385.
 */
export class TokenEndpoint {
	readonly #tokens: Tokens;
	readonly #authorization: Authorization;
	readonly #settings: { readonly shortLived: number };

	/** @param settings may be changed while it runs */
	constructor(tokens: Tokens, authorization: Authorization, settings: { shortLived: number }) {
		this.#settings = settings;
		this.#tokens = tokens;
		this.#authorization = authorization;
	}

	/**
	 * Answers a request for a token.
	 * @param parameters of the query and the body together
	 * @param ownUrl of the stand-in, where oidc-provider is
	 * @throws GraphError
	 */
	async answer(parameters: Readonly<Record<string, string>>, ownUrl: string): Promise<object> {
		const { grant_type = 'authorization_code', client_id, client_secret } = parameters;
		if (client_id !== app.id) {
			throw new GraphError(
				101,
				'Error validating application. Cannot get application info due to a system error.',
			);
		}
		if (client_secret !== app.secret) {
			throw new GraphError(1, 'Error validating client secret.');
		}
		switch (grant_type) {
			case 'client_credentials':
				return bearer(this.#tokens.issueAppToken().value);
			case 'fb_exchange_token':
				return this.#exchangeToken(parameters['fb_exchange_token']);
			case 'authorization_code':
				return await this.#exchangeCode(parameters, ownUrl);
			default:
				throw new GraphError(
					100,
					`Invalid grant_type: '${grant_type}'. Supported types: authorization_code, client_credentials, fb_exchange_token`,
				);
		}
	}

	/** A long-lived token for one that is still valid. */
	#exchangeToken(value: string | undefined): object {
		if (!value) throw invalidParameter('The parameter fb_exchange_token is required');
		const { person } = this.#tokens.validate(value);
		if (!person) throw invalidParameter('The token is not the one of a user');
		return bearer(this.#tokens.issueUserToken(person, LONG_LIVED).value, LONG_LIVED);
	}

	async #exchangeCode(
		{ code = '', redirect_uri = '' }: Readonly<Record<string, string>>,
		ownUrl: string,
	): Promise<object> {
		const problem = await this.#authorization.problemOf(code, redirect_uri);
		if (problem) throw PROBLEMS[problem]();
		const answer = await fetch(new URL(CODE_PATH, ownUrl), {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'authorization_code',
				client_id: app.id,
				client_secret: app.secret,
				code,
				redirect_uri,
			}),
		});
		const { access_token } = oauthAnswer.parse(await answer.json());
		const person = await this.#authorization.personOf(access_token);
		if (!person) throw new Error('A token was given for nobody');
		const { shortLived } = this.#settings;
		return bearer(this.#tokens.issueUserToken(person, shortLived).value, shortLived);
	}
}
