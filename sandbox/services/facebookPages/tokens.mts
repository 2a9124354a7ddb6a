import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { app } from './app.mts';
import type { Clock } from './clock.mts';
import { GraphError } from './graphError.mts';
import { type FacebookPage, NINETY_DAYS, type Person } from './state.mts';

/**
 * Why a token was taken back, by the error's subcode
 * (developers.facebook.com/docs/graph-api/guides/error-handling; roughike/flutter_facebook_login, issue 151).
 */
const REASONS = new Map([
	[458, 'Error validating access token: The user has not authorized application.'],
	[
		459,
		'Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.',
	],
	[
		460,
		'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
	],
	[
		464,
		'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
	],
	[
		467,
		'Error validating access token: This may be because the user logged out or may be due to a system error.',
	],
	[492, 'Error validating access token: The user is not an administrator of the page.'],
]);

/** An access token. */
export interface Token {
	readonly value: string;
	readonly kind: 'app' | 'user' | 'page';
	/** Whose it is, where a person authorized. */
	readonly person: Person | undefined;
	/** Which page it acts as. */
	readonly page: FacebookPage | undefined;
	readonly issuedAt: number;
	/** 0: it does not expire. */
	readonly expiresAt: number;
	/** When the data may no longer be seen though the token is valid; 0: never. */
	readonly dataAccessExpiresAt: number;
	/** The subcode with which it is refused, once it was taken back. */
	revoked: number | undefined;
}

const refused = (subcode: number | undefined, message: string) =>
	new GraphError(190, message, subcode === undefined ? {} : { subcode });

/** The tokens that were given out. */
export class Tokens {
	readonly #tokens = new Map<string, Token>();
	/** A page's token by the user's token that it came from. */
	readonly #pageTokens = new Map<string, Token>();
	readonly #clock: Clock;

	/** @param pages those whose own tokens are known from the start */
	constructor(clock: Clock, pages: readonly FacebookPage[]) {
		this.#clock = clock;
		for (const page of pages) {
			this.#add({ kind: 'page', page, person: undefined, lifetime: 0 }, page.accessToken);
		}
	}

	/**
	 * A new token in a person's name.
	 * @param lifetime in seconds; 0 for one that does not expire
	 */
	issueUserToken(person: Person, lifetime: number): Token {
		return this.#add({ kind: 'user', person, page: undefined, lifetime });
	}

	/** The app's own token. */
	issueAppToken(): Token {
		const value = `${app.id}|${app.secret}`;
		const given = { kind: 'app', person: undefined, page: undefined, lifetime: 0 } as const;
		return this.#tokens.get(value) ?? this.#add(given, value);
	}

	/**
	 * The token with which a person acts as a page, always the same for the same user's token. It does not expire
	 * where that one is long-lived (developers.facebook.com/docs/pages-api/getting-started).
	 */
	pageTokenOf(userToken: Token, page: FacebookPage, isLongLived: boolean): Token {
		const key = `${userToken.value} ${page.id}`;
		const known = this.#pageTokens.get(key);
		if (known) return known;
		const lifetime = isLongLived ? 0 : userToken.expiresAt - this.#clock.now;
		const token = this.#add({ kind: 'page', person: userToken.person, page, lifetime });
		this.#pageTokens.set(key, token);
		return token;
	}

	/**
	 * A token that was given out, or the app's id and secret, which are a token too.
	 * @throws GraphError 190 for one that is not valid
	 */
	validate(value: string): Token {
		const token = this.find(value);
		// home-assistant/core, issue 152416
		if (!token) throw refused(undefined, 'Invalid OAuth access token data.');
		if (token.revoked !== undefined) {
			throw refused(token.revoked, REASONS.get(token.revoked) ?? 'Error validating access token');
		}
		const { now } = this.#clock;
		if (token.expiresAt !== 0 && token.expiresAt <= now) {
			throw refused(
				463,
				`Error validating access token: Session has expired on ${new Date(token.expiresAt * 1000).toUTCString()}. The current time is ${new Date(now * 1000).toUTCString()}.`,
			);
		}
		return token;
	}

	/**
	 * Refuses a token whose person has not logged in to the app for 90 days (MrSwitch/hello.js, issue 548).
	 * @throws GraphError 190
	 */
	requireDataAccess({ dataAccessExpiresAt }: Token): void {
		if (dataAccessExpiresAt === 0 || dataAccessExpiresAt > this.#clock.now) return;
		throw refused(
			493,
			"The access token is invalid since the user hasn't engaged the app in longer than 90 days.",
		);
	}

	/** All that were given out, valid or not. */
	get given(): string[] {
		return [...this.#tokens.keys()];
	}

	/** A token that was given out, valid or not. */
	find(value: string): Token | undefined {
		if (value === `${app.id}|${app.secret}`) return this.issueAppToken();
		return this.#tokens.get(value);
	}

	/** Takes back every token of a person. */
	revoke(person: Person, subcode: number): void {
		for (const token of this.#tokens.values()) if (token.person === person) token.revoked = subcode;
	}

	#add(
		given: Pick<Token, 'kind' | 'person' | 'page'> & { lifetime: number },
		value = `EAA${randomBytes(48).toString('base64url')}`,
	): Token {
		const { lifetime, ...rest } = given;
		const issuedAt = this.#clock.now;
		const token: Token = {
			...rest,
			value,
			issuedAt,
			expiresAt: lifetime === 0 ? 0 : issuedAt + lifetime,
			dataAccessExpiresAt: given.person ? issuedAt + NINETY_DAYS : 0,
			revoked: undefined,
		};
		this.#tokens.set(value, token);
		return token;
	}
}

/** What an app sends to prove that it knows its secret (developers.facebook.com/docs/graph-api/guides/secure-requests). */
export const appSecretProof = (token: string) =>
	createHmac('sha256', app.secret).update(token).digest('hex');

/** Whether a proof is the one for a token. */
export function isProof(token: string, proof: string): boolean {
	const expected = Buffer.from(appSecretProof(token));
	const given = Buffer.from(proof);
	return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The status of a permission now; one that was not used for 90 days has expired. */
export function statusOf(person: Person, scope: string, now: number) {
	const permission = person.permissions.get(scope);
	if (permission?.status !== 'granted') return permission?.status;
	return now - permission.usedAt >= NINETY_DAYS ? 'expired' : 'granted';
}

/** What a token may do at this moment. */
export function scopesOf(token: Token, now: number): readonly string[] {
	const { person, page } = token;
	if (!person) return [...(page?.grantedScopes ?? [])];
	return [...person.permissions.keys()].filter(
		(scope) => statusOf(person, scope, now) === 'granted',
	);
}
