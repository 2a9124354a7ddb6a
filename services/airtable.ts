import { z } from 'zod';

import { errorReader } from '../connection/model/reading';
import type { Grant } from '../connection/model/service';
import { defineService } from '../connection/model/service';

const SCOPES = 'https://airtable.com/developers/web/api/scopes';
const WHO = 'https://airtable.com/developers/web/api/get-user-id-scopes';

/** `GET /meta/whoami` (https://airtable.com/developers/web/api/get-user-id-scopes). It needs no scope. */
const whoami = z.object({
	id: z.string(),
	email: z.string().optional(),
	scopes: z.array(z.string()).optional(),
});

const account = {
	url: '/meta/whoami',
	example: (granted: readonly string[]) => ({
		id: 'usrL2PNC5o3H4lBEi',
		email: 'ada@example.com',
		scopes: granted,
	}),
	parse: (body: unknown) => {
		const { id, email } = whoami.parse(body);
		return { id, name: email ?? id, email };
	},
};

/** Reads the scopes, which Airtable names of OAuth tokens only. */
const granted = (body: unknown): Grant | undefined => {
	const { scopes } = whoami.parse(body);
	return scopes && { granted: scopes };
};

/**
 * Airtable. Besides the scopes, a person chooses the bases that a connection or token reaches.
 *
 * Each renewal ends the refresh token before, and one that was not used for 60 days ends, too. Airtable refuses scopes that
 * the OAuth integration does not have.
 */
export const airtable = defineService({
	name: 'airtable',
	displayName: 'Airtable',
	address: { template: 'https://api.airtable.com/v0' },
	permissions: {
		readRecords: {
			label: 'Read records',
			scopes: ['data.records:read'],
			default: true,
			source: SCOPES,
		},
		writeRecords: {
			label: 'Create, edit and delete records',
			scopes: ['data.records:write'],
			source: SCOPES,
		},
		readComments: {
			label: 'Read comments',
			scopes: ['data.recordComments:read'],
			source: SCOPES,
		},
		writeComments: {
			label: 'Create, edit and delete comments',
			scopes: ['data.recordComments:write'],
			source: SCOPES,
		},
		readSchema: {
			label: 'Find bases, tables and fields',
			scopes: ['schema.bases:read'],
			source: SCOPES,
		},
		writeSchema: {
			label: 'Create and edit bases, tables and fields',
			scopes: ['schema.bases:write'],
			source: SCOPES,
		},
		manageWebhooks: {
			label: 'Manage webhooks',
			scopes: ['webhook:manage'],
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl: 'https://airtable.com/developers/web/api/oauth-reference',
		authorizeUrl: 'https://airtable.com/oauth2/v1/authorize',
		tokenUrl: 'https://airtable.com/oauth2/v1/token',
		clientAuthentication: 'header',
		pkce: true,
		// Only with it does Airtable tell whose account it is.
		scopes: { always: ['user.email:read'] },
		expiry: 'refresh',
		rotates: true,
		lifetimes: [
			{
				of: 'refreshToken',
				days: 60,
				from: 'lastUse',
				source: 'https://airtable.com/developers/web/api/oauth-reference',
			},
		],
		access: 'scopes',
		verify: { url: '/meta/whoami' },
		account,
		granted: { url: '/meta/whoami', parse: granted },
	},
	apiKey: {
		documentationUrl: 'https://airtable.com/developers/web/guides/personal-access-tokens',
		label: 'Personal Access Token',
		hint: 'In Airtable: Builder Hub → Personal access tokens → Create token. It is shown once.',
		pattern: 'pat[A-Za-z0-9]{14,}\\.[0-9a-f]{64,}',
		example: 'the whole token, beginning with pat',
		access: 'key',
		accessNotice:
			'The token may do what its scopes allow, in the bases that were added to it. Airtable does not tell which these are.',
		verify: { url: '/meta/whoami' },
		account,
	},
	// 5 requests a second for one base, whoever sends them, then nothing for 30 seconds. A page holds at most 100 records.
	limits: {
		concurrency: 5,
		timeout: 60_000,
		pageSize: 100,
		rate: {
			requests: 5,
			per: 1_000,
			penalty: 30_000,
			each: { label: 'base', pattern: '/(app[A-Za-z0-9]+)(?:/|$)' },
		},
	},
	paging: {
		by: 'cursor',
		cursor: 'offset',
		next: 'offset',
		size: 'pageSize',
		records: 'records',
	},
	parseError: errorReader(
		z.object({ error: z.object({ type: z.string(), message: z.string().optional() }) }),
		({ error: { type, message } }) => ({ code: type, detail: message ?? type }),
	),
	errors: [
		{
			when: { code: ['AUTHENTICATION_REQUIRED', 'UNAUTHORIZED', 'invalid_grant'] },
			kind: 'reauthorize',
			cause: 'revoked',
		},
		{
			when: { code: ['INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND', 'INVALID_PERMISSIONS'] },
			kind: 'permission',
			cause: 'forbidden',
			advice:
				'Check that the base or table exists, that the connection was given access to this base, and that it has the scope for it.',
		},
		{ when: { code: ['NOT_FOUND', 'TABLE_NOT_FOUND'] }, kind: 'notFound' },
		{ when: { status: [422] }, kind: 'input' },
		{ when: { status: [429] }, kind: 'throttled', cause: 'rateLimited' },
	],
	exampleRefusal: {
		status: 401,
		body: { error: { type: 'AUTHENTICATION_REQUIRED', message: 'Authentication required' } },
	},
	sources: [
		SCOPES,
		WHO,
		'https://airtable.com/developers/web/api/rate-limits',
		'https://airtable.com/developers/web/api/errors',
		'https://www.nango.dev/blog/airtable-oauth-refresh-token-invalid-grant',
		'api-evangelist/airtable: rate-limits/airtable-rate-limits.yml',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/AirtableTokenApi.credentials.js',
	],
});
