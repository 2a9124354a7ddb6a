import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { errorReader, rateHeaders } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const OVERVIEW = 'https://developers.openai.com/api/reference/overview';
const ERRORS = 'https://developers.openai.com/api/docs/guides/error-codes';

/** Answers name the organization in a header; no request asks who a key is. */
const headers = z.object({ 'openai-organization': z.string() });

/** The error document of the API. Nothing else is in it: a job that failed has an error, too, among other members. */
const refusal = z.strictObject({
	error: z.object({
		message: z.string(),
		type: z.string().nullish(),
		param: z.string().nullish(),
		code: z.string().nullish(),
	}),
});

/**
 * OpenAI API, with the key of a project or of a user.
 *
 * A key of a project belongs to one organization. A person's older key may belong to several, of which a header
 * chooses one.
 */
export const openai = defineService({
	name: 'openai',
	displayName: 'OpenAI',
	address: { template: 'https://api.openai.com/v1' },
	request: { headers: { 'OpenAI-Organization': '{organization}' } },
	permissions: {},
	apiKey: {
		documentationUrl: OVERVIEW,
		label: 'API Key',
		hint: 'On platform.openai.com: Settings → API keys → Create new secret key. OpenAI shows the key only once.',
		pattern: 'sk-[A-Za-z0-9_-]{20,}',
		example: 'the whole key, which begins with sk-',
		fields: {
			organization: {
				label: 'organization ID',
				pattern: 'org-[A-Za-z0-9_-]+',
				example: 'org-abc123',
				description: 'Needed only for a key that belongs to several organizations.',
				default: '',
			},
		},
		access: 'key',
		accessNotice:
			'The key may do what was selected when it was made: everything, or single parts of the API.',
		verify: {
			url: '/models',
			failures: [
				{
					when: { status: 401 },
					message:
						'OpenAI refused the key: it was deleted, was not copied whole, or does not belong to this organization. Copy it again, or make a new key.',
				},
				{
					when: { status: 403 },
					message:
						'OpenAI knows this key, but the key may not list models. Allow it to read models to verify the connection.',
				},
			],
		},
		account: {
			url: '/models',
			example: { object: 'list', data: [] },
			exampleHeaders: { 'openai-organization': 'org-abc123' },
			parse: (_body, answer) => {
				const name = headers.parse(answer.headers)['openai-organization'];
				return { id: name, name };
			},
		},
	},
	// How many requests are allowed is told by headers, for each model. The official client waits ten minutes.
	limits: { concurrency: 4, timeout: 600_000, pageSize: 100 },
	// The header for the reset holds a duration such as 6m0s.
	usage: rateHeaders({
		limit: 'x-ratelimit-limit-requests',
		remaining: 'x-ratelimit-remaining-requests',
	}),
	parseError: errorReader(refusal, ({ error: { message, type, param, code } }) => ({
		code: code ?? type ?? undefined,
		detail: message,
		...(param ? { fields: [{ field: param, message }] } : {}),
	})),
	errors: [
		{ when: { code: ['invalid_api_key'] }, kind: 'reauthorize', cause: 'wrongKey' },
		{
			// OpenAI says so with status 429, but to wait does not help.
			when: { code: ['insufficient_quota', 'credit_balance_exhausted'] },
			kind: 'permission',
			advice: 'The credit of the OpenAI organization is used up. Add credit, or raise its limit.',
		},
		...byCode({
			rateLimited: ['rate_limit_exceeded', 'slow_down'],
			serviceUnavailable: ['server_is_overloaded'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: {
			error: {
				message: 'Incorrect API key provided.',
				type: 'invalid_request_error',
				param: null,
				code: 'invalid_api_key',
			},
		},
	},
	sources: [
		OVERVIEW,
		ERRORS,
		'https://www.developersdigest.tech/errors/api/openai-api',
		'n8n-nodes-base (npm): dist/credentials/OpenAiApi.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
