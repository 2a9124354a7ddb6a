import express, { type Express, type Request, type Response } from 'express';

import type { Service, Variant } from '../../../dist/index.js';
import { credentialTypeOf, variantLabel } from '../../../dist/index.js';
import type { NewCredential } from '../../client.mts';
import type { Reachable } from '../../proxy.mts';
import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { delayed } from '../shared/delayed.mts';
import { listen } from '../shared/listen.mts';
import { appOf } from './apps.mts';
import { createAuthorization } from './authorization.mts';
import { heldBy, hostsOf } from './declaration.mts';
import { Keys } from './keys.mts';
import { answerTo, isOfApp, type Question, recognise } from './questions.mts';
import { readSigner, type Signer } from './signer.mts';
import { readText, type Values } from './texts.mts';
import type { Tokens } from './tokens.mts';

/** A service on this machine, made of nothing but its declaration. */
export interface DerivedStandIn extends StandIn {
	/** The app that is registered for a variant of OAuth 2.0. */
	appOf(variant: Variant): { readonly id: string; readonly secret: string };
	/** Whether a value of the Authorization header holds a key that was made here. */
	has(authorization: string): boolean;
	/** Makes a key of the right form that is good for nothing. */
	makeKey(): string;
	/** Gives a new key that is good for everything. */
	issueKey(): string;
	/** Takes back a key, as its owner does. */
	revokeKey(key: string): void;
	/** Takes back every key that was given so far. */
	revokeKeys(): void;
	/** Makes an access token, or a key, expire now. */
	expire(secret: string): void;
	/** Makes every access token expire that was given so far. */
	expireTokens(): void;
	/** Takes back all that people granted, as they do who remove the app. */
	revokeGrants(): Promise<void>;
	/** What else a connection of a variant has to say, by the names of the properties. */
	fieldsOf(variant: Variant): Values;
	/** A connection of a variant as a person fills it in, with a new key where it needs one. */
	credentialFor(variant: Variant): NewCredential;
}

/** The headers that every request of a service must have, and this one does not. */
const missingHeaders = ({ request: rules }: Service, request: Request) =>
	Object.entries(rules?.headers ?? {})
		.filter(([name, template]) => {
			const sent = request.header(name);
			// What a connection does not hold is left out.
			if (sent === undefined) return !/\{\w+\}/.test(template);
			return readText(template, sent) === undefined;
		})
		.map(([name]) => name);

/** A request as it is kept: without the token or key, wherever it stands. */
function recordOf(request: Request, signer: Signer | undefined): RecordedRequest {
	const hide = (text: string) => (signer ? text.replaceAll(signer.secret, '…') : text);
	const { authorization } = request.headers;
	return {
		method: request.method,
		host: request.hostname,
		path: hide(request.path),
		query: Object.fromEntries(
			Object.entries(request.query).map(([name, value]) => [name, hide(String(value))]),
		),
		authorization: authorization?.includes(' ') ? authorization.split(' ')[0] : undefined,
		account: signer?.variant,
		body: undefined,
	};
}

/** Answers in the form of an error of OAuth 2.0, which every declaration can read. */
const sendError = (response: Response, status: number, error: string, words: string): void =>
	void response.status(status).json({ error, error_description: words });

/** How a token or key that is not valid is refused: as RFC 6750 has it, where the service does not say it. */
function refuse(service: Service, response: Response, signer: Signer | undefined): void {
	const { exampleRefusal: refusal, oauth2 } = service;
	const expired = signer?.variant === 'oauth2' ? oauth2?.expiredStatus : undefined;
	if (!refusal) return sendError(response, expired ?? 401, 'invalid_token', 'It is not valid');
	response.status(expired ?? refusal.status).json(refusal.body);
}

/** Answers the requests that a declaration names, and no others. */
class Api {
	readonly #service: Service;
	readonly #tokens: Tokens;

	constructor(service: Service, tokens: Tokens) {
		this.#service = service;
		this.#tokens = tokens;
	}

	async answer(request: Request, response: Response, signer: Signer | undefined): Promise<void> {
		const asked = recognise(this.#service, request);
		const ofApp = asked.filter(({ sign }) => sign !== 'connection');
		if (ofApp.length > 0) return await this.#answerApp(ofApp, request, response);
		const service = this.#service;
		if (signer?.state !== 'valid') return refuse(service, response, signer);
		const missing = missingHeaders(service, request).join(', ');
		if (missing) return sendError(response, 400, 'invalid_request', `Without ${missing}`);
		const question = asked.find(({ variant }) => variant === signer.variant);
		if (!question) {
			return sendError(response, 404, 'not_found', 'The declaration names no such request');
		}
		if (question.purpose === 'revoke') await signer.end();
		this.#send(response, question, signer.scopes);
	}

	/** Answers what an app asks in its own name, about a token that is in the body. */
	async #answerApp(asked: readonly Question[], request: Request, response: Response) {
		const question = asked.find((one) => isOfApp(one, request));
		if (!question)
			return sendError(response, 401, 'invalid_client', 'The app did not prove itself');
		const { token, refreshToken } = question.read;
		const grant = await this.#tokens.find(token ?? refreshToken ?? '');
		if (question.purpose === 'revoke') await grant?.end();
		// What is said of a token that is none (RFC 7662, section 2.2).
		else if (grant?.state !== 'valid') return void response.json({ active: false });
		this.#send(response, question, grant?.scopes ?? []);
	}

	#send(response: Response, question: Question, scopes: readonly string[]): void {
		const { body, headers } = answerTo(this.#service, question, scopes);
		response.set(headers).json(body);
	}
}

/** What a derived stand-in is before it listens. */
type Silent = Omit<DerivedStandIn, 'url' | 'stop'> & { readonly app: Express };

/** Makes the stand-in of a service. */
function standInOf(service: Service): Silent {
	const { app: server, tokens } = createAuthorization(service);
	const keys = new Keys(service);
	const api = new Api(service, tokens);
	const requests: RecordedRequest[] = [];
	const answers = hostsOf(service);

	const app = express();
	app.set('trust proxy', true);
	app.use(server);
	app.use(express.text({ type: () => true, limit: '10mb' }));
	app.use(async (request, response) => {
		const signer = await readSigner(service, request, keys, tokens);
		requests.push(recordOf(request, signer));
		await api.answer(request, response, signer);
	});
	return {
		app,
		service: service.name,
		answers,
		has: (sent) => keys.haveMade(sent),
		requests,
		appOf,
		makeKey: () => keys.make(),
		issueKey: () => keys.issue(),
		revokeKey: (key) => keys.revoke(key),
		revokeKeys: () => keys.revokeAll(),
		expire: (secret) => {
			keys.expire(secret);
			tokens.expire(secret);
		},
		expireTokens: () => tokens.expireAll(),
		revokeGrants: async () => await tokens.endAll(),
		fieldsOf: (variant) => heldBy(service, variant).fields,
		credentialFor: (variant) => {
			const { id, secret } = appOf(variant);
			const own =
				variant === 'apiKey' ? { apiKey: keys.issue() } : { clientId: id, clientSecret: secret };
			return {
				name: `${service.displayName} account (${variantLabel(service, variant)})`,
				type: credentialTypeOf(service, variant),
				data: { ...heldBy(service, variant).fields, ...own },
			};
		},
	};
}

/** Many derived stand-ins behind one address. */
export interface DerivedStandIns extends Reachable {
	/** Milliseconds until any of them answers. */
	latency: number;
	/** Whether a service is among them. */
	has(name: string): boolean;
	/**
	 * The stand-in of a service.
	 * @throws Error when it is not among them
	 */
	of(service: Pick<Service, 'name'>): DerivedStandIn;
	stop(): Promise<void>;
}

/**
 * Starts the stand-ins of services on one free port of 127.0.0.1. Each is made when it is first needed.
 * @param others stand-ins that have some of the same hosts: there only what carries a key of a derived one is its
 */
export async function startDerived(
	services: readonly Service[],
	others: readonly Reachable[] = [],
): Promise<DerivedStandIns> {
	const made = new Map<string, Silent>();
	const standIn = (service: Service) => {
		const known = made.get(service.name) ?? standInOf(service);
		made.set(service.name, known);
		return known;
	};
	const hosts = services.map((service) => ({ service, isHost: hostsOf(service) }));
	const find = (hostname: string, authorization: string | undefined) => {
		const sharing = hosts.filter(({ isHost }) => isHost(hostname));
		const isShared = sharing.length > 1 || others.some((other) => other.answers(hostname));
		const found = isShared
			? sharing.find(({ service }) => made.get(service.name)?.has(authorization ?? ''))
			: sharing[0];
		return found && standIn(found.service);
	};
	const app = express();
	app.set('trust proxy', true);
	app.use(delayed(() => standIns.latency));
	app.use((request, response, next) => {
		const found = find(request.hostname, request.headers.authorization);
		if (found) found.app(request, response, next);
		else next();
	});
	const { url, stop } = await listen(app);
	const standIns: DerivedStandIns = {
		latency: 0,
		url,
		answers: (hostname, authorization) => find(hostname, authorization) !== undefined,
		has: (name) => services.some((service) => service.name === name),
		of: ({ name }) => {
			const found = services.find((service) => service.name === name);
			if (!found) throw new Error(`${name} has no derived stand-in`);
			return { ...standIn(found), url, stop };
		},
		stop,
	};
	return standIns;
}
