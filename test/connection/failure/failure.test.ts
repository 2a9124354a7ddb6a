import type { FailureSubject } from '../../../connection/failure/failure';
import { failureOfAnswer, failureOfKind } from '../../../connection/failure/failure';
import { redact, secretsOf } from '../../../connection/failure/secrets';
import { causeOfSilence } from '../../../connection/failure/cause';
import type { Cause, FailureKind } from '../../../connection/model/service';
import { held, markers, pages, spaces } from '../../builders';

const about = (more: Partial<FailureSubject> = {}): FailureSubject => ({
	service: pages,
	variant: 'oauth2',
	connectionName: 'My connection',
	dialogUrl: 'https://n8n.example/home/credentials/7',
	request: 'POST /me/feed',
	redact: (text) => redact(text, secretsOf(held.pages())),
	...more,
});

const refused = (status: number, body: unknown = {}, harmless = true) => ({
	status,
	body,
	isJson: true,
	harmless,
});

describe('the kind of a refusal', () => {
	it.each<[number, FailureKind]>([
		[200, 'input'],
		[302, 'unreadable'],
		[400, 'input'],
		[401, 'reauthorize'],
		[403, 'permission'],
		[404, 'notFound'],
		[409, 'input'],
		[429, 'throttled'],
		[500, 'unavailable'],
		[503, 'unavailable'],
	])('with HTTP %d is "%s", where the service declares nothing else', (status, kind) => {
		expect(failureOfAnswer(about(), refused(status))).toMatchObject({ kind, status });
	});

	it('is what the service declares for its own code, before its status', () => {
		const expired = { error: { code: 190, message: 'Session has expired' } };
		expect(failureOfAnswer(about(), refused(400, expired)).kind).toBe('reauthorize');
	});

	it('is what the first matching line of the table says', () => {
		const service = {
			...pages,
			errors: [
				{ when: { status: [403], json: false }, kind: 'throttled' },
				{ when: { status: [403] }, kind: 'input' },
			],
		} as const;
		const text = { ...refused(403, 'Access Denied'), isJson: false };
		expect(failureOfAnswer(about({ service }), text).kind).toBe('throttled');
		expect(failureOfAnswer(about({ service }), refused(403)).kind).toBe('input');
	});

	it.each([500, 502, 503, 504])(
		'is "outcomeUnknown" with HTTP %d for what may not be done twice',
		(status) => {
			expect(failureOfAnswer(about(), refused(status, {}, false)).kind).toBe('outcomeUnknown');
		},
	);

	it('is "unavailable" also for what may not be done twice, where it is known that it was not done', () => {
		const turnedAway = { ...refused(503, {}, false), turnedAway: true };
		expect(failureOfAnswer(about(), turnedAway).kind).toBe('unavailable');
	});

	describe('that the service declares to be a fault of its own', () => {
		const fault = { error: { code: 2, message: 'Please retry' } };
		const advice = 'Try again.';
		const service = {
			...pages,
			errors: [
				{ when: { code: ['2'] }, kind: 'unavailable', advice },
				{ when: { code: ['4'] }, kind: 'throttled', advice },
			],
		} as const;

		it.each([200, 400, 500])(
			'is "outcomeUnknown" with HTTP %d for what may not be done twice, and is not advised to be tried again',
			(status) => {
				const failure = failureOfAnswer(about({ service }), refused(status, fault, false));
				expect(failure).toMatchObject({
					kind: 'outcomeUnknown',
					status,
					advice: expect.stringMatching(/^Check in Pages whether the request took effect/),
				});
			},
		);

		it.each([
			['for what may', 400, fault, true, 'unavailable'],
			['where it is throttled', 400, { error: { code: 4, message: 'No' } }, false, 'throttled'],
		])('stays as declared %s', (_what, status, body, harmless, kind) => {
			const failure = failureOfAnswer(about({ service }), refused(status, body, harmless));
			expect(failure).toMatchObject({ kind, advice });
		});
	});
});

describe('the cause of a refusal', () => {
	it.each<[number, Cause | undefined]>([
		[401, 'revoked'],
		[403, 'forbidden'],
		[404, undefined],
		[429, 'rateLimited'],
		[503, 'serviceUnavailable'],
	])('with HTTP %d is %j', (status, cause) => {
		expect(failureOfAnswer(about(), refused(status)).cause).toBe(cause);
	});

	it('is a wrong key where the connection holds one', () => {
		const withKey = about({ service: spaces, variant: 'apiKey' });
		expect(failureOfAnswer(withKey, refused(401)).cause).toBe('wrongKey');
	});

	it('is what the service declares for its own code, before its kind', () => {
		const errors = [{ when: { code: ['463'] }, kind: 'reauthorize', cause: 'expired' }] as const;
		const service = { ...pages, errors };
		const body = { error: { code: 463, message: 'Session has expired' } };
		expect(failureOfAnswer(about({ service }), refused(400, body)).cause).toBe('expired');
	});

	it('is told of a request without an answer by what the network says', () => {
		expect(causeOfSilence(about(), 'ETIMEDOUT')).toBe('timeout');
		expect(causeOfSilence(about(), 'ENOTFOUND')).toBe('serviceUnavailable');
		expect(causeOfSilence(about({ service: spaces }), 'ENOTFOUND')).toBe('wrongAddress');
	});
});

describe('a service that does not answer', () => {
	it('proves nothing of the connection', () => {
		const { advice } = failureOfAnswer(about(), refused(503));
		expect(advice).toContain('the connection itself may be fine');
		expect(advice).not.toContain('nothing is wrong');
	});
});

describe('a refusal', () => {
	it('says what happened, in the words of the service, and to which request', () => {
		const body = { error: { code: 100, message: 'Invalid parameter' } };
		expect(failureOfAnswer(about(), refused(400, body)).message).toBe(
			'Pages refused the request of "My connection": Invalid parameter (POST /me/feed, HTTP 400)',
		);
	});

	it('names the fields that the service refuses', () => {
		const service = {
			...pages,
			parseError: () => ({
				detail: 'Invalid.',
				fields: [
					{ field: 'message', message: 'is too long' },
					{ field: '', message: 'and something else' },
				],
			}),
		};
		expect(failureOfAnswer(about({ service }), refused(400)).message).toContain(
			': Invalid. message: is too long and something else (',
		);
	});

	it('says no more than the status where the service explains nothing', () => {
		expect(failureOfAnswer(about(), refused(500)).message).toBe(
			'Pages could not answer "My connection" (POST /me/feed, HTTP 500)',
		);
	});

	it('gives the advice that the service declares, else that of its kind', () => {
		const duplicate = { error: { code: 506, message: 'Duplicate status message' } };
		expect(failureOfAnswer(about(), refused(400, duplicate)).advice).toBe(
			'Change the text: it was posted before.',
		);
		expect(failureOfAnswer(about(), refused(404)).advice).toMatch(/^Check the ids/);
	});

	it('asks to reconnect an OAuth2 connection, and to paste a new key into the other', () => {
		expect(failureOfAnswer(about(), refused(401)).advice).toBe(
			'Open the connection "My connection" and reconnect it: https://n8n.example/home/credentials/7',
		);
		const withKey = about({ service: spaces, variant: 'apiKey' });
		expect(failureOfAnswer(withKey, refused(401)).advice).toBe(
			'Open the connection "My connection" and paste a new API Token: https://n8n.example/home/credentials/7',
		);
	});

	it.each([
		['itself', markers.grant],
		['in a URL', encodeURIComponent(markers.grant)],
		['as Base64', Buffer.from(markers.grant).toString('base64')],
	])('holds no secret anywhere when the service echoes one %s', (_form, echo) => {
		const service = {
			...pages,
			parseError: () => ({
				code: `code ${echo}`,
				detail: `The token ${echo} is wrong`,
				fields: [{ field: echo, message: `${echo} is wrong` }],
			}),
		};
		const failure = failureOfAnswer(about({ service, request: `GET /${echo}` }), refused(400));
		const serialised = JSON.stringify({
			...failure,
			message: failure.message,
			stack: failure.stack,
		});
		expect(failure.message).toMatch(/The token \*\*\*[\w=]{0,3} is wrong/);
		expect(serialised).not.toContain(echo);
	});
});

describe('a failure that no answer tells', () => {
	it('says what happened, to which connection and request, and what to do', () => {
		const failure = failureOfKind(about(), 'outcomeUnknown', 'The connection broke off');
		expect(failure.message).toBe('The connection broke off ("My connection", POST /me/feed)');
		expect(failure.advice).toBe(
			'Check in Pages whether the request took effect before running it again. It was not retried, to avoid duplicates.',
		);
	});
});
