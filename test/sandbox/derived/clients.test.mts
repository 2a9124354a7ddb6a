/**
 * The vendors' own clients as witnesses: each asks who it is, at a stand-in that is made of nothing but our declaration. So
 * the declaration has the address, the signing and the headers with which the vendor's client works.
 *
 * Google's clients have none for the request that tells whose connection it is: OpenID Connect's, which is not an API of theirs.
 */
import { Client } from '@notionhq/client';
import { Octokit } from '@octokit/rest';
import { WebClient } from '@slack/web-api';
import { Dropbox } from 'dropbox';
import Stripe from 'stripe';

import type { Service } from '../../../connection/model/service.ts';
import { dropbox } from '../../../services/dropbox.ts';
import { github } from '../../../services/github.ts';
import { notion } from '../../../services/notion.ts';
import { slack } from '../../../services/slack.ts';
import { stripe } from '../../../services/stripe.ts';
import { startWorld } from './world.mts';

let world: Awaited<ReturnType<typeof startWorld>>;

beforeAll(async () => {
	world = await startWorld([dropbox, github, notion, slack, stripe]);
});

afterAll(async () => {
	await world.stop();
});

/** How the vendor's client asks, with a token or key, and what it gives. */
type Ask = (secret: string) => Promise<unknown>;

const nothing = () => undefined;

/** Refusals are expected here. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Octokit writes "token" before the token, its older word; GitHub takes both and documents the one that we declare
 * (https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api). The version of the API is chosen by
 * headers, which Octokit leaves to whoever calls it.
 */
const asBearer: typeof globalThis.fetch = async (input, init) => {
	const headers = new Headers(init?.headers);
	const signed = (headers.get('authorization') ?? '').replace(/^token /, 'Bearer ');
	headers.set('authorization', signed);
	return await world.through(input, { ...init, headers });
};

const CLIENTS: ReadonlyArray<readonly [string, Service, Ask, object]> = [
	[
		'@slack/web-api',
		slack,
		async (token) =>
			await new WebClient(token, {
				fetch: world.through,
				retryConfig: { retries: 0 },
			}).auth.test(),
		{ team_id: 'T0G9PQBBK', user: 'ada' },
	],
	[
		'@octokit/rest',
		github,
		async (auth) =>
			(
				await new Octokit({
					auth,
					log: SILENT,
					request: { fetch: asBearer },
				}).rest.users.getAuthenticated({ headers: github.request?.headers })
			).data,
		{ login: 'octocat' },
	],
	[
		'@notionhq/client',
		notion,
		async (auth) => await new Client({ auth, fetch: world.through, logger: nothing }).users.me({}),
		{ id: expect.any(String), bot: expect.anything() },
	],
	[
		'stripe',
		stripe,
		async (key) =>
			await new Stripe(key, {
				httpClient: Stripe.createFetchHttpClient(world.through),
				maxNetworkRetries: 0,
			}).accounts.retrieveCurrent(),
		{ id: expect.stringMatching(/^acct_/) },
	],
	[
		'dropbox',
		dropbox,
		async (accessToken) =>
			(await new Dropbox({ accessToken, fetch: world.through }).usersGetCurrentAccount()).result,
		{ email: expect.any(String) },
	],
];

/** A key of the service, or, where it has none, the token of a consent. */
async function secretOf(service: Service): Promise<string> {
	if (service.apiKey) return world.standIn(service).issueKey();
	return String((await world.connect(service)).access_token);
}

async function revokeAll(service: Service): Promise<void> {
	if (service.apiKey) world.standIn(service).revokeKeys();
	else await world.standIn(service).revokeGrants();
}

it.each(CLIENTS)(
	'%s is told who it is, and is refused once the connection was revoked',
	async (_client, service, ask, expected) => {
		const secret = await secretOf(service);
		expect(await ask(secret)).toMatchObject(expected);
		await revokeAll(service);
		await expect(ask(secret)).rejects.toThrow();
	},
);
