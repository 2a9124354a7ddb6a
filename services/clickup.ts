import { z } from 'zod';

import { errorReader, rateHeaders, readAs } from '../connection/model/reading';
import { type Account, defineService, type ReadInquiry } from '../connection/model/service';

const AUTHENTICATION = 'https://developer.clickup.com/docs/authentication';

/** `GET /user`. */
const authorizedUser = z.object({
	user: z.object({ id: z.number(), username: z.string().nullish(), email: z.string() }),
});

const error = z.object({ err: z.string(), ECODE: z.string().optional() });

const account: ReadInquiry<Account> = {
	url: '/user',
	example: { user: { id: 123, username: 'Ada Lovelace', email: 'ada@example.com' } },
	parse: readAs(authorizedUser, ({ user: { id, username, email } }) => ({
		id: String(id),
		name: username ?? email,
		user: username ?? undefined,
		email,
	})),
};

/** A workspace that the person did not choose on the consent page; ClickUp has a code for each place that asks. */
const WORKSPACE_NOT_AUTHORIZED = [23, 26, 27, ...Array.from({ length: 17 }, (_, i) => 29 + i)].map(
	(number) => `OAUTH_0${number}`,
);

/**
 * ClickUp API v2. There are no scopes: on the consent page the person chooses workspaces, and the connection may do
 * there whatever the person may do. Tokens do not expire.
 */
export const clickup = defineService({
	name: 'clickup',
	displayName: 'ClickUp',
	address: { template: 'https://api.clickup.com/api/v2' },
	permissions: {},
	oauth2: {
		documentationUrl: AUTHENTICATION,
		authorizeUrl: 'https://app.clickup.com/api',
		tokenUrl: 'https://api.clickup.com/api/v2/oauth/token',
		clientAuthentication: 'body',
		expiry: 'never',
		access: 'chosen',
		accessNotice:
			'You choose workspaces on the consent page. The connection may do there whatever you may do.',
		account,
	},
	apiKey: {
		documentationUrl: AUTHENTICATION,
		label: 'API Token',
		hint: 'In ClickUp: your avatar → Settings → Apps → API Token → Generate.',
		pattern: 'pk_[A-Za-z0-9_]+',
		example: 'the whole token, which begins with pk_',
		sign: { by: 'header', name: 'Authorization' },
		access: 'full',
		accessNotice: 'The token may do everything that its ClickUp user may do, in all workspaces.',
		account,
	},
	// 100 requests a minute and token up to the plan Business, more above it; lists hold 100 records a page.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 60_000 },
	usage: rateHeaders('x-ratelimit', 'epochSeconds'),
	parseError: errorReader(error, ({ ECODE, err }) => ({ code: ECODE, detail: err })),
	errors: [
		{
			when: { code: ['OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077'] },
			kind: 'reauthorize',
			cause: 'revoked',
		},
		{
			when: { code: WORKSPACE_NOT_AUTHORIZED },
			kind: 'permission',
			advice: 'Reconnect and choose this workspace on the consent page.',
		},
	],
	exampleRefusal: { status: 401, body: { err: 'Token invalid', ECODE: 'OAUTH_025' } },
	sources: [
		AUTHENTICATION,
		'https://developer.clickup.com/docs/rate-limits',
		'https://developer.clickup.com/docs/common_errors',
		'n8n-nodes-base (npm): dist/credentials/ClickUpOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/credentials/ClickUpApi.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/ClickUp/GenericFunctions.js',
	],
});
