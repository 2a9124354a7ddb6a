/** Google: one consent for all products; each of n8n's types asks for the scopes of one. */
import { z } from 'zod';

import { endingAt } from '../../connection/model/service';
import type { Answer, InquiredType, Refusal, RequestInquiry } from '../inquiry';

/**
 * Token information takes the token in the header as well, and answers a stale one with 400, which makes nobody renew it
 * (r-lib/gargle: R/token-info.R). So another request comes first, whose 401 lets n8n renew the token.
 */
const SOURCE =
	'r-lib/gargle: R/token-info.R; https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions';

const tokenInfo = z.object({
	scope: z.string().transform((text) => text.split(' ').filter(Boolean)),
	exp: z.coerce.number().optional(),
	sub: z.string().optional(),
	email: z.string().optional(),
});

/** Scopes, and the account where the consent covers its address. No scope is needed to ask. */
const TOKEN_INFO: RequestInquiry = {
	url: 'https://www.googleapis.com/oauth2/v3/tokeninfo',
	read: ({ body }) => {
		const { scope, exp, sub, email } = tokenInfo.parse(body);
		const token = exp === undefined ? undefined : endingAt(exp * 1000);
		const id = sub ?? email;
		return {
			granted: scope,
			...(token ? { endings: { token } } : {}),
			...(id === undefined
				? {}
				: { account: { id, name: email ?? id, ...(email ? { email } : {}) } }),
		};
	},
};

/** An optional request whose answer names the account. */
const accountAt = (
	url: string,
	form: z.ZodType<{ id: string; name: string; email?: string }, z.ZodTypeDef, unknown>,
	query: Readonly<Record<string, string>> = {},
): RequestInquiry => ({
	url,
	query,
	isOptional: true,
	read: ({ body }) => ({ account: form.parse(body) }),
});

/** For products of which no request names the account (OpenID Connect Core 1.0, section 5.3). */
const USER_INFO = accountAt(
	'https://openidconnect.googleapis.com/v1/userinfo',
	z
		.object({ sub: z.string(), email: z.string().optional(), name: z.string().optional() })
		.transform(({ sub, email, name }) => ({
			id: sub,
			name: email ?? name ?? sub,
			...(email ? { email } : {}),
		})),
);

/** googleapis/google-api-nodejs-client: discovery/gmail-v1.json (gmail.users.getProfile) */
const MAILBOX = accountAt(
	'https://gmail.googleapis.com/gmail/v1/users/me/profile',
	z
		.object({ emailAddress: z.string() })
		.transform(({ emailAddress: email }) => ({ id: email, name: email, email })),
);

/** googleapis/google-api-go-client: drive.about.get, which drive.file and drive.metadata allow, too */
const DRIVE = accountAt(
	'https://www.googleapis.com/drive/v3/about',
	z
		.object({
			user: z.object({ displayName: z.string().optional(), emailAddress: z.string() }),
		})
		.transform(({ user: { displayName, emailAddress: email } }) => ({
			id: email,
			name: displayName ?? email,
			email,
		})),
	{ fields: 'user' },
);

/** googleapis/google-api-go-client: calendar.calendars.get; the primary calendar has the address as its ID. */
const CALENDAR = accountAt(
	'https://www.googleapis.com/calendar/v3/calendars/primary',
	z.object({ id: z.string() }).transform(({ id }) => ({ id, name: id, email: id })),
);

const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** The answer to a token that is none, or no longer one, has status 400. */
function refusedToken({ body }: Answer): Refusal {
	const read = oauthError.safeParse(body);
	const detail = read.success ? (read.data.error_description ?? read.data.error) : undefined;
	return { cause: 'revoked', ...(detail ? { detail } : {}) };
}

const reasons = z
	.array(
		z.object({
			reason: z.string().optional(),
			metadata: z.object({ service: z.string().optional() }).optional(),
		}),
	)
	.default([]);

/** Older APIs give a list of errors, newer ones details (googleapis/googleapis: google/rpc/error_details.proto). */
const apiError = z.object({
	error: z.object({ message: z.string().optional(), errors: reasons, details: reasons }),
});

/** https://developers.google.com/workspace/drive/api/guides/handle-errors; googleapis/googleapis: google/api/error_reason.proto */
const MEANINGS: ReadonlyMap<string, Refusal> = new Map([
	['ACCESS_TOKEN_SCOPE_INSUFFICIENT', { cause: 'insufficientScope' }],
	['insufficientPermissions', { cause: 'insufficientScope' }],
	['rateLimitExceeded', { cause: 'rateLimited' }],
	['userRateLimitExceeded', { cause: 'rateLimited' }],
	['quotaExceeded', { cause: 'rateLimited' }],
]);

/** Nobody granted too little: the project of the OAuth client may not use the API. */
const DISABLED = ['SERVICE_DISABLED', 'accessNotConfigured'];

function refusedRequest({ body }: Answer): Refusal | undefined {
	const read = apiError.safeParse(body);
	if (!read.success) return undefined;
	const { message, errors, details } = read.data.error;
	const all = [...errors, ...details];
	const said = all.flatMap(({ reason }) => reason ?? []);
	const detail = message ? { detail: message } : {};
	if (said.some((reason) => DISABLED.includes(reason))) {
		const [api] = all.flatMap(({ metadata }) => metadata?.service ?? []);
		return {
			cause: 'insufficientScope',
			...detail,
			...(api ? { missing: [api] } : {}),
			remedy: 'Enable the API in the Google Cloud project of the OAuth client.',
			counts: true,
		};
	}
	const [meant] = said.flatMap((reason) => MEANINGS.get(reason) ?? []);
	return meant && { ...meant, ...detail };
}

const refusal = (answer: Answer): Refusal | undefined =>
	answer.status === 400 ? refusedToken(answer) : refusedRequest(answer);

const product = (service: string, account: RequestInquiry = USER_INFO): InquiredType => ({
	service,
	inquiries: [account, TOKEN_INFO],
	refusal,
	source: SOURCE,
});

export const google: Readonly<Record<string, InquiredType>> = {
	gmailOAuth2: product('Gmail', MAILBOX),
	googleAdsOAuth2Api: product('Google Ads'),
	googleAnalyticsOAuth2: product('Google Analytics'),
	googleBigQueryOAuth2Api: product('Google BigQuery'),
	googleBooksOAuth2Api: product('Google Books'),
	googleBusinessProfileOAuth2Api: product('Google Business Profile'),
	googleCalendarOAuth2Api: product('Google Calendar', CALENDAR),
	googleChatOAuth2Api: product('Google Chat'),
	googleCloudNaturalLanguageOAuth2Api: product('Google Cloud Natural Language'),
	googleCloudStorageOAuth2Api: product('Google Cloud Storage'),
	googleContactsOAuth2Api: product('Google Contacts'),
	googleDocsOAuth2Api: product('Google Docs', DRIVE),
	googleDriveOAuth2Api: product('Google Drive', DRIVE),
	googleFirebaseCloudFirestoreOAuth2Api: product('Google Firebase Cloud Firestore'),
	googleFirebaseRealtimeDatabaseOAuth2Api: product('Google Firebase Realtime Database'),
	googleOAuth2Api: product('Google'),
	googlePerspectiveOAuth2Api: product('Google Perspective'),
	googleSheetsOAuth2Api: product('Google Sheets', DRIVE),
	googleSheetsTriggerOAuth2Api: product('Google Sheets', DRIVE),
	googleSlidesOAuth2Api: product('Google Slides', DRIVE),
	googleTasksOAuth2Api: product('Google Tasks'),
	googleTranslateOAuth2Api: product('Google Translate'),
	gSuiteAdminOAuth2Api: product('Google Workspace Admin'),
	youTubeOAuth2Api: product('YouTube'),
};
