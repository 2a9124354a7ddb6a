import { setTimeout as sleep } from 'node:timers/promises';

import type { RecordedRequest } from '../../../standIn.mts';
import { Faults, type FaultyAnswer } from '../../shared/faults.mts';
import type { Latency } from '../../shared/latency.mts';
import { GRAPH_HOST, readVersion, VERSION } from '../app.mts';
import { GraphError, unknownPath } from '../graphError.mts';
import { type Parameters, withoutSecrets } from '../parameters.mts';
import { isProof, type Token } from '../tokens.mts';
import type { UsageHeaders } from '../usage.mts';
import { type PartAnswer, readBatch, toPartAnswer } from './batch.mts';
import { Call } from './call.mts';
import { route } from './routes.mts';
import type { World } from './world.mts';

/** What a test can switch. */
export interface Settings {
	/** Whether the app demands a proof of its secret with each call. */
	requireAppSecretProof: boolean;
	/** Whether an error comes with HTTP 200, as it sometimes does. */
	errorsWithStatus200: boolean;
	/** Seconds that the token for a code lives. */
	shortLived: number;
	/** How many calls find nothing yet under the id of something new: it is answered as if it did not exist. */
	unsettledCalls: number;
}

/** How many calls there are at once; those of a batch are one. */
export interface Calls {
	underWay: number;
	/** The most that were ever under way. */
	peak: number;
}

/** What the API is asked. */
export interface Question {
	readonly method: string;
	/** With its version, where it has one. */
	readonly path: string;
	readonly parameters: Parameters;
}

/** What the API answers. */
export interface Answer {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly body: object;
}

/** Parameters that every call may have. */
const COMMON = [
	'access_token',
	'appsecret_proof',
	'pretty',
	'locale',
	'method',
	'format',
	'fields',
];

const CONTENT_TYPE = { 'Content-Type': 'application/json; charset=UTF-8' };

/** The Graph API, below its version. */
export class Api {
	readonly #world: World;
	readonly #faults: Faults;
	readonly #latency: Latency;
	readonly #settings: Settings;
	readonly #usage: UsageHeaders;
	readonly calls: Calls = { underWay: 0, peak: 0 };

	/** @param given may be changed while the API runs */
	constructor(given: {
		world: World;
		faults: Faults;
		latency: Latency;
		settings: Settings;
		usage: UsageHeaders;
	}) {
		this.#world = given.world;
		this.#faults = given.faults;
		this.#latency = given.latency;
		this.#settings = given.settings;
		this.#usage = given.usage;
	}

	/**
	 * Answers a question; never throws a GraphError, but answers it.
	 * @param before what is asked first: its answer, where it has one, is the answer
	 */
	async answer(question: Question, before: () => Promise<object> | undefined): Promise<Answer> {
		this.calls.underWay += 1;
		this.calls.peak = Math.max(this.calls.peak, this.calls.underWay);
		try {
			return await this.#answer(question, before);
		} finally {
			this.calls.underWay -= 1;
		}
	}

	async #answer(
		question: Question,
		before: () => Promise<object> | undefined = () => undefined,
	): Promise<Answer> {
		const { batch, access_token } = question.parameters.values;
		if (batch !== undefined && question.method === 'POST') {
			return await this.#attempt(question, undefined, () => before() ?? this.#batch(question));
		}
		const page = this.#world.tokens.find(access_token ?? '')?.page;
		return await this.#attempt(question, page, () => before() ?? this.#one(question));
	}

	async #attempt(
		{ path }: Question,
		page: Token['page'],
		answer: () => Promise<object>,
	): Promise<Answer> {
		const headers = {
			...CONTENT_TYPE,
			'facebook-api-version': readVersion(path)?.version ?? VERSION,
			...this.#usage.headers(page),
		};
		try {
			const body = await answer();
			return { status: 200, headers, body };
		} catch (error) {
			if (!(error instanceof GraphError)) throw error;
			const status = this.#settings.errorsWithStatus200 ? 200 : error.status;
			return { status, headers, body: error.toJSON() };
		}
	}

	async #one({ method, path, parameters }: Question): Promise<object> {
		const versioned = readVersion(path);
		if (!versioned) throw unknownPath(path);
		const token = this.#letIn(parameters);
		const { version, rest } = versioned;
		const { values } = parameters;
		const verb = method === 'POST' && values['method'] ? values['method'].toUpperCase() : method;
		const call = new Call({
			method: verb,
			path: rest,
			version,
			token,
			parameters,
			world: this.#world,
		});
		if (rest !== '/debug_token') this.#world.tokens.requireDataAccess(token);
		if (this.#latency.perCall > 0) await sleep(this.#latency.perCall);
		const document = route(call);
		if (call.method === 'POST') this.#unsettle(document);
		for (const name of call.unread.filter((one) => !COMMON.includes(one))) {
			this.#world.note(`${verb} ${rest}: the stand-in does not know the parameter ${name}`);
		}
		const { perRecord } = this.#latency;
		if (perRecord > 0) await sleep(call.records * perRecord);
		return document;
	}

	/** Makes what was just created hard to find for a while, where that is set. */
	#unsettle(document: object): void {
		const { unsettledCalls } = this.#settings;
		if (unsettledCalls === 0) return;
		const ids = [Reflect.get(document, 'id'), Reflect.get(document, 'post_id')];
		for (const id of ids) {
			if (typeof id === 'string') this.#world.unsettled.set(id, unsettledCalls);
		}
	}

	/**
	 * @returns the token that a call came with
	 * @throws GraphError 104 without one (nov/fb_graph, issue 225), 190 for one that is not valid, 100 for a wrong proof
	 */
	#letIn({ values }: Parameters): Token {
		const { access_token, appsecret_proof } = values;
		if (!access_token) {
			throw new GraphError(104, 'An access token is required to request this resource.');
		}
		const token = this.#world.tokens.validate(access_token);
		if (appsecret_proof !== undefined && !isProof(access_token, appsecret_proof)) {
			throw new GraphError(100, 'Invalid appsecret_proof provided in the API argument', {
				type: 'GraphMethodException',
			});
		}
		if (
			this.#settings.requireAppSecretProof &&
			appsecret_proof === undefined &&
			token.kind !== 'app'
		) {
			// markbates/goth, issue 96
			throw new GraphError(100, 'API calls from the server require an appsecret_proof argument', {
				type: 'GraphMethodException',
			});
		}
		return token;
	}

	/** Parts that do not depend on each other are answered at the same time (https://developers.facebook.com/docs/graph-api/batch-requests). */
	async #batch({ parameters }: Question): Promise<object> {
		const withHeaders = parameters.values['include_headers'] !== 'false';
		if (!parameters.values['access_token']) {
			throw new GraphError(104, 'An access token is required to request this resource.');
		}
		const parts = readBatch(parameters);
		for (const name of parts.flatMap(({ unknown }) => unknown)) {
			this.#world.note(`The stand-in does not know ${name} in a batch`);
		}
		return await Promise.all(parts.map(async (part) => await this.#part(part, withHeaders)));
	}

	/** A part of a batch meets faults of its own: one that is not answered at all has timed out. */
	async #part(part: Question, withHeaders: boolean): Promise<PartAnswer> {
		const recorded: RecordedRequest = {
			method: part.method,
			host: GRAPH_HOST,
			path: part.path,
			query: withoutSecrets(part.parameters.values),
			authorization: undefined,
			body: undefined,
		};
		const fault = this.#faults.take(recorded);
		if (fault && Faults.instead(fault)) return faulty(fault.respond);
		const { status, headers, body } = await this.#answer(part);
		if (fault) return faulty(fault.respond);
		return toPartAnswer({ status, headers, body: JSON.stringify(body) }, withHeaders);
	}
}

/** A fault as it stands in a batch's answer. */
function faulty(respond: FaultyAnswer): PartAnswer {
	if (typeof respond === 'string') return null;
	return { code: respond.status, headers: [], body: respond.body ?? '' };
}
