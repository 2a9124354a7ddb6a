import { generateKeyPairSync, randomBytes } from 'node:crypto';

import express, { type Express, type Request } from 'express';
import Provider, { type Configuration, type interactionPolicy as policies } from 'oidc-provider';
import { interactionPolicy } from 'oidc-provider';

import { memoryAdapter } from './memory.mts';
import type { Account } from './state.mts';

/** The one app that is registered. No secret: it exists on this machine's loopback only. */
export const client = { id: '635959587059', secret: '0da3e7744949e1406b7b250051ee1a95' };

/** oidc-provider grants nothing without a scope; Mailchimp has none. This one never leaves the server. */
const INNER_SCOPE = 'account';

const LOGIN_HOST = 'https://login.mailchimp.com';

/** The authorization server of the stand-in. */
export interface Authorization {
	readonly app: Express;
	/** The account that an access token belongs to, while it is valid. */
	accountOf(token: string): Promise<Account | undefined>;
	/** Takes back every token of an account, as removing the app in Mailchimp does. */
	revokeTokens(account: Account): void;
}

/** A person chooses the account each time: Mailchimp's users often have several. */
function askEachTime(): policies.DefaultPolicy {
	const policy = interactionPolicy.base();
	const login = policy.get('login');
	if (!login) throw new Error('oidc-provider has no login prompt');
	login.checks.add(
		new interactionPolicy.Check('each_time', 'the person chooses the account', (ctx) =>
			ctx.oidc.result?.login
				? interactionPolicy.Check.NO_NEED_TO_PROMPT
				: interactionPolicy.Check.REQUEST_PROMPT,
		),
	);
	return policy;
}

/** Seconds in a year: tokens that do not expire. */
const YEAR = 365 * 24 * 60 * 60;

/** Seconds that a person has for the consent page. */
const HOUR = 60 * 60;

function configuration(): Configuration {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return {
		adapter: memoryAdapter(),
		jwks: { keys: [privateKey.export({ format: 'jwk' })] },
		clients: [
			{
				client_id: client.id,
				client_secret: client.secret,
				grant_types: ['authorization_code'],
				response_types: ['code'],
				token_endpoint_auth_method: 'client_secret_post',
				// Only a native client's loopback address may have any port (RFC 8252, section 7.3).
				application_type: 'native',
				redirect_uris: [
					'http://127.0.0.1/rest/oauth2-credential/callback',
					'http://localhost/rest/oauth2-credential/callback',
					'http://localhost/callback',
				],
			},
		],
		routes: { authorization: '/oauth2/authorize', token: '/oauth2/token' },
		interactions: {
			policy: askEachTime(),
			url: (_ctx, interaction) => `/oauth2/consent/${interaction.uid}`,
		},
		findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
		scopes: [INNER_SCOPE],
		pkce: { required: () => false },
		features: { devInteractions: { enabled: false } },
		cookies: { keys: [randomBytes(16).toString('hex')] },
		ttl: {
			AccessToken: YEAR,
			AuthorizationCode: 60,
			Grant: YEAR,
			Interaction: HOUR,
			Session: HOUR,
		},
	};
}

const escape = (text: string) =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page on which a person chooses the account and allows or denies. */
function consentPage(uid: string, accounts: readonly Account[]): string {
	const choices = accounts.map(
		({ name, login }, index) =>
			`<label><input type="radio" name="account" value="${login.login_name}"${index === 0 ? ' checked' : ''}> ${escape(name)} <small>${login.email}</small></label>`,
	);
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Log in to Mailchimp (stand-in)</title>
<style>body{font:16px/1.5 sans-serif;background:#f4f1ea;display:grid;place-items:center;min-height:95vh}form{background:#fff;padding:2em 3em;border-radius:12px;max-width:26em}label{display:block;margin:.7em 0}small{color:#666}button{font:inherit;padding:.5em 1.5em;margin:1em .5em 0 0;border-radius:6px;border:1px solid #241c15;background:#fff}button[value=allow]{background:#ffe01b}</style>
<form method="post" action="/oauth2/consent/${encodeURIComponent(uid)}"><h1>Log in to Mailchimp</h1>
<p>This is a stand-in on your own machine. The app asks for full access to an account.</p>${choices.join('')}
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form></html>`;
}

/** The token of an Authorization header. The metadata endpoint documents the word OAuth; clients send Bearer as well. */
function tokenOf(request: Request): string {
	return /^(?:OAuth|Bearer) (.+)$/.exec(request.header('authorization') ?? '')?.[1] ?? '';
}

/**
 * Creates Mailchimp's authorization server: oidc-provider, a certified one, in Mailchimp's dress. Its quirks:
 * no scopes, tokens that do not expire, and a token answer without `token_type`
 * (mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/).
 */
export function createAuthorization(accounts: readonly Account[]): Authorization {
	const provider = new Provider(LOGIN_HOST, configuration());
	provider.proxy = true;
	const revoked = new Set<string>();
	provider.use(async (ctx, next) => {
		if (ctx.path === '/oauth2/authorize') {
			ctx.query = { ...ctx.query, scope: INNER_SCOPE };
			// Each authorization begins without a session: otherwise another account's would be ended, its grants with it.
			delete ctx.req.headers.cookie;
		}
		await next();
		const body: unknown = ctx.body;
		const isToken = ctx.path === '/oauth2/token' && ctx.status === 200;
		if (isToken && typeof body === 'object' && body !== null && 'access_token' in body) {
			ctx.body = { access_token: body.access_token, expires_in: 0, scope: null };
		}
	});

	const accountOf = async (token: string) => {
		const found = token ? await provider.AccessToken.find(token) : undefined;
		if (!found || revoked.has(found.grantId ?? '')) return undefined;
		return accounts.find(({ login }) => login.login_name === found.accountId);
	};

	/** Grants by account, so that an account's tokens can be taken back. */
	const grants = new Map<string, string[]>();
	const allow = async (login: string) => {
		const grant = new provider.Grant({ accountId: login, clientId: client.id });
		grant.addOIDCScope(INNER_SCOPE);
		const grantId = await grant.save();
		grants.set(login, [...(grants.get(login) ?? []), grantId]);
		return { login: { accountId: login }, consent: { grantId } };
	};

	const app = express();
	app.get('/oauth2/metadata', async (request, response) => {
		const account = await accountOf(tokenOf(request));
		if (!account) {
			response.status(401).json({ error: 'invalid_token' });
			return;
		}
		response.json({
			dc: account.dataCentre,
			role: account.role,
			accountname: account.name,
			user_id: account.userId,
			login: { ...account.login, avatar: null },
			login_url: LOGIN_HOST,
			api_endpoint: `https://${account.dataCentre}.api.mailchimp.com`,
		});
	});
	app.get('/oauth2/consent/:uid', (request, response) => {
		response.type('html').send(consentPage(request.params.uid, accounts));
	});
	app.post(
		'/oauth2/consent/:uid',
		express.urlencoded({ extended: false }),
		async (request, response) => {
			const { account, decision } = request.body;
			const isKnown = accounts.some(({ login }) => login.login_name === account);
			const result =
				decision === 'allow' && isKnown
					? await allow(account)
					: { error: 'access_denied', error_description: 'The person did not allow it' };
			await provider.interactionFinished(request, response, result);
		},
	);
	app.use(provider.callback());

	return {
		app,
		accountOf,
		revokeTokens: ({ login }) => {
			for (const grantId of grants.get(login.login_name) ?? []) revoked.add(grantId);
		},
	};
}
