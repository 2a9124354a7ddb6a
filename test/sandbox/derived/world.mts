/** Every derived stand-in behind one proxy, and an app that asks them as a declaration says. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import { HttpsProxyAgent } from 'https-proxy-agent';
import { ClientCredentials } from 'simple-oauth2';
import { fetch } from 'undici';

import { basic, keySignature, tokenSignature } from '../../../connection/request/signing.ts';
import type { Inquiry, Revocation, Service, Variant } from '../../../connection/model/service.ts';
import { walkConsent } from '../../../sandbox/client/consent.mts';
import { addressIn, independentClient } from '../../../sandbox/independentClient.mts';
import { agentThrough, startProxy } from '../../../sandbox/proxy.mts';
import { addressOf, heldBy } from '../../../sandbox/services/derived/declaration.mts';
import { startDerived } from '../../../sandbox/services/derived/index.mts';
import { fill } from '../../../sandbox/services/derived/texts.mts';

/** What an authorization differs in. */
export interface ConsentOptions {
	readonly scopes?: readonly string[];
	/** Scopes that the person unticks. */
	readonly untick?: readonly string[];
	readonly press?: 'Allow' | 'Deny';
	/** What stands between two scopes, where it is not what the declaration says. */
	readonly separator?: string;
}

/** A token answer of any form. */
export type TokenAnswer = Readonly<Record<string, unknown>>;

/** Starts a stand-in for each of these services, and the proxy in front of them. */
export async function startWorld(services: readonly Service[]) {
	const callback = createServer((_request, response) => response.end('Done'));
	callback.listen(0, 'localhost');
	await once(callback, 'listening');
	const address = callback.address();
	if (typeof address !== 'object' || address === null) throw new Error('The app has no port');
	const redirectUri = `http://localhost:${address.port}/callback`;

	const standIns = await startDerived(services);
	const proxy = await startProxy({ standIns: [standIns] });
	const dispatcher = agentThrough(proxy);
	const agent = new HttpsProxyAgent(proxy.url);
	// What is given to the constructor is for the proxy; these are for the host behind it.
	Object.assign(agent.options, { ca: proxy.authority.certificate });

	const standIn = (service: Service) => standIns.of(service);
	const heldFor = (service: Service) => standIn(service).fieldsOf('oauth2');

	/** The independent client of a service's app. */
	const client = (service: Service, secret = standIn(service).appOf('oauth2').secret) => {
		const { id } = standIn(service).appOf('oauth2');
		return independentClient(service, { id, secret, redirectUri }, { agent }, heldFor(service));
	};

	/** A person's consent; gives what the app is told, and the proof for the exchange. */
	const consent = async (service: Service, options: ConsentOptions = {}) => {
		const { oauth2 } = service;
		if (!oauth2) throw new Error(`${service.displayName} has no OAuth 2.0 variant`);
		const { scopes = [], untick = [], press = 'Allow' } = options;
		const { always = [], parameter, separator = ' ' } = oauth2.scopes ?? {};
		const all = parameter ? always : [...always, ...scopes];
		const [identity] = Object.values(oauth2.identities ?? {});
		const verifier = randomBytes(32).toString('base64url');
		const challenge = createHash('sha256').update(verifier).digest('base64url');
		const query = {
			...(parameter ? { [parameter]: scopes.join(separator) } : {}),
			...(oauth2.pkce ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
		};
		const start = new URL(client(service).authorizeUrl('any-state', all, query));
		if (options.separator) start.searchParams.set('scope', all.join(options.separator));
		if (identity && identity.parameter !== 'scope') {
			start.searchParams.set(identity.parameter, start.searchParams.get('scope') ?? '');
		}
		const fields = Object.fromEntries(untick.map((scope) => [`scope:${scope}`, '']));
		const cookies = { url: redirectUri, header: '' };
		const arrival = await walkConsent(start, { fields, press }, { proxy, cookies });
		return {
			...arrival,
			query: Object.fromEntries(arrival.url.searchParams),
			proof: oauth2.pkce ? { code_verifier: verifier } : {},
		};
	};

	/** From the consent page to the token. */
	const connect = async (service: Service, options: ConsentOptions = {}): Promise<TokenAnswer> => {
		const { query, proof, html, status } = await consent(service, options);
		if (!query.code) throw new Error(`No code came back: ${status} ${html} ${query.error ?? ''}`);
		return await client(service).exchange(query.code, proof);
	};

	/** The token that an app gets for itself. */
	const ownToken = async (service: Service): Promise<TokenAnswer> => {
		const { clientCredentials } = service;
		if (!clientCredentials) throw new Error(`${service.displayName} has no client credentials`);
		const token = new URL(
			addressIn(
				service,
				clientCredentials.tokenUrl,
				'clientCredentials',
				standIn(service).fieldsOf('clientCredentials'),
			),
		);
		const { always } = clientCredentials.scopes ?? {};
		const app = new ClientCredentials({
			client: standIn(service).appOf('clientCredentials'),
			auth: { tokenHost: token.origin, tokenPath: token.pathname },
			options: { authorizationMethod: clientCredentials.clientAuthentication },
			http: { agent },
		});
		return (await app.getToken(always ? { scope: [...always] } : {})).token;
	};

	/** Asks what a declaration says, signed with a token or key. */
	const ask = async (
		service: Service,
		variant: Variant,
		about: Inquiry | Revocation,
		{ secret, refreshToken = '' }: { readonly secret: string; readonly refreshToken?: string },
	) => {
		const { parts, fields } = heldBy(service, variant, secret);
		const { id, secret: clientSecret } = standIn(service).appOf(variant);
		const held = {
			...fields,
			...parts,
			...(variant === 'apiKey' ? { key: secret } : { token: secret, refreshToken }),
			clientId: id,
			clientSecret,
		};
		const texts = (given: Readonly<Record<string, string>> = {}) =>
			Object.fromEntries(Object.entries(given).map(([name, text]) => [name, fill(text, held)]));
		const signature =
			variant === 'apiKey'
				? keySignature(service, secret, held)
				: tokenSignature(service, variant, secret);
		const signed = {
			connection: signature,
			client: { headers: { Authorization: basic(id, clientSecret) }, query: {} },
			none: { headers: {}, query: {} },
		}[about.sign ?? 'connection'];
		const url = new URL(fill(addressOf(service, about.url), held));
		url.search = new URLSearchParams({ ...texts(about.query), ...signed.query }).toString();
		const isForm = (about.encoding ?? service.request?.body) === 'form';
		const body = typeof about.body === 'function' ? undefined : about.body && texts(about.body);
		const common = texts(service.request?.headers);
		const ofPart = Object.entries(common).filter(([, value]) => value && !/\{\w+\}/.test(value));
		const response = await fetch(url, {
			method: about.method ?? ('ends' in about ? 'DELETE' : 'GET'),
			headers: {
				...Object.fromEntries(ofPart),
				...signed.headers,
				...(body
					? { 'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }
					: {}),
			},
			...(body
				? { body: isForm ? new URLSearchParams(body).toString() : JSON.stringify(body) }
				: {}),
			dispatcher,
		});
		const answer: unknown = await response.json();
		return { status: response.status, headers: Object.fromEntries(response.headers), answer };
	};

	/** Fetches for a client of the vendor, which thinks that it speaks with the vendor. */
	const through: typeof globalThis.fetch = async (input, init) => {
		const request = new Request(input, init);
		const body = await request.text();
		const { status, headers, ...response } = await fetch(request.url, {
			method: request.method,
			headers: Object.fromEntries(request.headers),
			...(body ? { body } : {}),
			dispatcher,
		}).then(async (given) => ({
			status: given.status,
			headers: given.headers,
			text: await given.text(),
		}));
		return new Response(response.text, { status, headers: Object.fromEntries(headers) });
	};

	return {
		through,
		standIn,
		client,
		consent,
		connect,
		ownToken,
		ask,
		stop: async () => {
			await dispatcher.close();
			await proxy.stop();
			await standIns.stop();
			callback.closeAllConnections();
			callback.close();
		},
	};
}
