import express from 'express';

import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { Faults, misbehave } from '../shared/faults.mts';
import type { Latency } from '../shared/latency.mts';
import { listen } from '../shared/listen.mts';
import { type Answer, Api, type Calls, type Settings } from './api/index.mts';
import { removeApp } from './api/me.mts';
import { app as client, configurations, DIALOG_HOST, GRAPH_HOST, readVersion } from './app.mts';
import { createAuthorization } from './authorization.mts';
import { Clock } from './clock.mts';
import { createInhabitants, type Inhabitants } from './people.mts';
import { CODE_PATH } from './provider.mts';
import { read } from './request.mts';
import type { Person } from './state.mts';
import { SHORT_LIVED, TokenEndpoint } from './tokenEndpoint.mts';
import { Tokens } from './tokens.mts';
import { type Usage, UsageHeaders } from './usage.mts';

export { addPosts, createComment, createPhoto, createPost, createVideo } from './creating.mts';
export { blocked, duplicate, GraphError, respondWith, throttled } from './graphError.mts';
export { appSecretProof } from './tokens.mts';

/** Facebook on this machine, with its state and what tests and benchmarks need of it. */
export interface FacebookPagesStandIn extends StandIn, Inhabitants {
	/** The app that is registered for OAuth 2.0. */
	readonly clientId: string;
	readonly clientSecret: string;
	/** A configuration of Facebook Login for Business that the app has. */
	readonly configId: string;
	/** The stand-in's time: what expires, expires by it. */
	readonly clock: Clock;
	/** Every token that it has given out, valid or not. */
	readonly givenTokens: readonly string[];
	/** The query of the last authorization, as the client sent it. */
	readonly lastAuthorization: Readonly<Record<string, string>> | undefined;
	/** Fields and parameters that were sent and are not known: must stay empty. */
	readonly violations: readonly string[];
	readonly faults: Faults;
	/** How long an answer takes; may be changed at any time. */
	readonly latency: Latency;
	readonly settings: Settings;
	/** How many calls are under way, and the most that ever were. */
	readonly calls: Readonly<Calls>;
	/** Sets what the headers about used calls say, in percent; without an argument there are none. */
	setUsage(usage?: { app?: Usage; pages?: Usage }): void;
	/** Takes back a person's permissions and every token of theirs, as removing the app in Facebook does. */
	revokeTokens(person: Person): Promise<void>;
	/**
	 * Makes every token of a person invalid, and leaves the permissions.
	 * @param subcode why, e.g. 460 for a password that was changed
	 */
	invalidateTokens(person: Person, subcode: number): void;
	/** Forgets the recorded requests, the faults, the violations, the usage and the settings. */
	clear(): void;
}

export interface FacebookPagesOptions {
	/** How long an answer takes. No time when left out. */
	readonly latency?: Latency;
}

const DEFAULTS: Settings = {
	requireAppSecretProof: false,
	errorsWithStatus200: false,
	shortLived: SHORT_LIVED,
	unsettledCalls: 0,
};

const TOKEN_PATH = '/oauth/access_token';

/** Whether a path is the authorization server's: the dialog, its consent page, or where it exchanges codes. */
const isAuthorization = (path: string) =>
	path === CODE_PATH || (readVersion(path)?.rest.startsWith('/dialog/') ?? false);

function send(response: express.Response, { status, headers, body }: Answer): void {
	response.status(status).set(headers).send(JSON.stringify(body));
}

/** Starts the stand-in for Facebook on a free port of 127.0.0.1. */
export async function startFacebookPages(
	options: FacebookPagesOptions = {},
): Promise<FacebookPagesStandIn> {
	const latency = { perCall: 0, perRecord: 0, ...options.latency };
	const settings: Settings = { ...DEFAULTS };
	const { people, pages } = createInhabitants();
	const clock = new Clock();
	const tokens = new Tokens(clock, pages);
	const authorization = createAuthorization(people, clock);
	const tokenEndpoint = new TokenEndpoint(tokens, authorization, settings);
	const faults = new Faults();
	const usage = new UsageHeaders();
	const violations: string[] = [];
	const note = (violation: string) => violations.push(violation);
	const unsettled = new Map<string, number>();
	const world = { clock, tokens, people, pages, unsettled, note };
	const api = new Api({ world, faults, latency, settings, usage });
	const requests: RecordedRequest[] = [];

	const app = express();
	app.set('trust proxy', true);
	app.use(async (request, response, next) => {
		// What the stand-in asks its own authorization server is no request of a client.
		if (request.path === CODE_PATH) return next();
		const { recorded, question, error } = await read(request, tokens);
		requests.push(recorded);
		const fault = faults.take(recorded);
		if (fault && Faults.instead(fault))
			return misbehave(response, fault.respond, question.parameters.values);
		const isOfDialog = isAuthorization(request.path);
		const wrongHost = isOfDialog ? GRAPH_HOST : DIALOG_HOST;
		if (request.hostname === wrongHost) {
			response.status(404).type('text/plain').send('Facebook (stand-in) has no such page here.');
			return;
		}
		if (isOfDialog) return next();
		const isToken = readVersion(request.path)?.rest === TOKEN_PATH;
		const answer = await api.answer(question, () => {
			if (error) throw error;
			return isToken ? tokenEndpoint.answer(question.parameters.values, url) : undefined;
		});
		const { values } = question.parameters;
		faults.conclude(response, fault, values, answer, () => send(response, answer));
	});
	app.use(authorization.app);

	const { url, stop } = await listen(app);
	return {
		service: 'facebookPages',
		url,
		answers: (hostname) => hostname === DIALOG_HOST || hostname === GRAPH_HOST,
		requests,
		people,
		pages,
		clientId: client.id,
		clientSecret: client.secret,
		configId: [...configurations.keys()][0] ?? '',
		clock,
		get givenTokens() {
			return tokens.given;
		},
		get lastAuthorization() {
			return authorization.last;
		},
		violations,
		faults,
		latency,
		settings,
		calls: api.calls,
		setUsage: (used = {}) => usage.set(used),
		revokeTokens: async (person) => removeApp(tokens, person),
		invalidateTokens: (person, subcode) => tokens.revoke(person, subcode),
		clear: () => {
			requests.length = 0;
			violations.length = 0;
			faults.clear();
			usage.set({});
			Object.assign(settings, DEFAULTS);
			unsettled.clear();
			api.calls.peak = 0;
		},
		stop,
	};
}
