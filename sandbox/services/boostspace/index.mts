import { setTimeout as sleep } from 'node:timers/promises';

import express from 'express';

import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { Faults, misbehave } from '../shared/faults.mts';
import type { Latency } from '../shared/latency.mts';
import { listen } from '../shared/listen.mts';
import { Api, type Settings } from './api.mts';
import { Deliveries } from './deliveries.mts';
import { Problem } from './problem.mts';
import {
	addToken,
	createSystem,
	type Kind,
	type Right,
	type System,
	type Token,
} from './state.mts';

export { add } from './state.mts';

/** Boost.space on this machine, with its state and what tests and benchmarks need of it. */
export interface BoostspaceStandIn extends StandIn {
	readonly systems: readonly [flowers: System, bakery: System];
	/** A token of the first system that may do everything. */
	readonly token: string;
	/** Makes a token of the first system with some rights, in all modules or in some. */
	tokenWith(rights: readonly Right[], modules?: readonly Kind[]): string;
	readonly deliveries: Deliveries;
	/** Parameters that were sent and are not known: must stay empty. */
	readonly violations: readonly string[];
	readonly faults: Faults;
	readonly latency: Latency;
	readonly settings: Settings;
	/** Forgets the recorded requests, the faults, the violations and the settings. */
	clear(): void;
}

export interface BoostspaceOptions {
	readonly latency?: Latency;
}

const HOST = /^([a-z0-9-]+)\.boost\.space$/;

/** Boost.space Integrator has a host of its own. */
const INTEGRATOR = 'integrator.boost.space';

/** Starts the stand-in for Boost.space on a free port of 127.0.0.1. */
export async function startBoostspace(options: BoostspaceOptions = {}): Promise<BoostspaceStandIn> {
	const latency = { perCall: 0, perRecord: 0, ...options.latency };
	const systems: [System, System] = [createSystem('flowers'), createSystem('bakery')];
	const [flowers] = systems;
	const deliveries = new Deliveries();
	const api = new Api(deliveries);
	const faults = new Faults();
	const requests: RecordedRequest[] = [];

	/** Whose token came with a request; only a token of the very system counts. */
	const tokenOf = (system: System | undefined, header = ''): Token | undefined =>
		system?.tokens.get(/^Bearer (\S+)$/.exec(header)?.[1] ?? '');

	const app = express();
	app.set('trust proxy', true);
	app.use(express.text({ type: () => true, limit: '50mb' }));
	app.use(async (request, response) => {
		const host = request.hostname;
		const system = systems.find(({ name }) => name === HOST.exec(host)?.[1]);
		const token = tokenOf(system, request.header('authorization'));
		const text: unknown = request.body;
		const body: unknown = typeof text === 'string' && text ? JSON.parse(text) : undefined;
		const query = Object.fromEntries(
			Object.entries(request.query).map(([name, value]) => [name, String(value)]),
		);
		const recorded: RecordedRequest = {
			method: request.method,
			host,
			path: request.path,
			query,
			authorization: request.header('authorization')?.split(' ')[0],
			account: token?.user.name,
			body,
		};
		requests.push(recorded);
		const fault = faults.take(recorded);
		if (fault && Faults.instead(fault)) return misbehave(response, fault.respond, body);
		if (!system || !request.path.startsWith('/api/')) {
			response.status(404).type('text/plain').send('Not found');
			return;
		}
		if (!token) {
			response.status(401).type('text/plain').send('Token does not exists.');
			return;
		}
		const { rights } = token;
		const path = request.path.slice('/api'.length);
		const records = Array.isArray(body) ? body.length : 1;
		await sleep(latency.perCall + latency.perRecord * records);
		try {
			const answer = api.answer({ method: request.method, path, query, body, system, rights });
			faults.conclude(response, fault, body, { status: 200, body: answer }, () =>
				response.json(answer),
			);
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			response.status(error.status).json({ message: error.message });
		}
	});

	const { url, stop } = await listen(app);
	return {
		service: 'boostspace',
		url,
		answers: (hostname) => HOST.test(hostname) && hostname !== INTEGRATOR,
		requests,
		systems,
		token: [...flowers.tokens.keys()][0] ?? '',
		tokenWith: (rights, modules) => addToken(flowers, rights, modules),
		deliveries,
		violations: api.violations,
		faults,
		latency,
		settings: api.settings,
		clear: () => {
			requests.length = 0;
			api.violations.length = 0;
			deliveries.statuses.length = 0;
			faults.clear();
			api.settings.losesChanges = false;
		},
		stop: async () => {
			await deliveries.settled();
			await stop();
		},
	};
}
