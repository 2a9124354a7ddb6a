import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
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

const may = permissionsFrom(SCOPES);

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
		readMeetings: may(
			'Read meetings',
			'meeting:read:list_meetings meeting:read:meeting | meeting:read | meeting:write',
			{ description: "See the person's meetings and their details.", default: true },
		),
		writeMeetings: may(
			'Create and change meetings',
			'meeting:write:meeting meeting:update:meeting | meeting:write',
			{ includes: ['readMeetings'] },
		),
		deleteMeetings: may('Delete meetings', 'meeting:delete:meeting | meeting:write', {
			includes: ['readMeetings'],
		}),
		readRegistrants: may(
			'Read meeting registrants',
			'meeting:read:list_registrants meeting:read:registrant | meeting:read | meeting:write',
		),
		addRegistrants: may('Add meeting registrants', 'meeting:write:registrant | meeting:write', {
			includes: ['readRegistrants'],
		}),
		readParticipants: may(
			'Read past participants',
			'meeting:read:list_past_participants | meeting:read | meeting:write',
			{ description: 'See who took part in meetings that have ended.' },
		),
		readSummaries: may(
			'Read meeting summaries',
			'meeting:read:summary | meeting_summary:read | meeting_summary:write',
		),
		readRecordings: may(
			'Read cloud recordings',
			'cloud_recording:read:list_user_recordings cloud_recording:read:list_recording_files | recording:read | recording:write',
			{ description: 'List and download recordings and their transcripts.' },
		),
		readWebinars: may(
			'Read webinars',
			'webinar:read:list_webinars webinar:read:webinar | webinar:read | webinar:write',
		),
	},
	oauth2: {
		documentationUrl: OAUTH,
		authorizeUrl: 'https://zoom.us/oauth/authorize',
		tokenUrl: 'https://zoom.us/oauth/token',
		clientAuthentication: 'header',
		// `GET /users/me` needs it.
		scopes: { always: ['user:read:user'] },
		rotates: true,
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
