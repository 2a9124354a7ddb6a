import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { permissionsFrom } from '../connection/model/declaring';
import { grantUntil, parseOAuthError, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const OAUTH = 'https://developers.google.com/identity/protocols/oauth2';

/** OpenID Connect's UserInfo. */
const userInfo = z.object({ sub: z.string(), email: z.string().optional() });

/** What Google says of an access token; numbers are texts there. */
const tokenInfo = z.object({ scope: z.string(), exp: z.coerce.number().optional() });

const reasons = z.array(z.object({ reason: z.string().optional() })).optional();

/** An error of any Google API: `details` and `status` in the newer form, `errors` in the older one. */
const apiError = z.object({
	error: z.object({
		message: z.string(),
		status: z.string().optional(),
		errors: reasons,
		details: reasons,
	}),
});

/** A scope by its short name; full access to a mailbox has none. */
const scope = (name: string) =>
	name === 'mail' ? 'https://mail.google.com/' : `https://www.googleapis.com/auth/${name}`;

/**
 * Permissions of one product. The official client names the scopes that each method accepts: those after the first are the
 * ones that all methods accept which accept the first.
 */
const product = (group: string, source: string) =>
	permissionsFrom(`@googleapis/${source}`, group, scope);

const gmail = product('Gmail', 'gmail (npm): build/v1.d.ts');
const sheets = product('Sheets', 'sheets (npm): build/v4.d.ts');
const drive = product('Drive', 'drive (npm): build/v3.d.ts');
const calendar = product('Calendar', 'calendar (npm): build/v3.d.ts');
const docs = product('Docs', 'docs (npm): build/v1.d.ts');
const slides = product('Slides', 'slides (npm): build/v1.d.ts');
const forms = product('Forms', 'forms (npm): build/v1.d.ts');
const youTube = product('YouTube', 'youtube (npm): build/v3.d.ts');
const tasks = product('Tasks', 'tasks (npm): build/v1.d.ts');
const contacts = product('Contacts', 'people (npm): build/v1.d.ts');
const analytics = product('Analytics', 'analyticsdata (npm): build/v1beta.d.ts');

/** Hosts of products. Drive and Calendar answer at the address itself. */
const hosts = 'gmail sheets docs slides forms tasks people youtube analyticsdata'
	.split(' ')
	.map((name) => `https://${name}.googleapis.com`);

/**
 * Google: one consent covers all products, and a person may decline single permissions of it.
 *
 * Google answers `openid` and `email` with the scopes' full names, so `email` is requested by its full name: else it
 * would look declined. Each product has quotas of its own and calls the size of a page and its records differently.
 */
export const google = defineService({
	name: 'google',
	displayName: 'Google',
	address: { template: 'https://www.googleapis.com', hosts },
	request: { lists: 'repeat' },
	permissions: {
		sendMail: gmail('Send mail', 'gmail.send | gmail.compose | gmail.modify | mail'),
		readMail: gmail('Read mail', 'gmail.readonly | gmail.modify | mail'),
		writeDrafts: gmail('Write drafts and send mail', 'gmail.compose | gmail.modify | mail'),
		manageLabels: gmail('Create and edit labels', 'gmail.labels | gmail.modify | mail'),
		changeMail: gmail('Read, send, label and trash mail', 'gmail.modify | mail'),
		deleteMail: gmail('Delete mail permanently', 'mail'),
		readSheets: sheets(
			'Read sheets',
			'spreadsheets.readonly | spreadsheets | drive.readonly | drive',
			{ default: true },
		),
		editSheets: sheets('Create and edit sheets', 'spreadsheets | drive'),
		useOwnFiles: drive('Use files of this app', 'drive.file | drive', {
			description: 'Create files, and edit those that the app created or a person opened with it.',
		}),
		findFiles: drive(
			'Find files',
			'drive.metadata.readonly | drive.metadata | drive.readonly | drive',
		),
		readFiles: drive('Read files', 'drive.readonly | drive'),
		manageFiles: drive('Create, edit and delete all files', 'drive'),
		readEvents: calendar(
			'Read events',
			'calendar.events.readonly | calendar.events | calendar.readonly | calendar',
		),
		editEvents: calendar('Create and edit events', 'calendar.events | calendar'),
		manageCalendars: calendar('Create, edit and share calendars', 'calendar'),
		readDocs: docs('Read documents', 'documents.readonly | documents | drive.readonly | drive'),
		editDocs: docs('Create and edit documents', 'documents | drive'),
		readSlides: slides(
			'Read slides',
			'presentations.readonly | presentations | drive.readonly | drive',
		),
		editSlides: slides('Create and edit slides', 'presentations | drive'),
		readForms: forms('Read forms', 'forms.body.readonly | forms.body | drive.readonly | drive'),
		readResponses: forms('Read responses', 'forms.responses.readonly | drive'),
		editForms: forms('Create and edit forms', 'forms.body | drive'),
		readVideos: youTube('Read videos', 'youtube.readonly | youtube | youtube.force-ssl'),
		uploadVideos: youTube('Upload videos', 'youtube.upload | youtube | youtube.force-ssl'),
		editVideos: youTube('Edit videos and playlists', 'youtube | youtube.force-ssl'),
		readTasks: tasks('Read tasks', 'tasks.readonly | tasks'),
		editTasks: tasks('Create and edit tasks', 'tasks'),
		readContacts: contacts('Read contacts', 'contacts.readonly | contacts'),
		editContacts: contacts('Create and edit contacts', 'contacts'),
		readReports: analytics('Read reports', 'analytics.readonly | analytics'),
	},
	oauth2: {
		documentationUrl: `${OAUTH}/web-server`,
		authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
		tokenUrl: 'https://oauth2.googleapis.com/token',
		clientAuthentication: 'body',
		pkce: true,
		scopes: { always: ['openid', scope('userinfo.email')] },
		// Google gives a refresh token again only where consent is asked for again.
		authorizeQuery: { access_type: 'offline', prompt: 'consent' },
		partialConsent: { askAgain: { include_granted_scopes: 'true' } },
		lifetimes: [
			{
				of: 'refreshToken',
				days: 7,
				from: 'issued',
				when: 'the Google app is in "Testing"',
				source: OAUTH,
			},
			{ of: 'refreshToken', days: 180, from: 'lastUse', source: OAUTH },
		],
		account: {
			url: 'https://openidconnect.googleapis.com/v1/userinfo',
			example: { sub: '110248495921238986420', email: 'ada@example.com' },
			parse: readAs(userInfo, ({ sub, email }) => ({ id: sub, name: email ?? sub, email })),
		},
		granted: {
			method: 'POST',
			url: 'https://oauth2.googleapis.com/tokeninfo',
			example: (granted) => ({ scope: granted.join(' '), exp: '4070908800' }),
			parse: readAs(tokenInfo, ({ scope: granted, exp }) =>
				grantUntil(granted.split(' '), exp && exp * 1000),
			),
		},
		revoke: {
			method: 'POST',
			url: 'https://oauth2.googleapis.com/revoke',
			body: { token: '{refreshToken}' },
			encoding: 'form',
			sign: 'none',
			ends: 'account',
		},
	},
	// Quotas count per product and project. Sheets has the lowest: 60 requests a minute of one person.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100 },
	paging: { by: 'cursor', cursor: 'pageToken', next: 'nextPageToken' },
	parseError: (body) => {
		const read = apiError.safeParse(body);
		if (!read.success) return parseOAuthError(body);
		const { message, status, errors = [], details = [] } = read.data.error;
		const reason = [...details, ...errors].find((one) => one.reason)?.reason;
		return { code: reason ?? status, detail: message };
	},
	errors: [
		...byCode({
			revoked: ['invalid_grant'],
			expired: ['authError', 'UNAUTHENTICATED'],
			insufficientScope: ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'insufficientPermissions'],
		}),
		{
			when: { code: ['SERVICE_DISABLED', 'accessNotConfigured'] },
			kind: 'permission',
			advice: 'Enable the API of this product in the Google Cloud project of the app.',
		},
		// These come with status 403.
		{
			when: { code: ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'] },
			kind: 'throttled',
		},
	],
	exampleRefusal: {
		status: 401,
		body: {
			error: { code: 401, message: 'Request had invalid credentials.', status: 'UNAUTHENTICATED' },
		},
	},
	sources: [
		OAUTH,
		`${OAUTH}/resources/granular-permissions`,
		'https://accounts.google.com/.well-known/openid-configuration',
		'googleapis/google-auth-library-nodejs: src/auth/oauth2client.ts',
		'https://developers.google.com/workspace/drive/api/guides/handle-errors',
		'googleapis/googleapis: google/api/error_reason.proto',
		'https://developers.google.com/workspace/sheets/api/limits',
		'n8n-nodes-base (npm): dist/credentials/GoogleOAuth2Api.credentials.js',
	],
});
