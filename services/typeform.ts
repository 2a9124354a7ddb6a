import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { type Account, defineService, type ReadInquiry } from '../connection/model/service';

const APPLICATIONS = 'https://www.typeform.com/developers/get-started/applications/';
const SCOPES = 'https://www.typeform.com/developers/get-started/scopes/';

/** `GET /me`. */
const me = z.object({ user_id: z.string(), alias: z.string(), email: z.string().optional() });

const error = z.object({ code: z.string(), description: z.string() });

const account: ReadInquiry<Account> = {
	url: '/me',
	example: { user_id: '01DH4P3KD9K0EVMFD9EYXQPFJE', alias: 'Ada', email: 'ada@example.com' },
	parse: readAs(me, ({ user_id, alias, email }) => ({
		id: user_id,
		name: alias,
		user: alias,
		email,
	})),
};

const may = permissionsFrom(SCOPES);

/**
 * Typeform, for accounts whose data is in the United States: other data centers have other addresses. Only the scope
 * `offline` gives a refresh token.
 */
export const typeform = defineService({
	name: 'typeform',
	displayName: 'Typeform',
	address: { template: 'https://api.typeform.com' },
	permissions: {
		readForms: may('Read forms', 'forms:read', { default: true }),
		writeForms: may('Create, change and delete forms', 'forms:write', { includes: ['readForms'] }),
		readResponses: may('Read responses', 'responses:read'),
		deleteResponses: may('Delete responses', 'responses:write', { includes: ['readResponses'] }),
		readWebhooks: may('Read webhooks', 'webhooks:read'),
		writeWebhooks: may('Create, change and delete webhooks', 'webhooks:write', {
			includes: ['readWebhooks'],
		}),
		readWorkspaces: may('Read workspaces', 'workspaces:read'),
		writeWorkspaces: may('Create, change and delete workspaces', 'workspaces:write', {
			includes: ['readWorkspaces'],
		}),
	},
	oauth2: {
		documentationUrl: APPLICATIONS,
		authorizeUrl: 'https://api.typeform.com/oauth/authorize',
		tokenUrl: 'https://api.typeform.com/oauth/token',
		clientAuthentication: 'body',
		// `GET /me` needs `accounts:read`.
		scopes: { always: ['offline', 'accounts:read'] },
		account,
	},
	apiKey: {
		documentationUrl: 'https://www.typeform.com/developers/get-started/personal-access-token/',
		label: 'Personal Access Token',
		hint: 'In Typeform: your profile → Settings → Personal tokens → Generate a new token, with "Read accounts" and what you need.',
		pattern: '[A-Za-z0-9_-]{20,}',
		example: 'the whole token',
		access: 'key',
		accessNotice: 'What the token may do was chosen when it was made.',
		account,
	},
	// Two requests a second and account; a page of forms holds at most 200.
	limits: { concurrency: 2, timeout: 60_000, pageSize: 200, rate: { requests: 2, per: 1_000 } },
	paging: { by: 'page', page: 'page', size: 'page_size', records: 'items' },
	parseError: errorReader(error, ({ code, description }) => ({ code, detail: description })),
	errors: [{ when: { code: ['AUTHENTICATION_FAILED'] }, kind: 'reauthorize' }],
	sources: [
		APPLICATIONS,
		SCOPES,
		'https://www.typeform.com/developers/get-started/',
		'@typeform/api-client (npm): dist/index.cjs.js',
		'marotpam/typeform-go: fakeserver_test.go',
		'trufflesecurity/trufflehog: pkg/detectors/typeform/v2/typeform.go',
		'NangoHQ/nango: packages/providers/providers.yaml',
		'n8n-nodes-base (npm): dist/credentials/TypeformOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/credentials/TypeformApi.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/Typeform/GenericFunctions.js',
	],
});
