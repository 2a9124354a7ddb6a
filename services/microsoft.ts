import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { byCode } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const PLATFORM = 'https://learn.microsoft.com/en-us/entra/identity-platform';
const PERMISSIONS = 'microsoftgraph/microsoft-graph-devx-content: permissions/new/permissions.json';

/** `GET /me` (https://learn.microsoft.com/en-us/graph/api/user-get). */
const me = z.object({
	id: z.string(),
	displayName: z.string().nullish(),
	mail: z.string().nullish(),
	userPrincipalName: z.string(),
});

/** `GET /organization` (https://learn.microsoft.com/en-us/graph/api/organization-list): the one of the token. */
const organizations = z.object({
	value: z.tuple([z.object({ id: z.string(), displayName: z.string() })]).rest(z.unknown()),
});

/** Permissions of one product. The scopes after the first are wider ones that do as well. */
const product = (group: string) => permissionsFrom(PERMISSIONS, group);

const outlook = product('Outlook');
const oneDrive = product('OneDrive');
const excel = product('Excel');
const teams = product('Teams');
const sharePoint = product('SharePoint');
const toDo = product('To Do');

/**
 * Microsoft Graph: one consent for Outlook, OneDrive, Excel, Teams, SharePoint and To Do.
 *
 * The tenant is part of the authorization server's addresses: `common` takes accounts of every organization and personal ones,
 * which only an app for all of them may use. Graph has no request that withdraws one connection's tokens.
 */
export const microsoft = defineService({
	name: 'microsoft',
	displayName: 'Microsoft',
	address: {
		template: 'https://graph.microsoft.com/v1.0',
		parts: {
			tenant: {
				label: 'tenant ID',
				pattern: '[A-Za-z0-9-]+',
				example: 'a1b2c3d4-e5f6-47a8-9b0c-d1234567890f',
				description:
					'In the Microsoft Entra admin center: Overview → Tenant ID. An app for all accounts takes "common".',
			},
		},
	},
	permissions: {
		readMail: outlook('Read mail', 'Mail.Read | Mail.ReadWrite', { default: true }),
		editMail: outlook('Read, edit, move and delete mail', 'Mail.ReadWrite', {
			description: 'Includes drafts, but not sending.',
		}),
		sendMail: outlook('Send mail', 'Mail.Send'),
		readEvents: outlook('Read events', 'Calendars.Read | Calendars.ReadWrite'),
		editEvents: outlook('Create, edit and delete events', 'Calendars.ReadWrite'),
		readContacts: outlook('Read contacts', 'Contacts.Read | Contacts.ReadWrite'),
		editContacts: outlook('Create, edit and delete contacts', 'Contacts.ReadWrite'),
		readFiles: oneDrive(
			'Read own files',
			'Files.Read | Files.Read.All | Files.ReadWrite | Files.ReadWrite.All',
		),
		editFiles: oneDrive('Create and edit own files', 'Files.ReadWrite | Files.ReadWrite.All'),
		readSharedFiles: oneDrive('Read shared files', 'Files.Read.All | Files.ReadWrite.All'),
		editSharedFiles: oneDrive('Create and edit shared files', 'Files.ReadWrite.All'),
		editWorkbooks: excel('Read and edit workbooks', 'Files.ReadWrite | Files.ReadWrite.All'),
		findTeams: teams('Find teams', 'Team.ReadBasic.All'),
		findChannels: teams('Find channels', 'Channel.ReadBasic.All'),
		sendChannelMessages: teams('Send messages to channels', 'ChannelMessage.Send'),
		readChannelMessages: teams('Read messages of channels', 'ChannelMessage.Read.All', {
			description: 'An administrator has to consent.',
		}),
		sendChatMessages: teams('Send chat messages', 'ChatMessage.Send | Chat.ReadWrite'),
		readChats: teams('Read chats', 'Chat.Read | Chat.ReadWrite'),
		readSites: sharePoint('Read lists and files', 'Sites.Read.All | Sites.ReadWrite.All'),
		editSites: sharePoint('Edit list items and files', 'Sites.ReadWrite.All'),
		readTasks: toDo('Read tasks', 'Tasks.Read | Tasks.ReadWrite'),
		editTasks: toDo('Create, edit and delete tasks', 'Tasks.ReadWrite'),
	},
	oauth2: {
		documentationUrl: `${PLATFORM}/v2-oauth2-auth-code-flow`,
		authorizeUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
		tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
		addressParts: { tenant: { from: 'field', property: 'tenant', default: 'common' } },
		clientAuthentication: 'body',
		pkce: true,
		// The token answer never lists `offline_access` among the granted scopes.
		scopes: { always: ['offline_access', 'User.Read'] },
		authorizeQuery: { response_mode: 'query', prompt: 'select_account' },
		lifetimes: [
			{
				of: 'refreshToken',
				days: 90,
				from: 'lastUse',
				source: 'MicrosoftDocs/entra-docs: docs/identity-platform/refresh-tokens.md',
			},
		],
		properties: [
			{
				displayName: 'Tenant ID',
				name: 'tenant',
				type: 'string',
				default: 'common',
				description:
					'Tenant of the app, or "common" if its registration allows accounts of every organization',
			},
		],
		account: {
			url: '/me',
			example: {
				id: '87d349ed-44d7-43e1-9a83-5f2406dee5bd',
				displayName: 'Ada Lovelace',
				mail: 'ada@example.com',
				userPrincipalName: 'ada@example.com',
			},
			parse: readAs(me, ({ id, displayName, mail, userPrincipalName }) => ({
				id,
				name: displayName ?? userPrincipalName,
				email: mail ?? userPrincipalName,
			})),
		},
	},
	clientCredentials: {
		documentationUrl: `${PLATFORM}/v2-oauth2-client-creds-grant-flow`,
		tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
		clientAuthentication: 'body',
		scopes: { always: ['https://graph.microsoft.com/.default'] },
		access: 'key',
		accessNotice:
			'The app may do what an administrator granted it as application permissions. It acts without a user, for the whole organization.',
		verify: {
			url: '/organization',
			failures: [
				{
					when: { status: 403 },
					message:
						'Microsoft accepts the app, but the app may not read the organization. Grant it the application permission Organization.Read.All.',
				},
			],
		},
		account: {
			url: '/organization',
			example: { value: [{ id: '84841066-274d-4ec0-a5c1-276be684bdd3', displayName: 'Flowers' }] },
			parse: (body) => {
				const [{ id, displayName }] = organizations.parse(body).value;
				return { id, name: displayName };
			},
		},
	},
	// Limits differ by product and tenant; Outlook allows one mailbox 4 requests at once.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100 },
	paging: { by: 'nextUrl', next: '@odata.nextLink', records: 'value', size: '$top' },
	parseError: errorReader(
		z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
		({ error: { code, message } }) => ({ code, detail: message }),
	),
	errors: [
		...byCode({
			revoked: ['invalid_grant', 'interaction_required', 'consent_required'],
			expired: ['InvalidAuthenticationToken', 'unauthenticated'],
			forbidden: ['Authorization_RequestDenied', 'ErrorAccessDenied', 'accessDenied'],
			rateLimited: ['activityLimitReached'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } },
	},
	sources: [
		PERMISSIONS,
		'MicrosoftDocs/entra-docs: docs/identity-platform/refresh-tokens.md',
		'microsoftgraph/microsoft-graph-docs-contrib: concepts/errors.md',
		'microsoftgraph/microsoft-graph-docs-contrib: concepts/throttling-limits.md',
		'https://learn.microsoft.com/en-us/graph/paging',
		'n8n-nodes-base (npm): dist/credentials/MicrosoftOAuth2Api.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
