/** Successful answers of the services of n8n's own types, as their documentation shows them, in short. */

const GOOGLE_SCOPES =
	'https://www.googleapis.com/auth/drive.file https://www.googleapis.com/auth/spreadsheets';

const person = { id: '7', name: 'Ada Lovelace', email: 'ada@example.com' };

/** By the address without its query. */
export const ANSWERS: Readonly<Record<string, unknown>> = {
	'https://www.googleapis.com/oauth2/v3/tokeninfo': {
		azp: 'client.apps.googleusercontent.com',
		aud: 'client.apps.googleusercontent.com',
		scope: GOOGLE_SCOPES,
		exp: '1900000000',
		expires_in: '3599',
		access_type: 'offline',
	},
	'https://openidconnect.googleapis.com/v1/userinfo': { sub: '7', email: person.email },
	'https://gmail.googleapis.com/gmail/v1/users/me/profile': { emailAddress: person.email },
	'https://www.googleapis.com/drive/v3/about': {
		user: { displayName: person.name, emailAddress: person.email },
	},
	'https://www.googleapis.com/calendar/v3/calendars/primary': { id: person.email },
	'https://graph.microsoft.com/v1.0/me': {
		id: person.id,
		displayName: person.name,
		userPrincipalName: 'ada@contoso.com',
		mail: null,
	},
	'https://graph.microsoft.com/v1.0/me/drive': {
		id: 'b!1',
		owner: { user: { id: '7', displayName: person.name } },
	},
	'https://graph.microsoft.com/v1.0/me/messages': { value: [{ id: '1' }] },
	'https://graph.microsoft.com/v1.0/me/todo/lists': { value: [{ id: '1' }] },
	'https://graph.microsoft.com/v1.0/security/secureScores': { value: [] },
	'https://slack.com/api/auth.test': {
		ok: true,
		url: 'https://acme.slack.com/',
		team: 'Acme',
		team_id: 'T1',
		user: 'ada',
		user_id: 'U1',
	},
	'https://api.airtable.com/v0/meta/whoami': { id: 'usr1', scopes: ['data.records:read'] },
	'https://app.asana.com/api/1.0/users/me': { data: { gid: '7', ...person } },
	'https://api.atlassian.com/oauth/token/accessible-resources': [
		{ id: '11', name: 'Acme', url: 'https://acme.atlassian.net', scopes: ['read:jira-work'] },
	],
	'https://api.box.com/2.0/folders/0': { id: '0', type: 'folder' },
	'https://api.calendly.com/users/me': {
		resource: { uri: 'https://api.calendly.com/users/A', name: person.name, email: person.email },
	},
	'https://api.clickup.com/api/v2/user': {
		user: { id: 7, username: person.name, email: person.email },
	},
	'https://discord.com/api/v10/oauth2/@me': {
		application: { id: '9', name: 'Bot' },
		scopes: ['identify'],
		expires: '2027-01-01T00:00:00.000000+00:00',
		user: { id: '7', username: 'ada' },
	},
	'https://api.dropboxapi.com/2/users/get_current_account': {
		account_id: 'dbid:1',
		name: { display_name: person.name },
		email: person.email,
	},
	'https://www.eventbriteapi.com/v3/users/me/organizations': { organizations: [] },
	'https://id.getharvest.com/api/v2/accounts': { user: {}, accounts: [{ id: 1 }] },
	'https://api.hubapi.com/account-info/v3/details': {
		portalId: 123456,
		uiDomain: 'app.hubspot.com',
	},
	'https://api.infusionsoft.com/crm/rest/v1/users': { users: [] },
	'https://api.linear.app/graphql': { data: { viewer: person } },
	'https://api.linkedin.com/v2/userinfo': { sub: '7', name: person.name, email: person.email },
	'https://api.linkedin.com/v2/me': { id: '7', localizedFirstName: 'Ada' },
	'https://api.miro.com/v1/oauth-token': {
		team: { id: '1', name: 'Acme' },
		user: { id: '7', name: person.name },
		scopes: ['boards:read'],
	},
	'https://api.monday.com/v2/': { data: { me: person } },
	'https://api.notion.com/v1/users/me': { id: '7', name: 'n8n', bot: { workspace_name: 'Acme' } },
	'https://api.pipedrive.com/v1/users/me': {
		success: true,
		data: { company_id: 1, company_name: 'Acme', name: person.name, email: person.email },
	},
	'https://api.pushbullet.com/v2/users/me': { iden: 'u1', name: person.name, email: person.email },
	'https://api.raindrop.io/rest/v1/user': {
		result: true,
		user: { _id: 7, fullName: person.name, email: person.email },
	},
	'https://oauth.reddit.com/api/v1/me': { id: '7', name: 'ada' },
	'https://sentry.io/api/0/organizations/': [{ id: '1' }],
	'https://api.spotify.com/v1/me': { id: 'ada', display_name: person.name },
	'https://www.strava.com/api/v3/athlete': { id: 7, firstname: 'Ada' },
	'https://api.surveymonkey.com/v3/surveys': { data: [] },
	'https://api.todoist.com/api/v1/labels': { results: [], next_cursor: null },
	'https://api.x.com/2/users/me': { data: { id: '7', name: person.name, username: 'ada' } },
	'https://api.typeform.com/forms': { total_items: 0, items: [] },
	'https://api.webflow.com/v2/token/introspect': {
		authorization: { id: '1', scope: 'sites:read,cms:read' },
	},
	'https://api.xero.com/connections': [{ tenantId: '1', tenantName: 'Acme' }],
	'https://api.zoom.us/v2/users/me': { id: '7', display_name: person.name, email: person.email },
};

/** Headers that come with a success, by host. */
export const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'slack.com': { 'x-oauth-scopes': 'chat:write,channels:read' },
};

/** Refusals in the service's own form, where it differs from a bare status. */
export const REFUSALS: Readonly<
	Record<string, Partial<Record<'revoked' | 'unscoped', readonly [status: number, body: unknown]>>>
> = {
	'www.googleapis.com/oauth2': {
		revoked: [400, { error: 'invalid_token', error_description: 'Invalid Value' }],
	},
	'slack.com': {
		revoked: [200, { ok: false, error: 'token_revoked' }],
		unscoped: [200, { ok: false, error: 'missing_scope', needed: 'users:read', provided: '' }],
	},
	'graph.microsoft.com': {
		revoked: [
			401,
			{ error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed' } },
		],
		unscoped: [403, { error: { code: 'ErrorAccessDenied', message: 'Access is denied' } }],
	},
	'api.hubapi.com': {
		revoked: [401, { status: 'error', category: 'INVALID_AUTHENTICATION', message: 'gone' }],
		unscoped: [403, { status: 'error', category: 'MISSING_SCOPES', message: 'requires scopes' }],
	},
	'api.linkedin.com': {
		unscoped: [403, { serviceErrorCode: 100, message: 'Not enough permissions', status: 403 }],
	},
	'api.linear.app': {
		revoked: [
			400,
			{
				errors: [
					{ message: 'Authentication required', extensions: { code: 'AUTHENTICATION_ERROR' } },
				],
			},
		],
		unscoped: [200, { errors: [{ message: 'Forbidden', extensions: { code: 'FORBIDDEN' } }] }],
	},
	'api.zoom.us': {
		revoked: [401, { code: 124, message: 'Invalid access token.' }],
		unscoped: [400, { code: 4711, message: 'Invalid access token, does not contain scopes.' }],
	},
};

/** Answers of the services that n8n's own nodes read from, by host. */
export const READ: Readonly<Record<string, unknown>> = {
	'api.github.com': [],
	'quickbooks.api.intuit.com': { QueryResponse: { Customer: [{ Id: '1' }], totalCount: 1 } },
	'acme.my.salesforce.com': { records: [{ Id: '1' }], done: true },
	'services.leadconnectorhq.com': { contacts: [{ id: '1' }], meta: {} },
	'mautic.example.com': { contacts: { '1': { id: 1, fields: { all: {} } } }, total: 1 },
	'acme.myshopify.com': { products: [{ id: 1 }] },
	'acme.zendesk.com': { tickets: [{ id: 1 }], results: [{ id: 1 }] },
	'www.zohoapis.com': { data: [{ id: '1' }], info: {} },
	'api.pagerduty.com': { incidents: [{ id: '1' }] },
	'api.bannerbear.com': [{ uid: '1' }],
};
