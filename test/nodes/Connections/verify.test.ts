import { judge, mayPassWith } from '../../../nodes/Connections/verify';
import { variantOf, variantsOf } from '../../../connection/service';
import { services } from '../../../services';

const MAILCHIMP = { type: 'mailchimpConnectionApi' };
const SLACK = { type: 'slackOAuth2Api' };
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
		'Received HTTP status code: 429',
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

	it.each(
		services.flatMap((service) =>
			variantsOf(service).flatMap((variant) =>
				(variantOf(service, variant).verify.failures ?? []).map(
					({ message }) => [service.displayName, message] as const,
				),
			),
		),
	)('is final where %s refuses: %s', (_name, message) => {
		expect(mayPassWith(message)).toBe(false);
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
