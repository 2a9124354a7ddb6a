import express, { type Express, type Request } from 'express';
import type Provider from 'oidc-provider';
import { z } from 'zod';

import { createProvider } from '../shared/provider.mts';
import { readCredentials } from './api/access.mts';
import { consentPage } from './consentPage.mts';
import type { Account } from './state.mts';

/** The one app that is registered. No secret: it exists on this machine's loopback only. */
export const client = { id: '635959587059', secret: '0da3e7744949e1406b7b250051ee1a95' };

/** oidc-provider grants nothing without a scope; Mailchimp has none. This one never leaves the server. */
const INNER_SCOPE = 'account';

const LOGIN_HOST = 'https://login.mailchimp.com';

/** Seconds in a year: tokens that do not expire. */
const YEAR = 365 * 24 * 60 * 60;

/** The authorization server of the stand-in. */
export interface Authorization {
	readonly app: Express;
	/** The account that an access token belongs to, while it is valid. */
	accountOf(token: string): Promise<Account | undefined>;
	/** Takes back every token of an account, as removing the app in Mailchimp does. */
	revokeTokens(account: Account): Promise<void>;
}

/**
 * oidc-provider in Mailchimp's dress: no scopes, and a token answer of `access_token`, `expires_in: 0` and
 * `scope: null` (requests/requests-oauthlib, pull request 169; mailchimp/OAuth2-sample-apps: php5/), with neither
 * `token_type` nor a refresh token.
 */
function createMailchimpProvider(): Provider {
	const provider = createProvider({
		issuer: LOGIN_HOST,
		displayName: 'Mailchimp',
		client,
		scopes: [INNER_SCOPE],
		paths: {
			authorization: '/oauth2/authorize',
			token: '/oauth2/token',
			consent: '/oauth2/consent',
		},
		ttl: { code: 60, token: YEAR },
	});
	const tokenAnswer = z.object({ access_token: z.string() });
	provider.use(async (ctx, next) => {
		if (ctx.path === '/oauth2/authorize') ctx.query = { ...ctx.query, scope: INNER_SCOPE };
		await next();
		if (ctx.path !== '/oauth2/token') return;
		const answer = tokenAnswer.safeParse(ctx.body);
		if (answer.success) ctx.body = { ...answer.data, expires_in: 0, scope: null };
	});
	return provider;
}

/**
 * What the metadata endpoint answers
 * (`NangoHQ/nango: packages/server/lib/hooks/connection/providers/mailchimp/types.ts`).
 */
const metadataOf = ({ dataCentre, role, name, userId, login }: Account) => ({
	dc: dataCentre,
	role,
	accountname: name,
	user_id: userId,
	login: { ...login, avatar: null },
	login_url: LOGIN_HOST,
	api_endpoint: `https://${dataCentre}.api.mailchimp.com`,
});

/**
 * The token of a request for metadata: after the word OAuth, as Mailchimp documents it, or after Bearer, as
 * next-auth sends it (`nextauthjs/next-auth: packages/core/src/providers/mailchimp.ts`, whose `userinfo` is this
 * endpoint).
 */
function tokenOf(request: Request): string {
	const { scheme, secret } = readCredentials(request.header('authorization'));
	return scheme === 'OAuth' || scheme === 'Bearer' ? secret : '';
}

const decisionSchema = z.object({ account: z.string(), decision: z.enum(['allow', 'deny']) });

/** Creates Mailchimp's authorization server, for the accounts that a person can choose from. */
export function createAuthorization(accounts: readonly Account[]): Authorization {
	const provider = createMailchimpProvider();
	/** The ids of grants by login name, so that an account's tokens can be taken back. */
	const grants = new Map<string, string[]>();

	const accountOf = async (token: string) => {
		const found = token ? await provider.AccessToken.find(token) : undefined;
		return accounts.find(({ login }) => login.login_name === found?.accountId);
	};

	/** What the person decided, as oidc-provider takes it. */
	const resultOf = async (form: unknown) => {
		const { account, decision } = decisionSchema.parse(form);
		if (decision === 'deny') {
			return { error: 'access_denied', error_description: 'The person did not allow it' };
		}
		const grant = new provider.Grant({ accountId: account, clientId: client.id });
		grant.addOIDCScope(INNER_SCOPE);
		const grantId = await grant.save();
		grants.set(account, [...(grants.get(account) ?? []), grantId]);
		return { login: { accountId: account }, consent: { grantId } };
	};

	const app = express();
	app.get('/oauth2/metadata', async (request, response) => {
		const account = await accountOf(tokenOf(request));
		// An invalid token is answered with status 200 as well (`airbytehq/airbyte:
		// airbyte-integrations/connectors/source-mailchimp/source_mailchimp/source.py`).
		response.json(account ? metadataOf(account) : { error: 'invalid_token' });
	});
	const consentPath = '/oauth2/consent/:uid';
	app.get(consentPath, (request, response) => {
		response.type('html').send(consentPage(request.path, accounts));
	});
	app.post(consentPath, express.urlencoded({ extended: false }), async (request, response) => {
		await provider.interactionFinished(request, response, await resultOf(request.body));
	});
	app.use(provider.callback());

	return {
		app,
		accountOf,
		revokeTokens: async ({ login }) => {
			const ids = grants.get(login.login_name) ?? [];
			await Promise.all(ids.map((id) => provider.AccessToken.revokeByGrantId(id)));
		},
	};
}
