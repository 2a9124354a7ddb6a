import { once } from 'node:events';
import { createServer } from 'node:http';

import { HttpsProxyAgent } from 'https-proxy-agent';
import type { CookieJar } from 'tough-cookie';

import { walkConsent } from '../../../sandbox/client/consent.mts';
import { independentClient } from '../../../sandbox/independentClient.mts';
import { freePort } from '../../../sandbox/ports.mts';
import { type Proxy, startProxy } from '../../../sandbox/proxy.mts';
import type { FacebookPagesStandIn } from '../../../sandbox/services/facebookPages/index.mts';
import { facebookPages } from '../../../services/facebookPages.ts';

/** What an authorization differs in. */
export interface LoginOptions {
	readonly account?: string;
	readonly scopes?: readonly string[];
	/** Boxes that the person unticks. */
	readonly untick?: readonly string[];
	readonly query?: Readonly<Record<string, string>>;
	readonly press?: 'Allow' | 'Deny';
	/** The cookies of the person's browser; a new browser each time when left out. */
	readonly jar?: CookieJar;
}

/** An app that authorizes with simple-oauth2, an OAuth 2.0 client that is not ours. */
export interface Login {
	/** What a person does on the consent page; gives the query with which the app is called back. */
	consent(options?: LoginOptions): Promise<Record<string, string>>;
	/** The page that an authorization shows, before anything is pressed. */
	page(options?: LoginOptions): Promise<string>;
	exchange(code: string | undefined, secret?: string): Promise<Record<string, unknown>>;
	/** From the dialog to the token. */
	tokenOf(options?: LoginOptions): Promise<string>;
	stop(): Promise<void>;
}

/** Starts the app and a proxy in front of the stand-in. */
export async function startLogin(standIn: FacebookPagesStandIn): Promise<Login> {
	const app = createServer((_request, response) => response.end('Done'));
	const port = await freePort();
	app.listen(port, 'localhost');
	await once(app, 'listening');
	const redirectUri = `http://localhost:${port}/rest/oauth2-credential/callback`;
	const proxy: Proxy = await startProxy({ standIns: [standIn] });

	const agent = new HttpsProxyAgent(proxy.url);
	// What is given to the constructor is for the proxy; these are for the host behind it.
	Object.assign(agent.options, { ca: proxy.authority.certificate });
	const client = (secret = standIn.clientSecret) =>
		independentClient(facebookPages, { id: standIn.clientId, secret, redirectUri }, { agent });

	const start = ({ scopes = ['pages_show_list'], query }: LoginOptions) =>
		new URL(client().authorizeUrl('any', scopes, query));

	const arrive = async (options: LoginOptions) => {
		const { account = 'freddie', untick = [], press = 'Allow', jar } = options;
		const unticked = Object.fromEntries(untick.map((scope) => [`scope:${scope}`, '']));
		const cookies = { url: redirectUri, header: '' };
		return await walkConsent(
			start(options),
			{ fields: { account, ...unticked }, press },
			{ proxy, cookies, ...(jar ? { jar } : {}) },
		);
	};

	const consent: Login['consent'] = async (options = {}) =>
		Object.fromEntries((await arrive(options)).url.searchParams);

	const exchange: Login['exchange'] = async (code = '', secret) =>
		await client(secret).exchange(code);

	return {
		consent,
		exchange,
		page: async (options = {}) => {
			const target = start(options);
			const first = await fetch(`${standIn.url}${target.pathname}${target.search}`, {
				redirect: 'manual',
				headers: { 'x-forwarded-host': 'www.facebook.com', 'x-forwarded-proto': 'https' },
			});
			const location = first.headers.get('location');
			if (location === null) return await first.text();
			const cookie = first.headers
				.getSetCookie()
				.map((line) => line.split(';')[0])
				.join('; ');
			const { pathname } = new URL(location, standIn.url);
			return await (await fetch(`${standIn.url}${pathname}`, { headers: { cookie } })).text();
		},
		tokenOf: async (options = {}) => {
			const { code } = await consent(options);
			return String((await exchange(code)).access_token);
		},
		stop: async () => {
			await proxy.stop();
			app.closeAllConnections();
			app.close();
		},
	};
}
