import { setTimeout as sleep } from 'node:timers/promises';

import express from 'express';

import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { Faults, misbehave } from '../shared/faults.mts';
import type { Latency } from '../shared/latency.mts';
import { listen } from '../shared/listen.mts';
import { Api, type Settings } from './api/index.mts';
import { notFound, Problem, unauthorized } from './problem.mts';
import { addToken, createWorld, SCOPES, type Token, type User, type World } from './state.mts';

export { addConnection, addOrganization, addScenario, addTeam } from './state.mts';

/** Boost.space Integrator on this machine, with its state and what tests need of it. */
export interface BoostspaceIntegratorStandIn extends StandIn {
	/** May be changed: connections break, scenarios start and stop. */
	readonly world: World;
	/** The user of the tokens. */
	readonly user: User;
	/** A token with every scope. */
	readonly token: string;
	/** Makes a token with some scopes. */
	tokenWith(scopes: readonly string[]): string;
	/** Parameters that were sent and are not known: must stay empty. */
	readonly violations: readonly string[];
	readonly faults: Faults;
	readonly latency: Latency;
	readonly settings: Settings;
	/** Forgets the recorded requests, the faults, the violations and the settings. */
	clear(): void;
}

export interface BoostspaceIntegratorOptions {
	readonly latency?: Latency;
}

const HOST = 'integrator.boost.space';

const API = '/api/v2';

/** Starts the stand-in for Boost.space Integrator on a free port of 127.0.0.1. */
export async function startBoostspaceIntegrator(
	options: BoostspaceIntegratorOptions = {},
): Promise<BoostspaceIntegratorStandIn> {
	const latency = { perCall: 0, perRecord: 0, ...options.latency };
	const world = createWorld();
	const [user] = world.users;
	if (!user) throw new Error('Integrator has no user');
	const token = addToken(world, user, SCOPES);
	const api = new Api(world);
	const faults = new Faults();
	const requests: RecordedRequest[] = [];

	const tokenOf = (header = ''): Token | undefined =>
		world.tokens.get(/^Token (\S+)$/.exec(header)?.[1] ?? '');

	const app = express();
	app.use(express.text({ type: () => true, limit: '10mb' }));
	app.use(async (request, response) => {
		const header = request.header('authorization');
		const sent = tokenOf(header);
		const text: unknown = request.body;
		const body: unknown = typeof text === 'string' && text ? JSON.parse(text) : undefined;
		const { searchParams } = new URL(request.originalUrl, `https://${HOST}`);
		const recorded: RecordedRequest = {
			method: request.method,
			host: request.hostname,
			path: request.path,
			query: Object.fromEntries(searchParams),
			authorization: header?.split(' ')[0],
			account: sent?.user.name,
			body,
		};
		requests.push(recorded);
		const fault = faults.take(recorded);
		if (fault && Faults.instead(fault)) return misbehave(response, fault.respond, recorded);
		await sleep(latency.perCall);
		try {
			if (!sent) throw unauthorized();
			if (!request.path.startsWith(`${API}/`)) throw notFound();
			const answer = api.answer({
				method: request.method,
				path: request.path.slice(API.length),
				query: searchParams,
				body,
				token: sent,
			});
			faults.conclude(response, fault, recorded, { status: 200, body: answer }, () =>
				response.json(answer),
			);
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			response.status(error.status).json(error);
		}
	});

	const { url, stop } = await listen(app);
	return {
		service: 'boostspaceIntegrator',
		url,
		answers: (hostname) => hostname === HOST,
		requests,
		world,
		user,
		token,
		tokenWith: (scopes) => addToken(world, user, scopes),
		violations: api.violations,
		faults,
		latency,
		settings: api.settings,
		clear: () => {
			requests.length = 0;
			faults.clear();
			api.clear();
		},
		stop,
	};
}
