/** The one app that is registered. No secret: it exists on this machine's loopback only. */
export const app = {
	id: '814207419863205',
	secret: '5b1d7f0a9c3e4826b7d0f1e2a3c4b596',
	name: 'Connections (stand-in)',
};

/** The newest version (developers.facebook.com/docs/graph-api/changelog). */
export const VERSION = 'v26.0';

/** The oldest version that has not ended; one that has is served by it (developers.facebook.com/docs/graph-api/guides/versioning). */
const OLDEST = 21;
const NEWEST = 26;

/** Where a person authorizes. */
export const DIALOG_HOST = 'www.facebook.com';

/**
 * Where everything else is, uploads of videos included: graph-video.facebook.com is deprecated
 * (developers.facebook.com/docs/video-api/overview).
 */
export const GRAPH_HOST = 'graph.facebook.com';

/**
 * Takes a leading version off a path.
 * @returns the version that serves it, the newest where none is said, and the rest; `undefined` for a version that
 *   there is not yet
 */
export function readVersion(path: string): { version: string; rest: string } | undefined {
	const [, number, rest] = /^\/v(\d+)\.\d+(\/.*)?$/.exec(path) ?? [];
	if (number === undefined) return { version: VERSION, rest: path };
	if (Number(number) > NEWEST) return undefined;
	return { version: `v${Math.max(Number(number), OLDEST)}.0`, rest: rest ?? '/' };
}

/** Granted to every app, and not asked on the consent page. */
export const PUBLIC_PROFILE = 'public_profile';

/** The permissions that the app may ask for (developers.facebook.com/docs/permissions). */
export const KNOWN_SCOPES: readonly string[] = [
	PUBLIC_PROFILE,
	'business_management',
	'email',
	'pages_manage_ads',
	'pages_manage_engagement',
	'pages_manage_metadata',
	'pages_manage_posts',
	'pages_read_engagement',
	'pages_read_user_content',
	'pages_show_list',
	'publish_video',
	'read_insights',
];

/**
 * Configurations of Facebook Login for Business, by `config_id`: what to ask for is set there and not in `scope`
 * (developers.facebook.com/docs/facebook-login/facebook-login-for-business).
 */
export const configurations: ReadonlyMap<string, readonly string[]> = new Map([
	['702558812630411', ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts']],
]);
