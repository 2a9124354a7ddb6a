import { z } from 'zod';

import { errorReader } from '../connection/model/reading';
import { defineService, revocationAt } from '../connection/model/service';

const OAUTH = 'https://developers.zoom.us/docs/integrations/oauth/';
const SCOPES = 'https://developers.zoom.us/docs/integrations/oauth-scopes-granular/';

/** `GET /users/me`. */
const me = z.object({
	id: z.string(),
	email: z.string(),
	display_name: z.string().optional(),
	first_name: z.string().optional(),
	role_name: z.string().optional(),
});

const error = z.object({
	code: z.number(),
	message: z.string(),
	errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/**
 * Zoom API 2.0. The scopes are the granular ones, which all apps that were made since April 2024 have; those of older
 * apps are enough as well. A scope counts only where the app was configured with it. Each new consent of the same
 * person ends the tokens of the one before.
 */
export const zoom = defineService({
	name: 'zoom',
	displayName: 'Zoom',
	address: { template: 'https://api.zoom.us/v2' },
	permissions: {
		readMeetings: {
			label: 'Read meetings',
			description: "See the person's meetings and their details.",
			scopes: ['meeting:read:list_meetings', 'meeting:read:meeting'],
			satisfiedBy: [['meeting:read'], ['meeting:write']],
			default: true,
			source: SCOPES,
		},
		writeMeetings: {
			label: 'Create and change meetings',
			scopes: ['meeting:write:meeting', 'meeting:update:meeting'],
			satisfiedBy: [['meeting:write']],
			includes: ['readMeetings'],
			source: SCOPES,
		},
		deleteMeetings: {
			label: 'Delete meetings',
			scopes: ['meeting:delete:meeting'],
			satisfiedBy: [['meeting:write']],
			includes: ['readMeetings'],
			source: SCOPES,
		},
		readRegistrants: {
			label: 'Read meeting registrants',
			scopes: ['meeting:read:list_registrants', 'meeting:read:registrant'],
			satisfiedBy: [['meeting:read'], ['meeting:write']],
			source: SCOPES,
		},
		addRegistrants: {
			label: 'Add meeting registrants',
			scopes: ['meeting:write:registrant'],
			satisfiedBy: [['meeting:write']],
			includes: ['readRegistrants'],
			source: SCOPES,
		},
		readParticipants: {
			label: 'Read past participants',
			description: 'See who took part in meetings that have ended.',
			scopes: ['meeting:read:list_past_participants'],
			satisfiedBy: [['meeting:read'], ['meeting:write']],
			source: SCOPES,
		},
		readSummaries: {
			label: 'Read meeting summaries',
			scopes: ['meeting:read:summary'],
			satisfiedBy: [['meeting_summary:read'], ['meeting_summary:write']],
			source: SCOPES,
		},
		readRecordings: {
			label: 'Read cloud recordings',
			description: 'List and download recordings and their transcripts.',
			scopes: [
				'cloud_recording:read:list_user_recordings',
				'cloud_recording:read:list_recording_files',
			],
			satisfiedBy: [['recording:read'], ['recording:write']],
			source: SCOPES,
		},
		readWebinars: {
			label: 'Read webinars',
			scopes: ['webinar:read:list_webinars', 'webinar:read:webinar'],
			satisfiedBy: [['webinar:read'], ['webinar:write']],
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://zoom.us/oauth/authorize',
		tokenUrl: 'https://zoom.us/oauth/token',
		clientAuthentication: 'header',
		pkce: false,
		// `GET /users/me` needs it.
		scopes: { always: ['user:read:user'] },
		expiry: 'refresh',
		rotates: true,
		access: 'scopes',
		verify: { url: '/users/me' },
		account: {
			url: '/users/me',
			example: {
				id: 'KDcuGIm1QgePTO8WbOqwIQ',
				email: 'ada@example.com',
				display_name: 'Ada Lovelace',
				role_name: 'Owner',
			},
			parse: (body) => {
				const { id, email, display_name, first_name, role_name } = me.parse(body);
				const name = display_name ?? first_name ?? email;
				return { id, name, user: name, email, role: role_name };
			},
		},
		revoke: revocationAt('https://zoom.us/oauth/revoke'),
	},
	// Requests a second depend on the plan and the kind of request; the least is one, for heavy ones of a free account.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 300 },
	parseError: errorReader(error, ({ code, message, errors }) => ({
		code: String(code),
		detail: message,
		fields: errors,
	})),
	errors: [
		{
			when: { code: ['4700', '4711'] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice: 'Add the scope to the app in the Zoom Marketplace, then reconnect.',
		},
		{ when: { code: ['4735', '4738', '4741'] }, kind: 'reauthorize', cause: 'revoked' },
		{ when: { status: [404], code: ['1001', '3001'] }, kind: 'notFound' },
	],
	exampleRefusal: { status: 401, body: { code: 124, message: 'Invalid access token.' } },
	sources: [
		OAUTH,
		SCOPES,
		'https://developers.zoom.us/docs/api/errors',
		'https://developers.zoom.us/docs/api/rate-limits/',
		'anthropics/knowledge-work-plugins: partner-built/zoom-plugin/skills/oauth/references/granular-scopes.md',
		'anthropics/knowledge-work-plugins: partner-built/zoom-plugin/skills/oauth/references/oauth-errors.md',
		'anthropics/knowledge-work-plugins: partner-built/zoom-plugin/skills/oauth/concepts/token-lifecycle.md',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'n8n-nodes-base (npm): dist/credentials/ZoomOAuth2Api.credentials.js',
	],
});
