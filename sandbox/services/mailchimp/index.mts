import express, { type Request, type Response } from 'express';

import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { Faults, misbehave } from '../shared/faults.mts';
import type { Latency } from '../shared/latency.mts';
import { listen } from '../shared/listen.mts';
import { createAccounts } from './accounts.mts';
import { accountOf, readCredentials } from './api/access.mts';
import { type Answer, Api, type Question } from './api/index.mts';
import { client, createAuthorization } from './authorization.mts';
import { Deliveries } from './deliveries.mts';
import { Specification } from './specification.mts';
import type { Account } from './state.mts';

export { signatureOf } from './deliveries.mts';
export {
	addMembers,
	confirm,
	createAudience,
	createCampaign,
	createMember,
	leave,
	markSent,
	setTag,
} from './state.mts';

/** Mailchimp on this machine, with its state and what tests and benchmarks need of it. */
export interface MailchimpStandIn extends StandIn {
	/** Their state may be changed: roles, keys, audiences and so on. */
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
	revokeTokens(account: Account): Promise<void>;
	/** How long an answer takes; may be changed at any time. */
	readonly latency: Latency;
	/** Forgets the recorded requests, the faults and the violations. */
	clear(): void;
}

export interface MailchimpOptions {
	/** How long an answer takes. No time when left out. */
	readonly latency?: Latency;
}

const API = '/3.0';

/**
 * A data centre's host, or the one for all data centres
 * (`mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/api-structure.mdx`).
 */
const API_HOST = /^(?:[a-z]+\d+\.)?api\.mailchimp\.com$/;

/** The body of a request: JSON, or the text itself when it is none. */
function readBody(text: unknown): { body: unknown; isMalformed: boolean } {
	if (typeof text !== 'string' || text === '') return { body: undefined, isMalformed: false };
	try {
		return { body: JSON.parse(text), isMalformed: false };
	} catch (error) {
		if (error instanceof SyntaxError) return { body: text, isMalformed: true };
		throw error;
	}
}

/** What a request asks, without its secret in what is recorded. */
async function read(
	request: Request,
	identify: (secret: string) => Promise<Account | undefined>,
): Promise<Question> {
	const credentials = readCredentials(request.header('authorization'));
	const account = await identify(credentials.secret);
	const { body, isMalformed } = readBody(request.body);
	const recorded: RecordedRequest = {
		method: request.method,
		host: request.hostname,
		path: request.path,
		query: Object.fromEntries(
			Object.entries(request.query).map(([name, value]) => [name, String(value)]),
		),
		authorization: credentials.scheme,
		account: account?.name,
		body,
	};
	return { request: recorded, credentials, account, isMalformed };
}

function send(response: Response, { status, body }: Answer): void {
	response.status(status);
	if (body === undefined) response.end();
	else if (status >= 400) response.type('application/problem+json').send(JSON.stringify(body));
	else response.json(body);
}

/** Starts the stand-in for Mailchimp on a free port of 127.0.0.1. */
export async function startMailchimp(options: MailchimpOptions = {}): Promise<MailchimpStandIn> {
	const latency = { perCall: 0, perRecord: 0, ...options.latency };
	const accounts = createAccounts();
	const authorization = createAuthorization(accounts);
	const specification = new Specification();
	const deliveries = new Deliveries();
	const faults = new Faults();
	const api = new Api(specification, deliveries, latency);
	const requests: RecordedRequest[] = [];

	const app = express();
	app.set('trust proxy', true);
	app.use(API, express.text({ type: () => true, limit: '10mb' }));
	app.use(async (request, response, next) => {
		const question = await read(request, (secret) => accountOf(secret, accounts, authorization));
		requests.push(question.request);
		const fault = faults.take(question.request);
		const isApi = request.path === API || request.path.startsWith(`${API}/`);
		if (fault && (!isApi || Faults.instead(fault)))
			return misbehave(response, fault.respond, question.request);
		if (!isApi) return next();
		const answer = await api.answer(question, request.path.slice(API.length) || '/');
		faults.conclude(response, fault, question.request, answer, () => send(response, answer));
	});
	app.use(authorization.app);

	const { url, stop } = await listen(app);
	return {
		service: 'mailchimp',
		url,
		answers: (hostname) => hostname === 'login.mailchimp.com' || API_HOST.test(hostname),
		requests,
		accounts,
		apiKey: accounts[0].apiKey,
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
		stop,
	};
}
