/**
 * Stands in for the services of n8n's own types. The token decides how a service behaves, so that one stand-in serves good and
 * bad connections side by side: `good`, `revoked`, `unscoped`, `down`, `silent`, `html`, `elsewhere`, `huge`, `metered`, which is
 * good as long as the quota lasts, or `stale`, which its token endpoint renews to a good one.
 */
import express, { type Request, type Response } from 'express';

import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { delayed } from '../shared/delayed.mts';
import { listen } from '../shared/listen.mts';
import { ANSWERS, HEADERS, READ, REFUSALS } from './answers.mts';

export const STATES = [
	'good',
	'revoked',
	'unscoped',
	'down',
	'silent',
	'html',
	'elsewhere',
	'huge',
	'metered',
	'stale',
] as const;

export type State = (typeof STATES)[number];

/** Refresh tokens: each says what the token endpoint does. */
export const RENEWALS = { good: 'renewable', ended: 'ended', down: 'unavailable' } as const;

/** Hosts of token endpoints that are not those of the API. */
const TOKEN_HOSTS = [
	'accounts.spotify.com',
	'accounts.zoho.com',
	'airtable.com',
	'api.box.com',
	'api.clickup.com',
	'api.dropboxapi.com',
	'api.hubapi.com',
	'api.infusionsoft.com',
	'api.linear.app',
	'api.miro.com',
	'api.notion.com',
	'api.pushbullet.com',
	'api.raindrop.io',
	'api.surveymonkey.com',
	'api.typeform.com',
	'api.webflow.com',
	'api.x.com',
	'app.asana.com',
	'app.pagerduty.com',
	'auth.atlassian.com',
	'auth.calendly.com',
	'auth.monday.com',
	'discord.com',
	'github.com',
	'id.getharvest.com',
	'identity.xero.com',
	'login.microsoftonline.com',
	'login.salesforce.com',
	'oauth.pipedrive.com',
	'oauth.platform.intuit.com',
	'oauth2.googleapis.com',
	'sentry.io',
	'services.leadconnectorhq.com',
	'slack.com',
	'todoist.com',
	'www.eventbrite.com',
	'www.linkedin.com',
	'www.reddit.com',
	'www.strava.com',
	'zoom.us',
];

/** Where `elsewhere` leads: who follows is seen there. */
export const ELSEWHERE = 'evil.example.com';

const hosts = new Set([
	ELSEWHERE,
	...Object.keys(ANSWERS).map((url) => new URL(url).hostname),
	...Object.keys(READ),
	...TOKEN_HOSTS,
]);

/** Ten megabytes, as no answer to such a question is. */
const HUGE = `{"padding":"${'x'.repeat(10_000_000)}"}`;

function stateOf(request: Request): State | undefined {
	const token = (request.headers.authorization ?? '').replace(/^\S+ /, '');
	const key = request.headers['x-shopify-access-token'];
	return STATES.find((state) => state === token || state === key || token.startsWith(`${state}-`));
}

/** The refusal of a service, in its own form where it has one. */
function refuse(request: Request, response: Response, what: 'revoked' | 'unscoped'): void {
	const { hostname, path } = request;
	const own = Object.entries(REFUSALS).find(([place]) =>
		`${hostname}${path}`.startsWith(place),
	)?.[1];
	const [status, body] = own?.[what] ?? [what === 'revoked' ? 401 : 403, { error: what }];
	if (what === 'unscoped' && !own?.[what]) {
		response.set('www-authenticate', 'Bearer error="insufficient_scope", scope="profile.read"');
	}
	response.status(status).json(body);
}

function succeed({ hostname, path }: Request, response: Response): void {
	const body = ANSWERS[`https://${hostname}${path}`] ?? READ[hostname];
	response.set(HEADERS[hostname] ?? {}).json(body ?? {});
}

/** The stand-in, which may be slow. */
export interface BuiltinStandIn extends StandIn {
	/** Milliseconds until it answers. */
	latency: number;
	/** How many requests with the token `metered` are still answered. */
	quota: number;
}

/** A service with one limit on all requests of an app (RFC 6585, section 4). */
function meter(request: Request, response: Response, standIn: BuiltinStandIn): void {
	standIn.quota -= 1;
	if (standIn.quota >= 0) return succeed(request, response);
	response.set('retry-after', '60').status(429).json({ error: 'Too many requests' });
}

/** What each state of a connection answers. */
const BEHAVIOUR: Readonly<
	Record<State, (request: Request, response: Response, standIn: BuiltinStandIn) => void>
> = {
	good: succeed,
	revoked: (request, response) => refuse(request, response, 'revoked'),
	unscoped: (request, response) => refuse(request, response, 'unscoped'),
	down: (_request, response) => {
		response.status(503).send('<h1>Service Unavailable</h1>');
	},
	silent: () => {},
	html: (_request, response) => {
		response.send('<html>Welcome</html>');
	},
	elsewhere: (_request, response) => {
		response.redirect(`https://${ELSEWHERE}/`);
	},
	huge: (_request, response) => {
		response.type('json').send(HUGE);
	},
	metered: meter,
	// Google answers a stale token with 400 where it tells about tokens.
	stale: (request, response) => refuse(request, response, 'revoked'),
};

function renew(request: Request, response: Response): void {
	const { refresh_token: token } = (request.body ?? {}) as { refresh_token?: string };
	if (token === RENEWALS.good) {
		response.json({
			access_token: 'good',
			token_type: 'Bearer',
			expires_in: 3600,
			refresh_token: token,
		});
		return;
	}
	if (token === RENEWALS.down) {
		response.status(503).send('<h1>Service Unavailable</h1>');
		return;
	}
	response
		.status(400)
		.json({ error: 'invalid_grant', error_description: 'Token has been revoked.' });
}

/** Starts the stand-in. */
export async function startBuiltin(): Promise<BuiltinStandIn> {
	const requests: RecordedRequest[] = [];
	const app = express();
	app.set('trust proxy', true);
	app.use(delayed(() => standIn.latency));
	app.use(express.json(), express.urlencoded({ extended: false }));
	app.use((request, response) => {
		const { method, hostname: host, path, query, body } = request;
		const [scheme] = (request.headers.authorization ?? '').split(' ');
		const isToken =
			method === 'POST' &&
			/tokens?\/?$|access_?[tT]oken\/?$|bearer$/.test(path) &&
			request.body?.grant_type;
		requests.push({
			method,
			host,
			path,
			query: query as Record<string, string>,
			authorization: scheme || undefined,
			account: stateOf(request),
			body,
		});
		if (isToken) return renew(request, response);
		BEHAVIOUR[stateOf(request) ?? 'revoked'](request, response, standIn);
	});
	const { url, stop } = await listen(app);
	const answers = (hostname: string) => hosts.has(hostname);
	const standIn: BuiltinStandIn = {
		service: 'builtin',
		latency: 0,
		quota: 0,
		url,
		answers,
		requests,
		stop,
	};
	return standIn;
}
