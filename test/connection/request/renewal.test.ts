/** Access that n8n's own OAuth 2.0 client has to renew, against a token endpoint that answers anything. */
import type * as Workflow from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import type { Service } from '../../../connection/model/service';
import { variantOf } from '../../../connection/model/service';
import { hostWithClient, held, markers, pages } from '../../builders';

/** A server of Node.js: as much of it as is needed here. */
interface Exchange {
	resume(): void;
	readonly socket: { destroy(): void };
}
interface Reply {
	writeHead(status: number, headers: object): { end(body: string): void };
}
interface Server {
	listen(port: number, host: string, then: () => void): void;
	address(): { readonly port: number };
	close(then: () => void): void;
}
const { createServer } = jest.requireActual<{
	createServer(answer: (request: Exchange, response: Reply) => void): Server;
}>('node:http');

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof Workflow>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

const service: Service = {
	...pages,
	oauth2: { ...variantOf(pages, 'oauth2'), expiry: 'refresh' },
};

/** An answer of the token endpoint. `undefined` breaks the connection off. */
type TokenAnswer = readonly [status: number, body: string] | undefined;

const json = (status: number, body: object): TokenAnswer => [status, JSON.stringify(body)];

const RENEWED = 'MARKER-renewed-token';
const renewed = json(200, { access_token: RENEWED, token_type: 'bearer' });

let server: Server;
let answers: TokenAnswer[] = [];
let asked = 0;

beforeAll(async () => {
	server = createServer((request, response) => {
		const answer = answers[Math.min(asked, answers.length - 1)];
		asked += 1;
		request.resume();
		if (!answer) request.socket.destroy();
		else response.writeHead(answer[0], { 'content-type': 'application/json' }).end(answer[1]);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
	await new Promise<void>((resolve) => server.close(resolve));
});

/** Sends a request with a token that has expired; the token endpoint answers in this order, the last for all that follow. */
async function send(
	tokenAnswers: readonly TokenAnswer[],
	{
		method = 'POST',
		more = {},
	}: { method?: IHttpRequestMethods; more?: ICredentialDataDecryptedObject } = {},
) {
	answers = [...tokenAnswers];
	asked = 0;
	const { port } = server.address();
	const credentials = held.pages({
		grantType: 'authorizationCode',
		authentication: 'body',
		accessTokenUrl: `http://127.0.0.1:${port}/token`,
		oauthTokenData: {
			access_token: markers.grant,
			refresh_token: 'MARKER-refresh-token',
			token_type: 'bearer',
			expires_in: 3600,
		},
		...more,
	});
	const carriedOut: IHttpRequestOptions[] = [];
	const context: IExecuteFunctions = hostWithClient({ service, credentials }, (request) => {
		const isAccepted = request.headers?.Authorization === `Bearer ${RENEWED}`;
		if (isAccepted) carriedOut.push({ ...request });
		return isAccepted
			? { statusCode: 200, headers: {}, body: '{"id":"1"}' }
			: { statusCode: 401, headers: {}, body: '{"error":{"code":190,"message":"Expired"}}' };
	});
	const connection = await openConnection(context, service);
	const failure = await connection.request({ method, path: '/me' }, z.unknown()).then(
		() => undefined,
		(error: unknown) => error,
	);
	if (failure !== undefined && !(failure instanceof ConnectionFailure)) throw failure;
	return { failure, renewals: asked, carriedOut: carriedOut.length };
}

const hiccups: ReadonlyArray<[string, TokenAnswer, string]> = [
	['HTTP 500', [500, '{}'], 'the authorization server answered HTTP 500'],
	['HTTP 502 with HTML', [502, '<html>'], 'the authorization server answered HTTP 502'],
	['HTTP 503', [503, ''], 'the authorization server answered HTTP 503'],
	['a broken connection', undefined, 'the authorization server did not answer: ECONNRESET'],
	['HTTP 429', [429, '{}'], 'the authorization server answered HTTP 429'],
	[
		'temporarily_unavailable',
		json(400, { error: 'temporarily_unavailable' }),
		'the authorization server said temporarily_unavailable',
	],
	[
		'HTML',
		[200, '<html>Hello</html>'],
		'the authorization server answered HTTP 200 without a token',
	],
	['{}', json(200, {}), 'the authorization server gave no new token'],
	[
		'HTTP 200 and an error',
		json(200, { error: 'server_error' }),
		'the authorization server said server_error',
	],
	['null', [400, 'null'], ''],
];

describe('an authorization server that settles nothing', () => {
	it.each(hiccups)('with %s once is asked again, also for a POST', async (_what, hiccup) => {
		const sent = await send([hiccup, renewed]);
		expect(sent).toEqual({ failure: undefined, renewals: 2, carriedOut: 1 });
	});

	it.each(hiccups)('with %s twice is said so: nothing was sent', async (_what, hiccup, said) => {
		const { failure, renewals, carriedOut } = await send([hiccup]);
		expect(failure).toMatchObject({
			kind: 'unavailable',
			cause: 'serviceUnavailable',
			message: expect.stringContaining(`Access to Pages could not be renewed (${said}`),
			advice: expect.not.stringMatching(/reconnect/i),
		});
		expect(failure?.message).toContain('Nothing was sent.');
		expect(failure?.advice).toMatch(/^Run it again/);
		expect([renewals, carriedOut]).toEqual([2, 0]);
	});

	it('is said so without a secret that it echoes', async () => {
		const description = `No ${markers.client} for ${markers.grant}`;
		const { failure } = await send([
			json(400, { error: 'server_error', error_description: description }),
		]);
		expect(JSON.stringify([failure?.message, failure])).not.toMatch(/MARKER/);
	});
});

describe('an authorization server that', () => {
	it.each([
		['ends the grant', json(400, { error: 'invalid_grant' })],
		['ends the grant with HTTP 200', json(200, { error: 'bad_refresh_token' })],
	])('%s asks to reconnect, at once', async (_what, answer) => {
		const { failure, renewals } = await send([answer]);
		expect(failure).toMatchObject({
			kind: 'reauthorize',
			cause: 'revoked',
			message: expect.stringContaining('There is no access to Pages'),
			advice: expect.stringContaining('reconnect it'),
		});
		expect(renewals).toBe(1);
	});

	it('does not accept the client asks to check its id and secret', async () => {
		const { failure, renewals } = await send([json(401, { error: 'invalid_client' })]);
		expect(failure).toMatchObject({
			kind: 'reauthorize',
			cause: 'wrongKey',
			message: expect.stringContaining('does not accept the client'),
			advice: expect.stringContaining('Client ID and the Client Secret'),
		});
		expect(renewals).toBe(1);
	});

	it('gives a new token that the service does not accept either has told all: reconnect', async () => {
		const { failure } = await send([json(200, { access_token: 'MARKER-other-token' })]);
		expect(failure).toMatchObject({ kind: 'reauthorize', status: 401, cause: 'revoked' });
	});
});

describe('a connection without a token', () => {
	it('is not connected yet', async () => {
		const { failure, renewals } = await send([renewed], { more: { oauthTokenData: {} } });
		expect(failure).toMatchObject({
			cause: 'notConnected',
			message: expect.stringMatching(/^Not connected yet/),
			advice: 'Open "My connection" and select Connect: https://n8n.example/home/credentials/7',
		});
		expect(renewals).toBe(0);
	});

	it('to renew an expired one is to be reconnected', async () => {
		const oauthTokenData = { access_token: markers.grant, token_type: 'bearer' };
		const { failure } = await send([renewed], { more: { oauthTokenData } });
		expect(failure).toMatchObject({ kind: 'reauthorize', cause: 'expired' });
	});
});
