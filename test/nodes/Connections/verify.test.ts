import type * as n8nWorkflow from 'n8n-workflow';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import { credentialTypeOf, variantOf, variantsOf } from '../../../connection/model/service';
import { judge, verify } from '../../../nodes/Connections/verify';
import { services } from '../../../services';
import { n8n } from '../../../services/n8n';
import type { ScriptedAnswer } from '../../builders';
import { answer, answerText, host, networkError } from '../../builders';

// Pauses take no time, so that no try is left out on a slow machine.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async () => await Promise.resolve(),
}));

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));

afterEach(() => jest.useRealTimers());

const MAILCHIMP = { type: 'mailchimpConnectionApi' };
const SLACK = { type: 'slackOAuth2Api' };
const SLACK_KEY = { type: 'slackApi' };
const N8N = { type: 'n8nConnectionApi' };

const failed = (message: string) => ({ status: 'Error', message }) as const;
const succeeded = (message: string) => ({ status: 'OK', message }) as const;

describe('a test that failed', () => {
	it.each([
		'ECONNREFUSED',
		'ENOTFOUND',
		'EAI_AGAIN',
		'socket hang up',
		'timeout of 30000ms exceeded',
		'Service Unavailable',
		'Received HTTP status code: 503',
		'Connection refused',
		'Host not found, please check your host name',
		'Connection refused: Unable to connect to the Redis server. Please check the host and port.',
		'Connection reset: The Redis server rejected the connection. This often happens when trying to connect without SSL to an SSL-only server.',
	])('may pass with %s', (message) => {
		expect(judge(MAILCHIMP, failed(message))).toMatchObject({ status: 'broken', mayPass: true });
	});

	it.each([
		'Unauthorized',
		'Error validating access token: the session has expired',
		'The token is expired',
		'Every request was refused',
		'ERROR',
		'Received HTTP status code: 400',
	])('does not pass by itself with %s', (message) => {
		expect(judge(MAILCHIMP, failed(message))).toMatchObject({ status: 'broken', mayPass: false });
	});

	it('is no verdict where the service counts too many requests', () => {
		expect(judge(SLACK_KEY, failed('Received HTTP status code: 429'))).toMatchObject({
			status: 'unverifiable',
			cause: 'rateLimited',
			isInconclusive: true,
		});
	});

	it.each([
		['Unable to sign without access token', 'notConnected'],
		['OAuth access token expired and no refresh token is available', 'expired'],
		['Unauthorized', 'wrongKey'],
		['Forbidden - perhaps check your credentials?', 'forbidden'],
		['connect ECONNREFUSED 127.0.0.1:80', 'serviceUnavailable'],
		['timeout of 30000ms exceeded', 'timeout'],
	])('has a cause: %s is %s', (message, cause) => {
		expect(judge(SLACK_KEY, failed(message))).toMatchObject({ cause });
	});

	it.each(
		services.flatMap((service) =>
			variantsOf(service).flatMap((variant) =>
				(variantOf(service, variant).verify.failures ?? []).map(
					({ message }) =>
						[service.displayName, message, credentialTypeOf(service, variant)] as const,
				),
			),
		),
	)('is final where %s refuses: %s', (_name, message, type) => {
		const judged = judge({ type }, failed(message));
		expect(judged).toMatchObject({ message, mayPass: false });
		expect(judged.cause).toBeDefined();
	});
});

describe('a connection to another n8n', () => {
	it('is broken where its key is refused', () => {
		const message = services
			.flatMap(({ name, apiKey }) => (name === 'n8n' ? (apiKey?.verify.failures ?? []) : []))
			.find(({ when }) => 'status' in when && when.status === 401)?.message;
		expect(judge(N8N, failed(message ?? ''))).toMatchObject({ status: 'broken', mayPass: false });
	});

	it('is not judged where nothing answers, which may be since its address is left empty', () => {
		expect(judge(N8N, failed('ECONNREFUSED'))).toMatchObject({
			status: 'unverifiable',
			isInconclusive: true,
		});
	});
});

describe('a test that succeeded', () => {
	it('tells that a connection works where the service was asked', () => {
		expect(judge(MAILCHIMP, succeeded('Connection successful!')).status).toBe('working');
	});

	it('tells nothing of a built-in type that only has a token', () => {
		expect(judge(SLACK, succeeded('Connection Successful!'))).toMatchObject({
			status: 'unverifiable',
			isInconclusive: false,
		});
	});
});

describe('a connection that n8n cannot test', () => {
	const KEY = `n8n_api_${'0'.repeat(40)}`;
	const STORED = { id: 'abc', name: 'Printer', type: 'printerApi', isResolvable: false };
	const failing = answer(500, { message: 'connect ENOENT /tmp/tunnel' });
	const down = answer(500, { message: 'Database is not ready!' });

	/** What is said of a connection of which n8n answers this, to a test and to a read, and how often it was tested. */
	async function verified(
		test: ScriptedAnswer | Error,
		stored: ScriptedAnswer = answer(200, STORED),
		{ timeout = 1_000, type = 'printerApi' } = {},
	) {
		let tests = 0;
		const { context } = host({
			service: n8n,
			credentials: { apiKey: KEY, url: 'https://n8n.example.com' },
			script: ({ method }: IHttpRequestOptions) => {
				if (method !== 'POST') return stored;
				tests += 1;
				if (test instanceof Error) throw test;
				return test;
			},
		});
		const connection = await openConnection(context, n8n);
		const verdict = await verify(connection, { id: 'abc', type }, timeout);
		return { ...verdict, tests };
	}

	it('since its type is no longer installed is that one alone, and not asked for again', async () => {
		const message = 'Unrecognized credential type: printerApi';
		expect(await verified(answer(400, { message }))).toMatchObject({
			status: 'unverifiable',
			message: `n8n cannot test it: ${message}`,
			isInconclusive: true,
			tests: 1,
		});
	});

	it('since the test itself fails is that one alone, where n8n answers other requests', async () => {
		expect(await verified(failing)).toMatchObject({
			status: 'unverifiable',
			message: expect.stringMatching(/^n8n answers, but .* fails: connect ENOENT/),
			isInconclusive: true,
			tests: 6,
		});
	});

	it.each([
		['what a proxy answers', answerText(504, '<html>Gateway Time-out</html>')],
		['a connection that breaks off', networkError('ECONNRESET')],
	])('since %s is that one alone, too', async (_what, test) => {
		expect(await verified(test)).toMatchObject({ status: 'unverifiable', isInconclusive: true });
	});

	it('is not asked for again and again where each attempt takes long', async () => {
		expect(await verified(failing, undefined, { timeout: 0 })).toMatchObject({
			status: 'broken',
			tests: 2,
		});
	});

	it('is not judged where n8n itself is down: that is thrown', async () => {
		await expect(verified(failing, down)).rejects.toThrow('Database is not ready!');
	});

	it('shows no secret of the key, whatever n8n says', async () => {
		const { message } = await verified(answer(400, { message: `no such thing: ${KEY}` }));
		expect(message).toMatch(/^n8n cannot test it: no such thing: /);
		expect(message).not.toContain(KEY);
	});

	describe('in which each user has an account', () => {
		const refused = answer(200, { status: 'Error', message: 'Unauthorized' });
		const ofEachUser = answer(200, { ...STORED, isResolvable: true });

		it('is not called broken', async () => {
			expect(await verified(refused, ofEachUser)).toMatchObject({
				status: 'unverifiable',
				message: expect.stringMatching(/^Each user has an account of their own in it/),
				isInconclusive: true,
			});
			expect(await verified(refused)).toMatchObject({ status: 'broken' });
		});

		it('is read only where a test fails', async () => {
			const works = answer(200, { status: 'OK', message: 'Connection successful!' });
			expect(await verified(works, down)).toMatchObject({ status: 'working' });
		});
	});
});
