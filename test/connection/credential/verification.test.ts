import {
	verificationFailures,
	verificationRules,
} from '../../../connection/credential/verification';
import { mailchimp } from '../../../services/mailchimp';
import { pages, spaces } from '../../builders';

const messageFor = (failures: ReturnType<typeof verificationFailures>, status: number) =>
	failures.filter(({ when }) => 'status' in when && when.status === status).map((f) => f.message);

describe('the verification of a connection', () => {
	it('says what a refusal means and what to do about it, by variant', () => {
		expect(messageFor(verificationFailures(pages, 'oauth2'), 401)).toEqual([
			'Pages no longer accepts this connection. Reconnect it.',
		]);
		expect(messageFor(verificationFailures(spaces, 'apiKey'), 401)).toEqual([
			'Spaces refused the API Token. Check that it was copied whole and was not deleted, or make a new one.',
		]);
	});

	it.each([401, 403, 404, 429, 500, 502, 503, 504])(
		'has exactly one message for HTTP %d',
		(status) => {
			expect(messageFor(verificationFailures(mailchimp, 'apiKey'), status)).toHaveLength(1);
		},
	);

	it("gives the service's own message in place of the general one", () => {
		expect(messageFor(verificationFailures(mailchimp, 'apiKey'), 401)).toEqual([
			expect.stringContaining('or the data centre at its end is not its own'),
		]);
	});

	it('becomes rules as the tester of n8n reads them', () => {
		const rules = verificationRules(mailchimp, 'oauth2') ?? [];
		expect(rules[0]).toEqual({
			type: 'responseSuccessBody',
			properties: {
				key: 'error',
				value: 'invalid_token',
				message: 'Mailchimp no longer accepts this connection. Reconnect it.',
			},
		});
		expect(rules).toContainEqual({
			type: 'responseCode',
			properties: { value: 429, message: expect.stringMatching(/Try again in a minute\.$/) },
		});
	});
});
