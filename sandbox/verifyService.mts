/**
 * `npm run verify:service mailchimp`: a maintainer's check of a service's declaration against the real service.
 * The client id and secret come from the environment; a person authorizes in the browser; nothing is stored.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';

import { permissionsOf, scopes, scopesOf, services } from '../dist/index.js';
import type { Inquiry, Service } from '../dist/index.js';
import { addressIn, independentClient } from './independentClient.mts';

const PORT = 8976;

/** What has to be in the environment. */
function readEnvironment() {
	const { CLIENT_ID: id, CLIENT_SECRET: secret } = process.env;
	if (!id || !secret) {
		throw new Error(
			`Set CLIENT_ID and CLIENT_SECRET of an app whose redirect address is ${redirectUri}`,
		);
	}
	return { id, secret, redirectUri };
}

const redirectUri = `http://localhost:${PORT}/callback`;

/** Waits for the person to come back from the service, and gives the query of the callback. */
async function waitForCallback(): Promise<URLSearchParams> {
	const server = createServer().listen(PORT, 'localhost');
	try {
		for (;;) {
			const [request, response] = await once(server, 'request');
			const url = new URL(request.url, redirectUri);
			const isCallback = url.pathname === '/callback';
			response.writeHead(isCallback ? 200 : 404, { 'Content-Type': 'text/plain' });
			response.end(isCallback ? 'Done. Go back to the terminal.' : 'Not here.');
			if (isCallback) return url.searchParams;
		}
	} finally {
		server.close();
	}
}

/** Asks the service a question of its declaration with the new token. */
async function inquire(service: Service, token: string) {
	const { verify, account } = service.oauth2 ?? {};
	if (!verify || !account) throw new Error(`${service.displayName} has no OAuth 2.0 variant`);
	const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
	const ask = async ({ url, query }: Inquiry) => {
		const address = new URL(addressIn(service, url));
		address.search = new URLSearchParams(query).toString();
		return await fetch(address, { headers, redirect: 'manual' });
	};
	console.log(`Verify: HTTP ${(await ask(verify)).status} of ${verify.url}`);
	const answer = await ask(account);
	const { status } = answer;
	return account.parse(await answer.json(), {
		status,
		headers: Object.fromEntries(answer.headers),
		parts: {},
	});
}

async function main(name: string | undefined) {
	const service = services.find((declared) => declared.name === name);
	if (!service) {
		throw new Error(
			`Name a service: ${services.map((declared) => declared.name).join(', ')}. Given: ${name ?? 'nothing'}`,
		);
	}
	const client = independentClient(service, readEnvironment());
	const state = randomUUID();
	const requested = scopesOf(service, Object.keys(service.permissions));
	console.log(`Open this address and authorize:\n\n  ${client.authorizeUrl(state, requested)}\n`);
	const query = await waitForCallback();
	if (query.get('state') !== state) throw new Error('The callback has another state: stopped');
	const code = query.get('code');
	if (!code) throw new Error(`No code came back: ${query.get('error') ?? 'no error either'}`);
	const token = await client.exchange(code);
	const granted = typeof token.scope === 'string' ? scopes.parse(token.scope) : undefined;
	console.log('Account:', await inquire(service, String(token.access_token)));
	console.log('Granted:', granted ? permissionsOf(service, granted) : 'the service does not say');
	console.log('Fields of the token answer:', Object.keys(token).join(', '));
}

try {
	await main(process.argv[2]);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
