import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const RATE_LIMITS = 'https://docs.stripe.com/rate-limits';

/** `GET /v1/account`. The names are null until the account was set up. */
const account = z.object({
	id: z.string(),
	email: z.string().nullish(),
	settings: z
		.object({ dashboard: z.object({ display_name: z.string().nullish() }).optional() })
		.nullish(),
});

/** The error document of the API (https://docs.stripe.com/api/errors). */
const refusal = z.object({
	error: z.object({
		type: z.string(),
		code: z.string().optional(),
		message: z.string().optional(),
		param: z.string().optional(),
	}),
});

/**
 * Stripe API, with a secret key or a restricted key.
 *
 * Bodies are forms, in which nested values are written in brackets. The version of the API is the one that the key's
 * account has by default, unless a request names another: this one does.
 */
export const stripe = defineService({
	name: 'stripe',
	displayName: 'Stripe',
	address: { template: 'https://api.stripe.com/v1', hosts: ['https://files.stripe.com'] },
	request: { headers: { 'Stripe-Version': '2026-10-28.endive' }, lists: 'brackets', body: 'form' },
	permissions: {},
	apiKey: {
		documentationUrl: 'https://docs.stripe.com/keys',
		label: 'Secret Key',
		hint: 'In Stripe: Developers → API keys. A restricted key limits what the connection may do.',
		pattern: '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}',
		example: 'the whole key, which begins with sk_ or rk_',
		access: 'key',
		accessNotice:
			'A secret key may do everything in its Stripe account. A restricted key may do what was selected when it was made.',
		verify: {
			url: '/account',
			failures: [
				{
					when: { status: 401 },
					message:
						'Stripe refused the key: it was deleted, has expired, or was not copied whole. Copy it again, or make a new one.',
				},
				{
					when: { status: 403 },
					message:
						'Stripe knows this restricted key, but the key may not read the account. Give it that permission in Stripe to verify the connection.',
				},
			],
		},
		account: {
			url: '/account',
			example: {
				id: 'acct_1Nv0FGQ9RKHgCVdK',
				email: 'ada@example.com',
				settings: { dashboard: { display_name: 'Flowers' } },
			},
			parse: readAs(account, ({ id, email, settings }) => ({
				id,
				name: settings?.dashboard?.display_name || email || id,
				email: email ?? undefined,
			})),
		},
	},
	// 25 requests a second is the limit of one endpoint, and of a whole sandbox; the official client waits 80 seconds.
	limits: { concurrency: 10, timeout: 80_000, pageSize: 100, rate: { requests: 25, per: 1_000 } },
	parseError: errorReader(refusal, ({ error: { type, code, message, param } }) => ({
		code: code ?? type,
		detail: message,
		...(param && message ? { fields: [{ field: param, message }] } : {}),
	})),
	errors: [
		...byCode({
			expired: ['api_key_expired', 'platform_api_key_expired'],
			wrongKey: ['secret_key_required'],
			rateLimited: ['rate_limit', 'rate_limit_error', 'lock_timeout'],
		}),
		{
			when: { code: ['idempotency_key_in_use'] },
			kind: 'throttled',
			advice: 'The same request is still under way at Stripe: wait for its end.',
		},
		{ when: { code: ['resource_missing'] }, kind: 'notFound' },
		{
			when: { code: ['livemode_mismatch', 'testmode_charges_only'] },
			kind: 'input',
			advice:
				'The key and the object are not of the same mode. Use a live key for live data and a test key for test data.',
		},
		...byCode({ input: ['card_error', 'card_declined'], serviceUnavailable: ['api_error'] }),
	],
	exampleRefusal: {
		status: 401,
		body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } },
	},
	sources: [
		RATE_LIMITS,
		'https://docs.stripe.com/api/errors',
		'stripe (npm): cjs/apiVersion.js',
		'stripe (npm): cjs/stripe.core.js',
		'stripe (npm): cjs/resources/Accounts.d.ts',
		'n8n-nodes-base (npm): dist/credentials/StripeApi.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
