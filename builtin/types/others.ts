/** Services of which n8n has one or two types. Where no other source is named, n8n's own node sends the same request. */
import { z } from 'zod';

import { endingAt } from '../../connection/model/service';
import type { InquiredType } from '../inquiry';
import { answersWith, byCode, scopeList, whoAmI } from './reading';

const node = (path: string) => `n8n-nodes-base (npm): dist/nodes/${path}`;

const anything = z.object({}).passthrough();

/** An OAuth error in an answer, as RFC 6750, section 3.1 names them. */
const bearer = byCode(
	z
		.object({ error: z.string(), error_description: z.string().optional() })
		.transform(({ error, error_description: detail }) => ({ code: error, detail })),
	{ insufficient_scope: 'insufficientScope', invalid_token: 'revoked' },
);

const airtable: InquiredType = {
	service: 'Airtable',
	inquiries: [
		whoAmI(
			'https://api.airtable.com/v0/meta/whoami',
			{ id: 'id', email: 'email' },
			{
				also: ({ body }) => {
					const { scopes } = z.object({ scopes: z.array(z.string()).optional() }).parse(body);
					return scopes ? { granted: scopes } : {};
				},
			},
		),
	],
	source: 'n8n-nodes-base (npm): dist/credentials/AirtableTokenApi.credentials.js',
};

const asana: InquiredType = {
	service: 'Asana',
	inquiries: [
		whoAmI('https://app.asana.com/api/1.0/users/me', {
			id: 'data.gid',
			name: 'data.name',
			email: 'data.email',
		}),
	],
	source: 'https://developers.asana.com/docs/oauth-scopes',
};

/** A grant that lists nothing gives access to nothing. */
const refusedWhereEmpty =
	(what: string): NonNullable<InquiredType['refusal']> =>
	({ status, body }) =>
		status === 200 && Array.isArray(body) && body.length === 0
			? { cause: 'forbidden', detail: `it gives access to no ${what}` }
			: undefined;

/** Lists the sites of a grant, each with its scopes; an empty list is a grant without a site. */
const atlassian: InquiredType = {
	service: 'Atlassian',
	inquiries: [
		{
			url: 'https://api.atlassian.com/oauth/token/accessible-resources',
			read: ({ body }) => {
				const sites = z
					.array(z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()) }))
					.parse(body);
				const [first] = sites;
				const granted = [...new Set(sites.flatMap(({ scopes }) => scopes))];
				return first ? { account: { id: first.id, name: first.name }, granted } : { granted };
			},
		},
	],
	refusal: refusedWhereEmpty('site'),
	source: 'https://developer.atlassian.com/cloud/oauth/getting-started/making-calls-to-api',
};

const box: InquiredType = {
	service: 'Box',
	inquiries: [
		answersWith('https://api.box.com/2.0/folders/0', z.object({ id: z.string() }), {
			query: { fields: 'id' },
		}),
	],
	refusal: bearer,
	source: node('Box/GenericFunctions.js'),
};

const calendly: InquiredType = {
	service: 'Calendly',
	inquiries: [
		whoAmI('https://api.calendly.com/users/me', {
			id: 'resource.uri',
			name: 'resource.name',
			email: 'resource.email',
		}),
	],
	source: 'n8n-nodes-base (npm): dist/credentials/CalendlyApi.credentials.js',
};

const clickUp: InquiredType = {
	service: 'ClickUp',
	inquiries: [
		whoAmI('https://api.clickup.com/api/v2/user', {
			id: 'user.id',
			name: 'user.username',
			email: 'user.email',
		}),
	],
	source: 'NangoHQ/nango: packages/providers/providers.yaml',
};

const discord: InquiredType = {
	service: 'Discord',
	inquiries: [
		{
			url: 'https://discord.com/api/v10/oauth2/@me',
			read: ({ body }) => {
				const { scopes, expires, user, application } = z
					.object({
						application: z.object({ id: z.string(), name: z.string() }),
						scopes: z.array(z.string()),
						expires: z.string().optional(),
						user: z.object({ id: z.string(), username: z.string() }).optional(),
					})
					.parse(body);
				const token = expires === undefined ? undefined : endingAt(Date.parse(expires));
				return {
					account: { id: (user ?? application).id, name: user?.username ?? application.name },
					granted: scopes,
					...(token ? { endings: { token } } : {}),
				};
			},
		},
	],
	source: 'https://docs.discord.com/developers/topics/oauth2#get-current-authorization-information',
};

const dropbox: InquiredType = {
	service: 'Dropbox',
	inquiries: [
		whoAmI(
			'https://api.dropboxapi.com/2/users/get_current_account',
			{ id: 'account_id', name: 'name.display_name', email: 'email' },
			{ method: 'POST' },
		),
	],
	// A missing scope comes with status 401, like a token that ended (dropbox (npm): types/dropbox_types.d.ts, AuthError).
	refusal: byCode(
		z
			.object({
				error: z.object({ '.tag': z.string(), required_scope: z.string().optional() }),
				error_summary: z.string().optional(),
			})
			.transform(({ error: { '.tag': code, required_scope: scope }, error_summary: detail }) => ({
				code,
				detail,
				missing: scope === undefined ? [] : [scope],
			})),
		{
			expired_access_token: 'expired',
			invalid_access_token: 'revoked',
			missing_scope: 'insufficientScope',
			user_suspended: 'forbidden',
		},
	),
	source: node('Dropbox/GenericFunctions.js'),
};

const eventbrite: InquiredType = {
	service: 'Eventbrite',
	inquiries: [answersWith('https://www.eventbriteapi.com/v3/users/me/organizations', anything)],
	source: node('Eventbrite/EventbriteTrigger.node.js'),
};

const harvest: InquiredType = {
	service: 'Harvest',
	inquiries: [
		answersWith(
			'https://id.getharvest.com/api/v2/accounts',
			z.object({ accounts: z.array(anything) }),
		),
	],
	source: node('Harvest/Harvest.node.js'),
};

/** Every HubSpot connection has the scope `oauth`, which allows it. */
const hubspot: InquiredType = {
	service: 'HubSpot',
	inquiries: [
		whoAmI('https://api.hubapi.com/account-info/v3/details', { id: 'portalId', name: 'uiDomain' }),
	],
	refusal: byCode(
		z
			.object({
				category: z.string(),
				message: z.string().optional(),
				errors: z
					.array(z.object({ context: z.record(z.array(z.string())).optional() }))
					.default([]),
			})
			.transform(({ category: code, message: detail, errors }) => ({
				code,
				detail,
				// HubSpot/hubspot-api-nodejs: issue 268
				missing: errors.flatMap(({ context = {} }) => Object.values(context).flat()),
			})),
		{
			EXPIRED_AUTHENTICATION: 'expired',
			INVALID_AUTHENTICATION: 'revoked',
			MISSING_SCOPES: 'insufficientScope',
		},
	),
	source:
		'https://developers.hubspot.com/docs/api-reference/legacy/account/account-information/get-account-details',
};

const keap: InquiredType = {
	service: 'Keap',
	inquiries: [
		answersWith(
			'https://api.infusionsoft.com/crm/rest/v1/users',
			z.object({ users: z.array(anything) }),
			{
				query: { limit: '1' },
			},
		),
	],
	source: node('Keap/Keap.node.js'),
};

const linear: InquiredType = {
	service: 'Linear',
	inquiries: [
		whoAmI(
			'https://api.linear.app/graphql',
			{ id: 'data.viewer.id', name: 'data.viewer.name', email: 'data.viewer.email' },
			{ method: 'POST', body: { query: '{ viewer { id name email } }' } },
		),
	],
	// https://linear.app/developers/graphql: errors come with status 200 or 400
	refusal: byCode(
		z
			.object({
				errors: z
					.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) }))
					.nonempty(),
			})
			.transform(({ errors: [{ message, extensions }] }) => ({
				code: extensions.code,
				detail: message,
			})),
		{
			AUTHENTICATION_ERROR: 'revoked',
			FORBIDDEN: 'insufficientScope',
			RATELIMITED: 'rateLimited',
		},
	),
	source: 'https://docs.rs/crate/linear-api/latest/source/src/viewer.rs',
};

/** Of an app without that product, LinkedIn says 403 with the code 100 (linkedin-developers/linkedin-api-python-client: issue 49). */
const linkedInRefusal = byCode(
	z
		.object({ serviceErrorCode: z.number(), message: z.string() })
		.transform(({ serviceErrorCode, message }) => ({
			code: String(serviceErrorCode),
			detail: message,
		})),
	{ '100': 'insufficientScope' },
);

/** Which of the two the consent allows depends on the app's products. */
const linkedIn: InquiredType = {
	service: 'LinkedIn',
	inquiries: [
		whoAmI('https://api.linkedin.com/v2/userinfo', { id: 'sub', name: 'name', email: 'email' }),
		whoAmI('https://api.linkedin.com/v2/me', { id: 'id', name: 'localizedFirstName' }),
	],
	refusal: linkedInRefusal,
	source: node('LinkedIn/GenericFunctions.js'),
};

const miro: InquiredType = {
	service: 'Miro',
	inquiries: [
		whoAmI(
			'https://api.miro.com/v1/oauth-token',
			{ id: 'team.id', name: 'team.name', user: 'user.name' },
			{
				also: ({ body }) => {
					const { scopes } = z.object({ scopes: scopeList.optional() }).parse(body);
					return scopes ? { granted: scopes } : {};
				},
			},
		),
	],
	source: 'https://developers.miro.com/reference/get-access-token-context',
};

const monday: InquiredType = {
	service: 'Monday.com',
	inquiries: [
		whoAmI(
			'https://api.monday.com/v2/',
			{ id: 'data.me.id', name: 'data.me.name', email: 'data.me.email' },
			{ method: 'POST', body: { query: 'query { me { id name email } }' } },
		),
	],
	source: 'n8n-nodes-base (npm): dist/credentials/MondayComApi.credentials.js',
};

const notion: InquiredType = {
	service: 'Notion',
	inquiries: [
		whoAmI(
			'https://api.notion.com/v1/users/me',
			{ id: 'id', name: ['bot.workspace_name', 'name'] },
			{ headers: { 'Notion-Version': '2022-02-22' } },
		),
	],
	source: 'n8n-nodes-base (npm): dist/credentials/NotionApi.credentials.js',
};

const pipedrive: InquiredType = {
	service: 'Pipedrive',
	inquiries: [
		whoAmI('https://api.pipedrive.com/v1/users/me', {
			id: 'data.company_id',
			name: 'data.company_name',
			user: 'data.name',
			email: 'data.email',
		}),
	],
	source: 'https://pipedrive.readme.io/docs/marketplace-getting-user-data',
};

const pushbullet: InquiredType = {
	service: 'Pushbullet',
	inquiries: [
		whoAmI('https://api.pushbullet.com/v2/users/me', { id: 'iden', name: 'name', email: 'email' }),
	],
	source: 'https://docs.pushbullet.com/#get-user',
};

const raindrop: InquiredType = {
	service: 'Raindrop',
	inquiries: [
		whoAmI('https://api.raindrop.io/rest/v1/user', {
			id: 'user._id',
			name: 'user.fullName',
			email: 'user.email',
		}),
	],
	source: node('Raindrop/Raindrop.node.js'),
};

const reddit: InquiredType = {
	service: 'Reddit',
	inquiries: [
		whoAmI(
			'https://oauth.reddit.com/api/v1/me',
			{ id: 'id', name: 'name' },
			{ headers: { 'User-Agent': 'n8n' } },
		),
	],
	source: node('Reddit/GenericFunctions.js'),
};

const sentry: InquiredType = {
	service: 'Sentry',
	inquiries: [answersWith('https://sentry.io/api/0/organizations/', z.array(anything))],
	source: node('SentryIo/SentryIo.node.js'),
};

const spotify: InquiredType = {
	service: 'Spotify',
	inquiries: [
		whoAmI('https://api.spotify.com/v1/me', { id: 'id', name: 'display_name', email: 'email' }),
	],
	source: 'NangoHQ/nango: packages/providers/providers.yaml',
};

const strava: InquiredType = {
	service: 'Strava',
	inquiries: [
		whoAmI('https://www.strava.com/api/v3/athlete', { id: 'id', name: ['username', 'firstname'] }),
	],
	source: 'https://developers.strava.com/docs/reference/#api-Athletes-getLoggedInAthlete',
};

const surveyMonkey: InquiredType = {
	service: 'SurveyMonkey',
	inquiries: [
		answersWith('https://api.surveymonkey.com/v3/surveys', z.object({ data: z.array(anything) }), {
			query: { per_page: '1' },
		}),
	],
	source: node('SurveyMonkey/SurveyMonkeyTrigger.node.js'),
};

const todoist: InquiredType = {
	service: 'Todoist',
	inquiries: [
		answersWith('https://api.todoist.com/api/v1/labels', z.union([anything, z.array(anything)])),
	],
	source: 'n8n-nodes-base (npm): dist/credentials/TodoistApi.credentials.js',
};

const twitter: InquiredType = {
	service: 'X (Twitter)',
	inquiries: [whoAmI('https://api.x.com/2/users/me', { id: 'data.id', name: 'data.username' })],
	source: node('Twitter/V2/GenericFunctions.js'),
};

const typeform: InquiredType = {
	service: 'Typeform',
	inquiries: [
		answersWith('https://api.typeform.com/forms', z.object({ items: z.array(anything) }), {
			query: { page_size: '1' },
		}),
	],
	source: node('Typeform/GenericFunctions.js'),
};

const webflow: InquiredType = {
	service: 'Webflow',
	inquiries: [
		whoAmI(
			'https://api.webflow.com/v2/token/introspect',
			{ id: 'authorization.id' },
			{
				also: ({ body }) => {
					const { authorization } = z
						.object({ authorization: z.object({ scope: scopeList.optional() }) })
						.parse(body);
					return authorization.scope ? { granted: authorization.scope } : {};
				},
			},
		),
	],
	source: 'https://developers.webflow.com/data/reference/token/introspect',
};

/** Lists the organizations of a grant. */
const xero: InquiredType = {
	service: 'Xero',
	inquiries: [
		{
			url: 'https://api.xero.com/connections',
			headers: { Accept: 'application/json' },
			read: ({ body }) => {
				const [first] = z
					.array(z.object({ tenantId: z.string(), tenantName: z.string().nullish() }))
					.parse(body);
				if (!first) return {};
				return { account: { id: first.tenantId, name: first.tenantName ?? first.tenantId } };
			},
		},
	],
	refusal: refusedWhereEmpty('organization'),
	source: 'XeroAPI/Xero-OpenAPI: xero-identity.yaml',
};

const zoom: InquiredType = {
	service: 'Zoom',
	inquiries: [
		whoAmI('https://api.zoom.us/v2/users/me', {
			id: 'id',
			name: ['display_name', 'first_name'],
			email: 'email',
		}),
	],
	// https://developers.zoom.us/docs/api/errors; the names of scopes: lanec/zoom-batch-downloader: issue 34
	refusal: byCode(
		z.object({ code: z.number(), message: z.string() }).transform(({ code, message }) => ({
			code: String(code),
			detail: message,
			missing: /scopes:\s*\[([^\]]+)\]/.exec(message)?.[1]?.split(/,\s*/),
		})),
		{ '124': 'revoked', '4700': 'insufficientScope', '4711': 'insufficientScope' },
	),
	source: 'n8n-nodes-base (npm): dist/credentials/ZoomApi.credentials.js',
};

export const others: Readonly<Record<string, InquiredType>> = {
	airtableOAuth2Api: airtable,
	asanaOAuth2Api: asana,
	atlassianOAuth2Api: atlassian,
	boxOAuth2Api: box,
	calendlyOAuth2Api: calendly,
	clickUpOAuth2Api: clickUp,
	confluenceCloudOAuth2Api: { ...atlassian, service: 'Confluence' },
	discordOAuth2Api: discord,
	dropboxOAuth2Api: dropbox,
	eventbriteOAuth2Api: eventbrite,
	harvestOAuth2Api: harvest,
	hubspotDeveloperApi: hubspot,
	hubspotOAuth2Api: hubspot,
	jiraSoftwareCloudOAuth2Api: { ...atlassian, service: 'Jira' },
	keapOAuth2Api: keap,
	linearOAuth2Api: linear,
	linkedInCommunityManagementOAuth2Api: linkedIn,
	linkedInOAuth2Api: linkedIn,
	miroOAuth2Api: miro,
	mondayComOAuth2Api: monday,
	notionOAuth2Api: notion,
	pipedriveOAuth2Api: pipedrive,
	pushbulletOAuth2Api: pushbullet,
	raindropOAuth2Api: raindrop,
	redditOAuth2Api: reddit,
	sentryIoOAuth2Api: sentry,
	spotifyOAuth2Api: spotify,
	stravaOAuth2Api: strava,
	surveyMonkeyOAuth2Api: surveyMonkey,
	todoistOAuth2Api: todoist,
	twitterOAuth1Api: twitter,
	twitterOAuth2Api: twitter,
	typeformOAuth2Api: typeform,
	webflowOAuth2Api: webflow,
	xeroOAuth2Api: xero,
	zoomOAuth2Api: zoom,
};
