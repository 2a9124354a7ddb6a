/** What the tests with several workers rely on: that the Ledger is as strict with its tokens as they say. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { HttpsProxyAgent } from 'https-proxy-agent';
import { fetch } from 'undici';

import { serviceSchema } from '../../connection/model/schema.ts';
import { walkConsent } from '../../sandbox/client/consent.mts';
import { addressIn, independentClient } from '../../sandbox/independentClient.mts';
import { freePort } from '../../sandbox/ports.mts';
import { agentThrough, type Proxy, startProxy } from '../../sandbox/proxy.mts';
import { ledger as service } from './fixtures/ledger/service.ts';
import {
	client as app,
	type LedgerStandIn,
	startLedger,
	TOKEN_LIFE,
} from './fixtures/ledger/standIn.mts';

let ledger: LedgerStandIn;
let proxy: Proxy;
let redirectUri: string;

/** Where the person is sent back to. */
const callback = createServer((_request, response) => response.end('Done'));

beforeAll(async () => {
	const port = await freePort();
	callback.listen(port, 'localhost');
	await once(callback, 'listening');
	redirectUri = `http://localhost:${port}/callback`;
	ledger = await startLedger();
	proxy = await startProxy({ standIns: [ledger] });
});

afterAll(async () => {
	await proxy.stop();
	await ledger.stop();
	callback.close();
});

/** A client that is not ours, behind the proxy. */
function createClient() {
	const agent = new HttpsProxyAgent(proxy.url);
	// What is given to the constructor is for the proxy; these are for the host behind it.
	Object.assign(agent.options, { ca: proxy.authority.certificate });
	return independentClient(service, { ...app, redirectUri }, { agent });
}

type LedgerClient = ReturnType<typeof createClient>;

/** What the person's consent gives. */
async function authorize(client: LedgerClient) {
	const { url } = await walkConsent(
		new URL(client.authorizeUrl('any-state', ['entries'])),
		{ press: 'Allow' },
		{ proxy, cookies: { url: redirectUri, header: '' } },
	);
	return await client.exchange(url.searchParams.get('code') ?? '');
}

/** The status with which the Ledger answers a token. */
async function statusFor({ access_token }: Readonly<Record<string, unknown>>): Promise<number> {
	const dispatcher = agentThrough(proxy);
	try {
		const headers = { Authorization: `Bearer ${String(access_token)}` };
		const answer = await fetch(addressIn(service, '/me'), { headers, dispatcher });
		await answer.text();
		return answer.status;
	} finally {
		await dispatcher.close();
	}
}

describe('the Ledger', () => {
	it('is a service as the model allows one', () => {
		expect(() => serviceSchema.parse(service)).not.toThrow();
	});

	it('takes an access token for some seconds only, and gives another for the refresh token', async () => {
		const client = createClient();
		const first = await authorize(client);
		expect(await statusFor(first)).toBe(200);
		await sleep((TOKEN_LIFE + 1) * 1_000);
		expect(await statusFor(first)).toBe(401);
		const second = await client.refresh(first);
		expect(second['refresh_token']).not.toBe(first['refresh_token']);
		expect(await statusFor(second)).toBe(200);
	});

	it('takes back the whole grant when a refresh token is used twice', async () => {
		const client = createClient();
		const first = await authorize(client);
		const second = await client.refresh(first);
		await expect(client.refresh(first)).rejects.toMatchObject({
			data: { payload: { error: 'invalid_grant' } },
		});
		expect(await statusFor(second)).toBe(401);
		await expect(client.refresh(second)).rejects.toMatchObject({
			data: { payload: { error: 'invalid_grant' } },
		});
		expect(
			ledger.refreshes.slice(-3).map(({ outcome, usedBefore }) => ({ outcome, usedBefore })),
		).toEqual([
			{ outcome: 'ok', usedBefore: 0 },
			{ outcome: 'invalid_grant', usedBefore: 1 },
			{ outcome: 'invalid_grant', usedBefore: 0 },
		]);
	});
});
