/** n8n's own client of OAuth 2.0, and a token endpoint: how a token of an hour becomes one of 60 days. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { jest } from '@jest/globals';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../connection/connection.ts';
import { defineService, type Service, variantOf } from '../../connection/model/service.ts';
import { freePort } from '../../sandbox/ports.mts';
import { type Proxy, startProxy } from '../../sandbox/proxy.mts';
import { answer, held, host, markers, pages } from '../builders.ts';

const HOUR = 3600;
const SIXTY_DAYS = 5_183_944;
const LONG = 'MARKER-long-lived-token';

const service: Service = defineService({
	...pages,
	oauth2: {
		...variantOf(pages, 'oauth2'),
		extension: { grantType: 'fb_exchange_token', parameter: 'fb_exchange_token' },
	},
});

/** An answer of the token endpoint; none breaks the connection off, `silence` leaves it open. */
type TokenAnswer = readonly [status: number, body: string] | 'silence' | undefined;

const given = (members: object): TokenAnswer => [
	200,
	JSON.stringify({ access_token: LONG, token_type: 'bearer', ...members }),
];

/** What Facebook says to a token that it does not take. */
const refused: TokenAnswer = [
	400,
	JSON.stringify({ error: { code: 190, message: `Session ${markers.grant} has expired` } }),
];

let server: Server;
let proxy: Proxy;
let respond: TokenAnswer;
/** Answers that somebody waits for. */
const silent: ServerResponse[] = [];
let asked: Array<readonly [url: string, form: Record<string, string>]>;
const { HTTPS_PROXY } = process.env;

beforeAll(async () => {
	server = createServer((request, response) => {
		void text(request).then((body) => {
			const { method = '', headers, url = '' } = request;
			const form = Object.fromEntries(new URLSearchParams(body));
			asked.push([`${method} https://${headers.host}${url}`, form]);
			if (respond === 'silence') silent.push(response);
			else if (!respond) response.destroy();
			else response.writeHead(respond[0], { 'content-type': 'application/json' }).end(respond[1]);
		});
	});
	const port = await freePort();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const answers = (hostname: string) => hostname === 'graph.pages.example';
	proxy = await startProxy({ standIns: [{ answers, url: `http://127.0.0.1:${port}` }] });
	process.env['HTTPS_PROXY'] = proxy.url;
});

beforeEach(() => {
	asked = [];
	respond = given({ expires_in: SIXTY_DAYS });
});

afterEach(() => {
	for (const response of silent.splice(0)) response.writeHead(503).end();
	jest.restoreAllMocks();
	expect(proxy.refusals()).toEqual([]);
});

afterAll(async () => {
	if (HTTPS_PROXY === undefined) delete process.env['HTTPS_PROXY'];
	else process.env['HTTPS_PROXY'] = HTTPS_PROXY;
	await proxy.stop();
	server.closeAllConnections();
	server.close();
});

/** The ends of a new token. */
const lasting = (seconds: number) => ({
	expires_in: seconds,
	n8n_expires_at: String(Date.now() + seconds * 1000),
});

let connections = 0;

/** A node with a connection of its own, which holds a token that ends like this. */
function connected(ends: object = lasting(HOUR), of = service) {
	const credentials: ICredentialDataDecryptedObject = held.pages({
		grantType: 'authorizationCode',
		authentication: 'body',
		// What is stored here is no address of the service.
		accessTokenUrl: 'https://elsewhere.example/token',
		ignoreSSLIssues: true,
		oauthTokenData: { access_token: markers.grant, token_type: 'bearer', ...ends },
	});
	connections += 1;
	const { context, logged } = host({
		service: of,
		credentials,
		id: `extension-${connections}`,
		ownClient: true,
		script: ({ headers }) => answer(200, { signed: headers?.['Authorization'] }),
	});
	const open = async () => await openConnection(context, of);
	return { open, logged, stored: () => credentials.oauthTokenData };
}

/** What signs a request of a connection. */
const signatureOf = async (connection: Awaited<ReturnType<typeof openConnection>>) =>
	(await connection.request({ method: 'GET', path: '/me' }, z.object({ signed: z.string() })))
		.signed;

describe('a token of an hour', () => {
	it('is exchanged for one of 60 days before the connection is used', async () => {
		const { open, stored, logged } = connected();
		const connection = await open();
		expect(await signatureOf(connection)).toBe(`Bearer ${LONG}`);
		expect(connection.isShortLived).toBe(false);
		expect(stored()).toEqual({
			access_token: LONG,
			token_type: 'bearer',
			expires_in: SIXTY_DAYS,
			n8n_expires_at: expect.any(String),
		});
		const { token } = await connection.endings();
		const left = token instanceof Date ? token.getTime() - Date.now() : 0;
		expect(left).toBeGreaterThan((SIXTY_DAYS - 60) * 1000);
		expect(logged).toEqual([]);
	});

	it("is sent with the app's secret to the token endpoint of the service, once, and in the body", async () => {
		const { open } = connected();
		await Promise.all([open(), open(), open()]);
		await open();
		expect(asked).toEqual([
			[
				'POST https://graph.pages.example/v26.0/oauth/access_token',
				{
					grant_type: 'fb_exchange_token',
					fb_exchange_token: markers.grant,
					client_id: 'client-id-of-pages',
					client_secret: markers.client,
				},
			],
		]);
	});

	it('is exchanged for one whose end is not told', async () => {
		respond = given({});
		const { open, stored } = connected();
		expect(await signatureOf(await open())).toBe(`Bearer ${LONG}`);
		expect(stored()).toEqual({ access_token: LONG, token_type: 'bearer' });
	});

	it.each<readonly [string, TokenAnswer, RegExp]>([
		['refuses it', refused, /: Session \*\*\* has expired$/],
		['fails', [503, 'Service Unavailable'], /503/],
		['breaks off', undefined, /./],
	])('stays where the service %s, which the log says without secrets', async (_, wrong, said) => {
		respond = wrong;
		const { open, stored, logged } = connected();
		const before = structuredClone(stored());
		const connection = await open();
		expect(await signatureOf(connection)).toBe(`Bearer ${markers.grant}`);
		expect(connection.isShortLived).toBe(true);
		expect(stored()).toEqual(before);
		expect(logged).toEqual([expect.stringMatching(said)]);
		expect(logged[0]).toMatch(/^Pages gave the connection "My connection" no long-lived token: /);
		expect(logged.join()).not.toMatch(/MARKER/);
	});

	it('stays where the answer holds no token', async () => {
		respond = [200, '{}'];
		const { open } = connected();
		expect(await signatureOf(await open())).toBe(`Bearer ${markers.grant}`);
	});

	it('stays where there is no answer in time', async () => {
		respond = 'silence';
		const limits = { ...service.limits, timeout: 200 };
		const { open, logged } = connected(lasting(HOUR), { ...service, limits });
		expect((await open()).isShortLived).toBe(true);
		expect(logged).toEqual([expect.stringMatching(/no whole answer within 0\.2 seconds$/)]);
	});

	it('is exchanged later where the service refused it first, but not with each use', async () => {
		respond = refused;
		const { open } = connected();
		await open();
		await open();
		expect(asked).toHaveLength(1);
		respond = given({ expires_in: SIXTY_DAYS });
		const later = Date.now() + 5 * 60_000;
		jest.spyOn(Date, 'now').mockReturnValue(later);
		expect(await signatureOf(await open())).toBe(`Bearer ${LONG}`);
		expect(asked).toHaveLength(2);
	});
});

describe('nothing is exchanged', () => {
	it.each<readonly [string, object, Service]>([
		['of a token of 60 days', lasting(SIXTY_DAYS), service],
		['of a token that has expired', { ...lasting(HOUR), n8n_expires_at: '1' }, service],
		['of a token without an end', {}, service],
		['where the service has no such exchange', lasting(HOUR), pages],
	])('%s', async (_, ends, of) => {
		const { open, stored } = connected(ends, of);
		const before = structuredClone(stored());
		expect((await open()).isShortLived).toBe(false);
		expect(stored()).toEqual(before);
		expect(asked).toEqual([]);
	});
});
