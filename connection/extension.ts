/**
 * Exchanges the short-lived token of a connection for a long-lived one, where the service has no refresh tokens but such an
 * exchange.
 *
 * Only n8n stores tokens: when somebody connects, and when its own OAuth 2.0 client has got a new one. So that client makes
 * the exchange, as it gets the token of an app (RFC 6749, section 4.4), with the grant type and the token in
 * `additionalBodyProperties`, its property for more of that request (n8n-core (npm): request-helpers/oauth.js;
 * `@n8n/client-oauth2` (npm): credentials-flow.js). The app proves itself in the body or the header, as always. n8n stores
 * nothing when the service refuses, and asks once when several processes want the same.
 */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { z } from 'zod';

import { resolve } from './model/address';
import type { Service, Variant } from './model/service';
import { variantOf } from './model/service';
import { property } from './request/answer';
import { within } from './request/timeout';
import type { NodeContext } from './request/transport';
import type { Session } from './session';
import { readConnection } from './session';

/** Seconds. A token that was given for longer is long-lived. */
const SHORT = 24 * 60 * 60;

/** A short-lived token as n8n stores it. */
const shortLived = z
	.object({
		access_token: z.string().min(1),
		expires_in: z.coerce.number().positive().max(SHORT),
		n8n_expires_at: z.coerce.number(),
	})
	.passthrough();

/** A short-lived token, and what is sent in exchange for a longer one. */
interface Exchange {
	readonly token: z.output<typeof shortLived>;
	readonly body: Readonly<Record<string, string>>;
}

/** The exchange that a connection could make: none with a token that has expired. */
function exchangeOf({ service, variant, credentials }: Session): Exchange | undefined {
	const { extension } = (variant === 'oauth2' && service.oauth2) || {};
	const { data: token } = shortLived.safeParse(credentials.oauthTokenData);
	if (!extension || !token || token.n8n_expires_at <= Date.now()) return undefined;
	const { grantType, parameter } = extension;
	return { token, body: { grant_type: grantType, [parameter]: token.access_token } };
}

/** Whether the connection goes on with a short-lived token, since the service gave no longer one. */
export const isShortLived = (session: Session): boolean => exchangeOf(session) !== undefined;

/** Milliseconds after which the service is asked again. */
const PAUSE = 5 * 60_000;

/** When the service was last asked, by connection. */
const asked = new Map<string, number>();

/** Whether the service was not asked for a while; notes that it is asked now. */
function mayAsk(key: string): boolean {
	const now = Date.now();
	if (now - (asked.get(key) ?? 0) < PAUSE) return false;
	asked.set(key, now);
	return true;
}

/** The connection as n8n's client has to see it for the exchange. */
function asExchange(
	{ service, credentials, knownParts }: Session,
	{ token, body }: Exchange,
): ICredentialDataDecryptedObject {
	const { tokenUrl } = variantOf(service, 'oauth2');
	return {
		...credentials,
		grantType: 'clientCredentials',
		scope: '',
		// The secret of the app goes to no other address, whatever the connection holds.
		accessTokenUrl: resolve(service, tokenUrl, knownParts),
		additionalBodyProperties: JSON.stringify(body),
		// n8n adds what it gets. A long-lived token of which no end is told must not keep the one of the short-lived token.
		oauthTokenData: { ...token, expires_in: undefined, n8n_expires_at: undefined },
	};
}

/** The context, which gives these credentials. */
const giving = (context: NodeContext, credentials: ICredentialDataDecryptedObject): NodeContext =>
	new Proxy(context, {
		get: (target, name): unknown =>
			name === 'getCredentials' ? async () => credentials : Reflect.get(target, name),
	});

/** What the service, or else n8n's client, said, without secrets. */
function saidBy({ service, subject }: Session, error: unknown): string {
	const { detail } = service.parseError(property(error, 'body')) ?? {};
	const said = detail ?? (error instanceof Error ? error.message : String(error));
	return subject('').redact(said);
}

/**
 * Has n8n replace a short-lived token by a long-lived one. Where that fails, the log says why, and the service is asked again
 * later.
 * @returns whether n8n has stored another token
 */
async function extend(session: Session, exchange: Exchange): Promise<boolean> {
	const { context, service, credentialType, name, timeout } = session;
	try {
		const exchanging = giving(context, asExchange(session, exchange));
		await within(
			timeout,
			undefined,
			async () => await context.helpers.refreshOAuth2Token.call(exchanging, credentialType),
		);
		return true;
	} catch (error) {
		context.logger.warn(
			`${service.displayName} gave the connection "${name}" no long-lived token: ${saidBy(session, error)}`,
		);
		return false;
	}
}

/**
 * Reads what n8n stores of a connection, after its short-lived token was exchanged, where the service has an exchange. Where
 * it has none, or gave no other token, the connection goes on with the token that it has.
 * @throws as {@link readConnection} does
 */
export async function readLasting(
	context: NodeContext,
	service: Service,
	variant: Variant,
): Promise<Session> {
	const session = await readConnection(context, service, variant);
	const exchange = exchangeOf(session);
	// An older n8n does not have the helper (1.119 does): the token stays.
	const mayExtend = exchange && 'refreshOAuth2Token' in context.helpers && mayAsk(session.key);
	if (!mayExtend || !(await extend(session, exchange))) return session;
	return await readConnection(context, service, variant);
}
