import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService, type Grant } from '../connection/model/service';

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
	parse: readAs(whoami, ({ id, email }) => ({ id, name: email ?? id, email })),
};

/** Reads the scopes, which Airtable names of OAuth tokens only. */
const granted = (body: unknown): Grant | undefined => {
	const { scopes } = whoami.parse(body);
	return scopes && { granted: scopes };
};

const may = permissionsFrom(SCOPES);

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
		readRecords: may('Read records', 'data.records:read', { default: true }),
		writeRecords: may('Create, edit and delete records', 'data.records:write'),
		readComments: may('Read comments', 'data.recordComments:read'),
		writeComments: may('Create, edit and delete comments', 'data.recordComments:write'),
		readSchema: may('Find bases, tables and fields', 'schema.bases:read'),
		writeSchema: may('Create and edit bases, tables and fields', 'schema.bases:write'),
		manageWebhooks: may('Manage webhooks', 'webhook:manage'),
	},
	oauth2: {
		documentationUrl: 'https://airtable.com/developers/web/api/oauth-reference',
		authorizeUrl: 'https://airtable.com/oauth2/v1/authorize',
		tokenUrl: 'https://airtable.com/oauth2/v1/token',
		clientAuthentication: 'header',
		pkce: true,
		// Only with it does Airtable tell whose account it is.
		scopes: { always: ['user.email:read'] },
		rotates: true,
		lifetimes: [
			{
				of: 'refreshToken',
				days: 60,
				from: 'lastUse',
				source: 'https://airtable.com/developers/web/api/oauth-reference',
			},
		],
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
	paging: { by: 'cursor', cursor: 'offset', next: 'offset', size: 'pageSize', records: 'records' },
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
			advice:
				'Check that the base or table exists, that the connection was given access to this base, and that it has the scope for it.',
		},
		{ when: { code: ['NOT_FOUND', 'TABLE_NOT_FOUND'] }, kind: 'notFound' },
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
