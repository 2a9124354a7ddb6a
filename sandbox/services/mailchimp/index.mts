import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import express, { type NextFunction, type Request, type Response } from 'express';

import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { authorize } from './api/access.mts';
import { campaignRoutes } from './api/campaigns.mts';
import { audienceOf, memberRoutes } from './api/members.mts';
import { pageOf } from './api/paging.mts';
import { project } from './api/projection.mts';
import { audienceShape } from './api/shapes.mts';
import { webhookRoutes } from './api/webhooks.mts';
import { type Authorization, client, createAuthorization } from './authorization.mts';
import { Deliveries } from './deliveries.mts';
import { Faults, misbehave } from './faults.mts';
import { notFound, Problem } from './problem.mts';
import { Specification } from './specification.mts';
import { type Account, createAccounts } from './state.mts';

export { signatureOf } from './deliveries.mts';
export { addMembers, createAudience } from './state.mts';

/** Mailchimp on this machine, with its state and what tests and benchmarks need of it. */
export interface MailchimpStandIn extends StandIn {
	readonly accounts: readonly Account[];
	/** The key of the first account. */
	readonly apiKey: string;
	/** The app that is registered for OAuth 2.0. */
	readonly clientId: string;
	readonly clientSecret: string;
	/** What did not follow the official specification: must stay empty. */
	readonly violations: readonly string[];
	readonly faults: Faults;
	readonly deliveries: Deliveries;
	/** Takes back every OAuth token of an account, as removing the app in Mailchimp does. */
	revokeTokens(account: Account): void;
	/** How long an answer takes, in milliseconds; may be changed at any time. */
	readonly latency: { perCall: number; perRecord: number };
	/** Forgets the recorded requests, the faults and the violations. */
	clear(): void;
}

export interface MailchimpOptions {
	/** How long an answer takes, in milliseconds. Nothing when left out. */
	readonly latency?: MailchimpStandIn['latency'];
}

/** An API request on its way: its record, and the account once that is known. */
const records = new WeakMap<Request, RecordedRequest>();
const owners = new WeakMap<Request, Account>();

function record(request: Request): RecordedRequest {
	const known = records.get(request);
	if (known) return known;
	const made: RecordedRequest = {
		method: request.method,
		host: request.hostname,
		path: request.path,
		query: Object.fromEntries(
			Object.entries(request.query).map(([name, value]) => [name, String(value)]),
		),
		authorization: request.header('authorization')?.split(' ')[0],
		// An empty body (Content-Length: 0) is none, though the parser makes an object of it.
		body: request.header('content-length') === '0' ? undefined : request.body,
	};
	records.set(request, made);
	return made;
}

/** The account of a request that was let in. */
function ownerOf(request: Request): Account {
	const account = owners.get(request);
	if (!account) throw new Error('A request came to a route without having been let in');
	return account;
}

/** Everything below `/3.0`. */
function createApi(
	accounts: readonly Account[],
	authorization: Authorization,
	{
		specification,
		deliveries,
		latency,
	}: {
		specification: Specification;
		deliveries: Deliveries;
		latency: MailchimpStandIn['latency'];
	},
) {
	const api = express.Router();
	const recordsTake = async (count: number) => {
		if (latency.perRecord > 0) await sleep(count * latency.perRecord);
	};

	api.use(async (request: Request, response: Response, next: NextFunction) => {
		const seen = record(request);
		const answer = response.json.bind(response);
		response.json = (body: unknown) => {
			const chosen = project(body, request.query);
			specification.checkAnswer(seen, request.path, response.statusCode, chosen);
			return answer(chosen);
		};
		const account = await authorize(request, accounts, authorization);
		specification.checkRequest(seen, request.path);
		owners.set(request, account);
		account.underWay += 1;
		account.peak = Math.max(account.peak, account.underWay);
		response.once('close', () => {
			account.underWay -= 1;
		});
		if (latency.perCall > 0) await sleep(latency.perCall);
		next();
	});

	api.get('/ping', (_request, response) => {
		response.json({ health_status: "Everything's Chimpy!" });
	});
	api.get('/', (request, response) => {
		const { id, name, login, role } = ownerOf(request);
		response.json({
			account_id: id,
			login_id: String(login.login_id),
			account_name: name,
			email: login.email,
			username: login.login_name,
			role,
			pricing_plan_type: 'monthly',
			total_subscribers: 0,
			_links: [],
		});
	});
	api.get('/lists', (request, response) => {
		const { page, total } = pageOf(request, ownerOf(request).audiences.values());
		response.json({ lists: page.map(audienceShape), total_items: total, _links: [] });
	});
	api.get('/lists/:list', (request, response) => {
		response.json(audienceShape(audienceOf(ownerOf(request), request)));
	});
	api.use('/lists/:list', memberRoutes(ownerOf, deliveries, recordsTake), webhookRoutes(ownerOf));
	api.use(campaignRoutes(ownerOf, deliveries));
	return api;
}

/** Starts the stand-in for Mailchimp on a free port of 127.0.0.1. */
export async function startMailchimp(options: MailchimpOptions = {}): Promise<MailchimpStandIn> {
	const latency = { perCall: 0, perRecord: 0, ...options.latency };
	const accounts = createAccounts();
	const authorization = createAuthorization(accounts);
	const specification = new Specification();
	const deliveries = new Deliveries();
	const faults = new Faults();
	const requests: RecordedRequest[] = [];

	const app = express();
	app.set('trust proxy', true);
	app.use(express.json({ limit: '10mb' }));
	app.use((request, response, next) => {
		requests.push(record(request));
		const fault = faults.take(record(request));
		if (!fault) return next();
		if (!fault.afterwards) return misbehave(response, fault.respond);
		response.json = () => {
			misbehave(response, fault.respond);
			return response;
		};
		next();
	});
	app.use('/3.0', createApi(accounts, authorization, { specification, deliveries, latency }));
	app.use(authorization.app);
	app.use(() => {
		throw notFound();
	});
	app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
		if (error instanceof Problem) error.send(response);
		else next(error);
	});

	const server: Server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const [first] = accounts;
	if (!first) throw new Error('The stand-in has no account');
	return {
		service: 'mailchimp',
		url: `http://127.0.0.1:${port}`,
		answers: (hostname) =>
			hostname === 'login.mailchimp.com' || /^[a-z]+\d+\.api\.mailchimp\.com$/.test(hostname),
		requests,
		accounts,
		apiKey: first.apiKey,
		clientId: client.id,
		clientSecret: client.secret,
		violations: specification.violations,
		faults,
		deliveries,
		latency,
		revokeTokens: (account) => authorization.revokeTokens(account),
		clear: () => {
			requests.length = 0;
			specification.violations.length = 0;
			faults.clear();
		},
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
