/** GitHub, GitLab, Salesforce, QuickBooks, Airtable, ClickUp, Asana, Dropbox, Zoom, Xero, Todoist, Webflow. */
import type { AnyOf, Needed, NodeNeeds, Scopes } from './model';
import { anyOf, each } from './model';

const needs = (runs: Scopes, edits: Scopes = []): Needed => ({ runs, edits });
/** One and the same for each operation. */
const everywhere = (operations: Readonly<Record<string, string>>, needed: Needed) =>
	Object.fromEntries(
		Object.entries(operations).map(([resource, names]) => [resource, each(names, needed)]),
	);

/** Whether a repository is private, the workflow does not say; for public ones, `public_repo` would do. */
const repo = anyOf('repo');
const usesRepo = needs([repo], [repo]);
const GITHUB = 'github/docs: content/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps.md';

const usesGitLab = needs([anyOf('api')]);
const readsGitLab = needs([anyOf('read_api api')]);

const api = anyOf('api full');
const SALESFORCE =
	'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm';

const accounting = needs([anyOf('com.intuit.quickbooks.accounting')]);

const schema = anyOf('schema.bases:read schema.bases:write');
const readRecords = needs([anyOf('data.records:read')], [schema]);
const writeRecords = needs([anyOf('data.records:write')], [schema]);
/** Finds the records that match before it writes. */
const matchRecords = needs([anyOf('data.records:read'), anyOf('data.records:write')], [schema]);

const none = needs([]);

/** Without scopes of its own, an app has all rights: Asana calls that `default`. */
const asana = (scope: string): AnyOf => anyOf(`${scope} default`);
const asanaLists = ['workspaces:read', 'projects:read', 'users:read'].map(asana);

/** The node asks first whose files they are. */
const account = anyOf('account_info.read');
const dropbox = (scope: string) => needs([anyOf(scope), account]);

/** Zoom's granular scopes; an app made before 2024 has the classic one after it. */
const zoom = (scope: string, classic: string) => needs([anyOf(`${scope} ${classic}`)]);

const xero = (record: string, right = '') => anyOf(`accounting.${record}${right}`);
const XERO = 'https://developer.xero.com/documentation/guides/oauth2/scopes';
const xeroLists = [anyOf('accounting.settings.read accounting.settings')];
const readsXero = (record: string, wide: string) =>
	needs([anyOf(`accounting.${record}.read accounting.${record} ${wide}`.trim())], xeroLists);
const writesXero = (record: string, wide: string) =>
	needs(wide ? [anyOf(`accounting.${record} ${wide}`)] : [xero(record)], xeroLists);

const readTodoist = anyOf('data:read data:read_write');
const writesTodoist = needs([anyOf('data:read_write')], [readTodoist]);
const readsTodoist = needs([readTodoist], [readTodoist]);
const deletesTodoist = needs([anyOf('data:delete')], [readTodoist]);
const addsTodoist = needs([anyOf('task:add data:read_write')], [readTodoist]);

const cmsLists = [anyOf('sites:read sites:write'), anyOf('cms:read cms:write')];

export const business: readonly NodeNeeds[] = [
	{
		node: 'github',
		types: ['githubOAuth2Api'],
		source: GITHUB,
		resources: {
			...everywhere(
				{
					file: 'create delete edit get list',
					issue: 'create createComment edit get lock',
					pullRequest:
						'create update close reopen get createComment editComment getDiff getPatch merge',
					release: 'create delete get getAll update',
					repository:
						'get getIssues getLicense getProfile getPullRequests listPopularPaths listReferrers',
					review: 'create get getAll update',
					workflow: 'disable dispatch dispatchAndWait enable get getUsage list',
				},
				usesRepo,
			),
			user: {
				...each('getRepositories getUserIssues', usesRepo),
				invite: needs([anyOf('admin:org')]),
			},
			organization: {
				getRepositories: usesRepo,
				getMembers: needs([anyOf('read:org write:org admin:org')], [repo]),
			},
		},
	},
	{
		node: 'githubTrigger',
		types: ['githubOAuth2Api'],
		source: GITHUB,
		// Creates and deletes a webhook, which each of the two allows.
		resources: { '': { '': needs([anyOf('admin:repo_hook repo')], [repo]) } },
	},
	{
		node: 'gitlab',
		types: ['gitlabOAuth2Api'],
		source: 'gitlabhq/gitlabhq: doc/integration/oauth_provider.md',
		resources: {
			file: {
				...each('create delete edit', usesGitLab),
				...each('get list', readsGitLab),
			},
			issue: {
				...each('create createComment edit lock', usesGitLab),
				get: readsGitLab,
			},
			release: {
				...each('create delete update', usesGitLab),
				...each('get getAll', readsGitLab),
			},
			repository: each('get getIssues', readsGitLab),
			user: { getRepositories: readsGitLab },
		},
	},
	{
		node: 'salesforce',
		types: ['salesforceOAuth2Api'],
		source: SALESFORCE,
		resources: everywhere(
			{
				lead: 'addToCampaign addNote create upsert delete get getAll getSummary update',
				contact: 'addToCampaign addNote create upsert delete get getAll getSummary update',
				customObject: 'create upsert delete get getAll update',
				document: 'upload',
				opportunity: 'addNote create upsert delete get getAll getSummary update',
				account: 'addNote create upsert delete get getAll getSummary update',
				search: 'query',
				case: 'addComment create delete get getAll getSummary update',
				task: 'create delete get getAll getSummary update',
				attachment: 'create delete get getAll getSummary update',
				user: 'get getAll',
				flow: 'getAll invoke',
			},
			needs([api], [api]),
		),
	},
	{
		node: 'quickbooks',
		types: ['quickBooksOAuth2Api'],
		source: 'https://developer.api.intuit.com/.well-known/openid_configuration',
		resources: everywhere(
			{
				bill: 'create delete get getAll update',
				customer: 'create get getAll update',
				employee: 'create get getAll update',
				estimate: 'create delete get getAll send update',
				invoice: 'create delete get getAll send update void',
				item: 'get getAll',
				payment: 'create delete get getAll send update void',
				purchase: 'get getAll',
				transaction: 'getReport',
				vendor: 'create get getAll update',
			},
			accounting,
		),
	},
	{
		node: 'airtable',
		types: ['airtableOAuth2Api'],
		source: 'https://airtable.com/developers/web/api/scopes',
		resources: {
			record: {
				...each('get search', readRecords),
				...each('create deleteRecord', writeRecords),
				...each('update upsert', matchRecords),
			},
			base: each('getMany getSchema', needs([schema], [schema])),
			// Of the first version.
			'': {
				...each('list read', readRecords),
				...each('append delete update', writeRecords),
			},
		},
	},
	{
		node: 'clickUp',
		types: ['clickUpOAuth2Api'],
		source: 'https://developer.clickup.com/docs/authentication',
		resources: everywhere(
			{
				checklist: 'create delete update',
				checklistItem: 'create delete update',
				comment: 'create delete getAll update',
				folder: 'create delete get getAll update',
				goal: 'create delete get getAll update',
				goalKeyResult: 'create delete update',
				taskTag: 'add remove',
				taskList: 'add remove',
				spaceTag: 'create delete getAll update',
				task: 'create delete get getAll member setCustomField update',
				taskDependency: 'create delete',
				timeEntry: 'create delete get getAll start stop update',
				timeEntryTag: 'add getAll remove',
				list: 'create customFields delete get getAll member update',
			},
			none,
		),
	},
	{
		node: 'dropbox',
		types: ['dropboxOAuth2Api'],
		source: 'dropbox (npm): lib/routes.js',
		resources: {
			file: {
				...each('copy delete move upload', dropbox('files.content.write')),
				download: dropbox('files.content.read'),
			},
			folder: {
				...each('copy create delete move', dropbox('files.content.write')),
				list: dropbox('files.metadata.read'),
			},
			search: { query: dropbox('files.metadata.read') },
		},
	},
	{
		node: 'zoom',
		types: ['zoomOAuth2Api'],
		source: 'https://developers.zoom.us/docs/integrations/oauth-scopes-granular/',
		resources: {
			meeting: {
				create: zoom('meeting:write:meeting', 'meeting:write'),
				update: zoom('meeting:update:meeting', 'meeting:write'),
				delete: zoom('meeting:delete:meeting', 'meeting:write'),
				get: zoom('meeting:read:meeting', 'meeting:read meeting:write'),
				getAll: zoom('meeting:read:list_meetings', 'meeting:read meeting:write'),
			},
		},
	},
	{
		node: 'xero',
		types: ['xeroOAuth2Api'],
		source: XERO,
		resources: {
			invoice: {
				...each('get getAll', readsXero('invoices', 'accounting.transactions')),
				...each('create update', writesXero('invoices', 'accounting.transactions')),
			},
			contact: {
				...each('get getAll', readsXero('contacts', '')),
				...each('create update', writesXero('contacts', '')),
			},
		},
	},
	{
		node: 'asana',
		types: ['asanaOAuth2Api'],
		source: 'https://developers.asana.com/docs/oauth-scopes',
		resources: {
			task: {
				...each('create update move', needs([asana('tasks:write')], asanaLists)),
				delete: needs([asana('tasks:delete')], asanaLists),
				...each('get getAll search', needs([asana('tasks:read')], asanaLists)),
			},
			subtask: {
				create: needs([asana('tasks:write')], asanaLists),
				getAll: needs([asana('tasks:read')], asanaLists),
			},
			project: {
				...each('create update', needs([asana('projects:write')], asanaLists)),
				delete: needs([asana('projects:delete')], asanaLists),
				...each('get getAll', needs([asana('projects:read')], asanaLists)),
			},
			taskComment: {
				add: needs([asana('stories:write')], asanaLists),
				remove: { unknown: 'which scope deletes a comment is not known' },
			},
			taskProject: each('add remove', needs([asana('tasks:write')], asanaLists)),
			taskTag: each('add remove', needs([asana('tasks:write')], asanaLists)),
			user: each('get getAll', needs([asana('users:read')], asanaLists)),
		},
	},
	{
		node: 'todoist',
		types: ['todoistOAuth2Api'],
		source: 'https://doist.github.io/todoist-api-typescript/authorization',
		resources: {
			task: {
				...each('create quickAdd', addsTodoist),
				...each('close move reopen update', writesTodoist),
				delete: deletesTodoist,
				...each('get getAll', readsTodoist),
			},
			project: {
				...each('archive create unarchive update', writesTodoist),
				delete: needs([anyOf('project:delete')], [readTodoist]),
				...each('get getCollaborators getAll', readsTodoist),
			},
			...Object.fromEntries(
				['section', 'comment', 'label'].map((resource) => [
					resource,
					{
						...each('create update', writesTodoist),
						...each('get getAll', readsTodoist),
						delete: deletesTodoist,
					},
				]),
			),
			reminder: {
				...each('create update', writesTodoist),
				getAll: readsTodoist,
				delete: deletesTodoist,
			},
		},
	},
	{
		node: 'webflow',
		types: ['webflowOAuth2Api'],
		source: 'webflow-api (npm): api/resources/collections/resources/items',
		resources: {
			item: {
				...each('get getAll', needs([anyOf('cms:read cms:write')], cmsLists)),
				...each('create delete deleteItem update', needs([anyOf('cms:write')], cmsLists)),
			},
		},
	},
];
