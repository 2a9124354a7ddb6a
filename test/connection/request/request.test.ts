import type * as Workflow from 'n8n-workflow';

import type { FailureSubject } from '../../../connection/failure/failure';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { Circuit } from '../../../connection/request/circuit';
import { createSender } from '../../../connection/request/request';
import type { ServiceRequest } from '../../../connection/request/request';
import { redact, secretsOf } from '../../../connection/failure/secrets';
import { credentialTypeOf } from '../../../connection/model/service';
import { signedBy } from '../../../connection/request/transport';
import type { Script } from '../../builders';
import {
	answer,
	answerText,
	brokenOff,
	held,
	host,
	inTurn,
	markers,
	networkError,
	pages,
} from '../../builders';

const waits: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof Workflow>('n8n-workflow'),
	sleep: async (wait: number) => {
		waits.push(wait);
		jest.setSystemTime(Date.now() + wait);
	},
}));

beforeEach(() => {
	waits.length = 0;
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
});

afterEach(() => {
	jest.useRealTimers();
});

const get: ServiceRequest = { method: 'GET', path: '/me' };
const post: ServiceRequest = { method: 'POST', path: '/me/feed', body: { message: 'Hello' } };

/** Sends a request of a connection of {@link pages} to what the script answers. */
async function send(
	request: ServiceRequest,
	script: Script,
	signal?: AbortSignal,
	circuit = new Circuit(),
) {
	const credentials = held.pages();
	const { context, requests } = host({ service: pages, credentials, script, signal });
	const subject = (what: string): FailureSubject => ({
		service: pages,
		variant: 'oauth2',
		connectionName: 'My connection',
		dialogUrl: 'https://n8n.example/home/credentials/7',
		request: what,
		redact: (text) => redact(text, secretsOf(credentials)),
	});
	const transport = signedBy(context, credentialTypeOf(pages, 'oauth2'), {});
	const sender = createSender({
		context,
		transport,
		circuit,
		timeout: 30_000,
		subject,
		protectRenewed: async () => {},
	});
	const outcome = await sender(`https://graph.pages.example/v26.0${request.path}`, request).then(
		(answered) => ({ answered, failure: undefined }),
		(failure: unknown) => ({ answered: undefined, failure }),
	);
	return { ...outcome, requests };
}

describe('a request', () => {
	it('goes through the helper of n8n, which signs it, and follows no redirect', async () => {
		const { requests, answered } = await send(
			{ ...post, query: { fields: 'id' } },
			inTurn(answer(200, { id: '1' })),
		);
		expect(answered).toMatchObject({ status: 200, body: { id: '1' } });
		expect(requests).toEqual([
			{
				method: 'POST',
				url: 'https://graph.pages.example/v26.0/me/feed',
				qs: { fields: 'id' },
				body: { message: 'Hello' },
				headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: { ignore: true, except: [401] },
				disableFollowRedirect: true,
				timeout: 30_000,
				abortSignal: expect.any(AbortSignal),
			},
		]);
	});

	it('writes lists in its query as most services read them, where there are some', async () => {
		const { requests } = await send(
			{ ...get, query: { cols: ['id', 'name'] } },
			inTurn(answer(200, {})),
		);
		expect(requests[0]).toMatchObject({ qs: { cols: ['id', 'name'] }, arrayFormat: 'brackets' });
	});

	it('that has no body does not say that it is JSON', async () => {
		const { requests } = await send(get, inTurn(answer(200, {})));
		expect(requests[0]?.headers).toEqual({ Accept: 'application/json' });
	});

	it('may be answered by JSON that begins with a byte order mark', async () => {
		const { answered } = await send(get, inTurn(answerText(200, '\uFEFF{"id":"1"}')));
		expect(answered?.body).toEqual({ id: '1' });
	});

	it('may be answered without a body', async () => {
		const { answered } = await send(get, inTurn(answerText(204, '')));
		expect(answered).toMatchObject({ status: 204, body: undefined });
	});
});

describe('an answer that refuses', () => {
	it('with 401 asks to reconnect, and is not repeated: n8n has tried to renew the token', async () => {
		const { failure, requests } = await send(
			get,
			inTurn(answer(401, { error: { code: 1, message: 'Expired' } })),
		);
		expect(failure).toMatchObject({
			kind: 'reauthorize',
			status: 401,
			message: 'Pages no longer accepts "My connection": Expired (GET /me, HTTP 401)',
		});
		expect(requests).toHaveLength(1);
	});

	it('with HTTP 200 and an error in its body is a refusal all the same', async () => {
		const { failure } = await send(
			get,
			inTurn(answer(200, { error: { code: 100, message: 'Unknown field' } })),
		);
		expect(failure).toMatchObject({
			kind: 'input',
			message: 'Pages refused the request of "My connection": Unknown field (GET /me, HTTP 200)',
		});
	});

	it('with HTTP 200 since it is throttled is waited for and repeated, also a POST', async () => {
		const throttled = answer(200, { error: { code: 17, message: 'User request limit' } });
		const { answered, requests } = await send(post, inTurn(throttled, answer(200, { id: '1' })));
		expect(answered?.body).toEqual({ id: '1' });
		expect(requests).toHaveLength(2);
	});

	it('with 429 is repeated after the time that the service names', async () => {
		const throttled = answer(429, {}, { 'retry-after': '3' });
		const { answered } = await send(post, inTurn(throttled, throttled, answer(200, {})));
		expect(answered?.status).toBe(200);
		expect(waits).toEqual([3000, 3000]);
	});

	it('every time fails in the end, with what to do', async () => {
		const { failure, requests } = await send(get, inTurn(answer(429, {})));
		expect(failure).toMatchObject({
			kind: 'throttled',
			advice: expect.stringContaining('lower "Requests at Once"'),
		});
		expect(requests).toHaveLength(5);
		expect(waits.map((wait) => Math.floor(Math.log2(wait / 1000)))).toEqual([0, 1, 2, 3]);
	});

	it('with a redirect is not followed', async () => {
		const { failure, requests } = await send(
			get,
			inTurn({ statusCode: 302, headers: { location: 'https://evil.example/' }, body: '' }),
		);
		expect(failure).toMatchObject({ kind: 'unreadable', status: 302 });
		expect(requests).toHaveLength(1);
	});
});

describe('an answer that cannot be read', () => {
	it.each([
		['empty', '', 'nothing'],
		['cut off', '{"id": "1", "na', 'something that is not JSON, or only a part of it'],
		['HTML', '<html>Sign in to the network</html>', 'something that is not JSON'],
	])('since it is %s is said to be so', async (_form, body, what) => {
		const { failure, requests } = await send(get, inTurn(answerText(200, body)));
		expect(failure).toMatchObject({
			kind: 'unreadable',
			message: expect.stringContaining(`Pages answered ${what}`),
		});
		expect(requests).toHaveLength(1);
	});

	it('leaves open whether a POST was carried out: it is sent once', async () => {
		const { failure, requests } = await send(post, inTurn(answerText(200, '{"id": ')));
		expect(failure).toMatchObject({
			kind: 'outcomeUnknown',
			advice: expect.stringContaining('Check in Pages whether the request took effect'),
		});
		expect(requests).toHaveLength(1);
	});

	it('does not repeat its text, which may hold anything', async () => {
		const { failure } = await send(get, inTurn(answerText(500, '<html>internals</html>')));
		expect(String(failure)).not.toContain('internals');
	});
});

describe('a request without an answer', () => {
	it('is not repeated when it is a POST that may have arrived', async () => {
		const { failure, requests } = await send(post, inTurn(networkError('ECONNRESET')));
		expect(failure).toMatchObject({
			kind: 'outcomeUnknown',
			message:
				'The connection to Pages broke off (ECONNRESET) and it is not known whether the request was carried out ("My connection", POST /me/feed)',
		});
		expect(requests).toHaveLength(1);
	});

	it('is repeated when it is a POST of which the service says that it may be', async () => {
		const { answered } = await send(
			{ ...post, repeatable: true },
			inTurn(networkError('ECONNRESET'), answer(200, {})),
		);
		expect(answered?.status).toBe(200);
	});

	it('is repeated when it is a GET', async () => {
		const { answered, requests } = await send(
			get,
			inTurn(networkError('ECONNRESET'), networkError('ETIMEDOUT'), answer(200, {})),
		);
		expect(answered?.status).toBe(200);
		expect(requests).toHaveLength(3);
	});

	it('is repeated when its answer ended in the middle', async () => {
		const { answered, requests } = await send(get, inTurn(brokenOff(200), answer(200, {})));
		expect(answered?.status).toBe(200);
		expect(requests).toHaveLength(2);
		const { failure } = await send(post, inTurn(brokenOff(200)));
		expect(failure).toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(/broke off .* not known whether/),
		});
	});

	it.each<[string, Script]>([
		['unavailable', inTurn(networkError('ECONNRESET'))],
		['unavailable', inTurn(answer(500, {}))],
		['unreadable', inTurn(answerText(200, 'half of'))],
	])(
		'is sent once and called %s when it changes nothing and must not be repeated',
		async (kind, script) => {
			const test: ServiceRequest = { ...post, safe: true, repeatable: false };
			const { failure, requests } = await send(test, script);
			expect(failure).toMatchObject({ kind, message: expect.not.stringContaining('carried out') });
			expect(requests).toHaveLength(1);
		},
	);

	it('is judged by the head of an answer that refuses it, although that ended in the middle', async () => {
		const { failure } = await send(get, inTurn(brokenOff(403)));
		expect(failure).toMatchObject({ kind: 'permission', status: 403 });
	});

	it('is repeated when it never left, also a POST', async () => {
		const { answered, requests } = await send(
			post,
			inTurn(networkError('ECONNREFUSED'), answer(200, { id: '1' })),
		);
		expect(answered?.body).toEqual({ id: '1' });
		expect(requests).toHaveLength(2);
	});

	it('fails in the end, and nothing is said to be wrong with the connection', async () => {
		const { failure, requests } = await send(post, inTurn(networkError('ENOTFOUND')));
		expect(failure).toMatchObject({
			kind: 'unavailable',
			message: 'Pages could not be reached: ENOTFOUND ("My connection", POST /me/feed)',
		});
		expect(requests).toHaveLength(5);
	});

	it.each<[ServiceRequest, string, number]>([
		[get, 'unavailable', 5],
		[post, 'outcomeUnknown', 1],
	])('for which the network has no code (%#) is not the fault of the grant', async (...row) => {
		const [request, kind, times] = row;
		const ended = 'Proxy connection ended before receiving CONNECT response';
		const error = Object.assign(new Error(ended), { isAxiosError: true });
		const { failure, requests } = await send(request, inTurn(error));
		expect(failure).toMatchObject({ kind, message: expect.stringContaining(ended) });
		expect(requests).toHaveLength(times);
	});

	it.each<[string, Script]>([
		['finds nothing', inTurn(networkError('ECONNRESET'), answer(404, {}))],
		['is refused', inTurn(answer(502, {}), answer(403, { error: { code: 10, message: 'No' } }))],
		['ends without an answer, too', inTurn(networkError('ECONNRESET'))],
	])('leaves open whether a change was made when its repetition %s', async (_what, script) => {
		const { failure } = await send({ method: 'DELETE', path: '/1' }, script);
		expect(failure).toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(
				/^It is not known whether Pages carried this out: .* The last one: /,
			),
			advice: expect.stringContaining('Running it again is safe'),
		});
	});

	it.each<[string, (circuit: Circuit) => void]>([
		[
			'is not sent, since the service takes no requests for long',
			(circuit) => circuit.note({ share: 1, regain: 3_600_000 }, Date.now()),
		],
		[
			'is not sent, since the retries of others are exhausted',
			(circuit) =>
				circuit.recordExhausted(
					{ at: Date.now() - 60_000, answers: 0 },
					{ why: 'throttled', ending: 'HTTP 429', mayBeItsOwn: false },
					Date.now(),
				),
		],
	])('leaves open whether a change was made when its repetition %s', async (_what, close) => {
		const circuit = new Circuit();
		const script: Script = () => {
			close(circuit);
			throw networkError('ECONNRESET');
		};
		const deletion = { method: 'DELETE', path: '/1' } as const;
		const { failure, requests } = await send(deletion, script, undefined, circuit);
		expect(failure).toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(
				/^It is not known whether Pages carried this out: .* The last one: Pages /,
			),
		});
		expect(requests).toHaveLength(1);
	});

	it('says plainly that nothing was found when the first attempt cannot have worked', async () => {
		const script = inTurn(
			networkError('ECONNREFUSED'),
			answer(503, {}, { 'retry-after': '1' }),
			answer(404, {}),
		);
		const { failure } = await send({ method: 'DELETE', path: '/1' }, script);
		expect(failure).toMatchObject({ kind: 'notFound' });
	});

	it('has the code of the outer error where its cause has none', async () => {
		const error = Object.assign(networkError('ETIMEDOUT'), { cause: new Error('no code') });
		const { failure } = await send(post, inTurn(error));
		expect(failure).toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringContaining('ETIMEDOUT'),
		});
	});
});

describe('a stopped execution', () => {
	it('sends nothing more', async () => {
		const stop = new AbortController();
		const { failure, requests } = await send(
			get,
			() => {
				stop.abort(new Error('stopped by a person'));
				throw networkError('ERR_CANCELED');
			},
			stop.signal,
		);
		expect(failure).toEqual(new Error('stopped by a person'));
		expect(requests).toHaveLength(1);
		expect(waits).toEqual([]);
	});

	it('sends nothing at all when it was stopped before', async () => {
		const stop = new AbortController();
		stop.abort();
		const { requests } = await send(get, inTurn(answer(200, {})), stop.signal);
		expect(requests).toEqual([]);
	});
});

describe('secrets', () => {
	const echo = `token ${markers.grant} of ${markers.client}, ${encodeURIComponent(markers.grant)}`;

	it.each<[string, Script]>([
		['an answer', inTurn(answer(400, { error: { code: echo, message: echo } }))],
		[
			'a 401, whose error holds the request',
			inTurn(answer(401, { error: { code: 190, message: echo } })),
		],
		['a success', inTurn(answer(200, { error: { code: echo, message: echo } }))],
		['an error of n8n', inTurn(new Error(echo))],
		['an answer that is no JSON', inTurn(answerText(200, echo))],
	])('that %s echoes are nowhere in the failure', async (_what, script) => {
		const { failure } = await send({ ...get, path: `/me/${markers.grant}` }, script);
		if (!(failure instanceof ConnectionFailure)) throw failure;
		const everything = JSON.stringify([
			{ ...failure },
			failure.message,
			failure.stack,
			failure.cause,
			String(failure),
		]);
		expect(everything).not.toMatch(/MARKER/);
	});
});
