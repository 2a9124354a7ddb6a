import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { defineService } from '../connection/model/service';

const ERRORS =
	'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes/';

/** `GET /me`: the system user, or the person, whose token it is. */
const me = z.object({ id: z.string(), name: z.string() });

/** The error document of the API (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
const refusal = z.object({
	error: z.object({
		message: z.string().default(''),
		code: z.number(),
		error_subcode: z.number().optional(),
		error_data: z.object({ details: z.string().optional() }).optional(),
	}),
});

/** The parameter that proves the secret of the app. Messages about it name it. */
const PROOF = 'appsecret_proof';

const codes = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const account = {
	url: '/me',
	query: { fields: 'id,name' },
	example: { id: '102030405060708', name: 'n8n' },
	parse: (body: unknown) => me.parse(body),
};

/**
 * WhatsApp Business Platform: the Cloud API, on Meta's Graph API.
 *
 * A token of a system user in Meta Business Suite, which has its rights since it was made. Tokens of the app's own
 * page in Meta for Developers end after a day.
 */
export const whatsappBusiness = defineService({
	name: 'whatsappBusiness',
	displayName: 'WhatsApp Business',
	address: { template: 'https://graph.facebook.com/v26.0' },
	permissions: {},
	apiKey: {
		documentationUrl:
			'https://developers.facebook.com/documentation/business-messaging/whatsapp/access-tokens',
		label: 'Access Token',
		hint: 'In Meta Business Suite: Settings → Users → System users → Generate token, with whatsapp_business_messaging and whatsapp_business_management.',
		pattern: '[0-9A-Za-z_|.-]{20,}',
		example: 'the whole token, which begins with EAA',
		fields: {
			appSecret: {
				label: 'app secret',
				pattern: '[0-9a-f]{32}',
				example: '0123456789abcdef0123456789abcdef',
				description: 'Needed only if the app has "Require App Secret" on.',
				default: '',
				secret: true,
			},
		},
		access: 'key',
		accessNotice:
			'The token may do what was selected when it was made, with the WhatsApp accounts that its system user was assigned.',
		verify: {
			url: account.url,
			query: account.query,
			failures: [
				{
					when: { status: 400 },
					message:
						'Meta refused the access token: it has expired, was revoked, was not copied whole, or lacks the proof that its app requires. Make a new one, or, if the app has "Require App Secret" on, set the app secret.',
				},
				{
					when: { status: 401 },
					message:
						'Meta no longer accepts the access token: it has expired or was revoked. Make a new one for the system user.',
				},
			],
		},
		account,
	},
	// 80 messages a second for one number, and 20 where the number is used in the app as well.
	limits: { concurrency: 10, timeout: 60_000, pageSize: 100, rate: { requests: 80, per: 1_000 } },
	paging: { by: 'nextUrl', next: 'paging.next', size: 'limit', records: 'data' },
	// https://developers.facebook.com/docs/graph-api/guides/secure-requests
	tokenProof: { parameter: PROOF, keySecret: 'appSecret' },
	parseError: (body) => {
		const read = refusal.safeParse(body);
		if (!read.success) return undefined;
		const { message, code, error_subcode, error_data } = read.data.error;
		const more = message.includes(PROOF) ? PROOF : error_subcode;
		return {
			code: more === undefined ? String(code) : `${code}/${more}`,
			detail: error_data?.details ?? message,
		};
	},
	errors: [
		{
			// A missing or wrong proof has the code of a wrong parameter, and no code of its own (markbates/goth, issue 96).
			when: { code: [`100/${PROOF}`] },
			kind: 'permission',
			advice:
				'The app has "Require App Secret" on, and the app secret in the connection is missing or wrong. Enter the secret of the app that the token belongs to.',
		},
		...byCode({ expired: ['190/463'], revoked: ['190', '0'] }),
		{
			when: { code: ['3', '10', ...codes(200, 299)] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice:
				'Make a token that has this permission, and assign the WhatsApp account to its system user.',
		},
		{
			when: { code: ['131056'] },
			kind: 'throttled',
			advice: 'Too many messages to the same person: send at most one in six seconds.',
		},
		{ when: { code: ['4', '80007', '130429', '133016'] }, kind: 'throttled' },
		{
			when: { code: ['368', '131031'] },
			kind: 'permission',
			advice: 'WhatsApp has restricted the business account: see why in WhatsApp Manager.',
		},
		{
			when: { code: ['131047'] },
			kind: 'input',
			advice: 'More than 24 hours have passed since the person wrote: send a template message.',
		},
		...byCode({ input: ['131026'], serviceUnavailable: ['1', '2'] }),
	],
	exampleRefusal: {
		status: 401,
		body: { error: { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 } },
	},
	sources: [
		ERRORS,
		'https://developers.facebook.com/docs/graph-api/guides/error-handling',
		'https://github.com/markbates/goth/issues/96',
		'https://developers.facebook.com/docs/graph-api/changelog',
		'https://dev.to/wapgrowai_org/whatsapp-cloud-api-rate-limits-in-practice-throughput-pair-rate-messaging-limits-and-error-codes-1i7k',
		'n8n-nodes-base (npm): dist/credentials/WhatsAppApi.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
