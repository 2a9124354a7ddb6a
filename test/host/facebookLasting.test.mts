/** A Facebook connection whose token lasts an hour, in the real n8n. */
import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { managing, named } from './connections/managing.mts';
import { connectFacebook, FACEBOOK_TOKEN } from './connections.mts';
import { outputOf } from './workflows.mts';

let sandbox: Sandbox;
let itself: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	const { api, apiKey } = sandbox.client;
	itself = await api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey },
	});
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.facebookPages.clear();
});

afterEach(() => {
	expect(sandbox.facebookPages.violations).toEqual([]);
	expect(sandbox.n8n.log()).not.toMatch(FACEBOOK_TOKEN);
	expect(sandbox.n8n.log()).not.toContain(sandbox.facebookPages.clientSecret);
});

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

const TOKEN_PATH = '/v26.0/oauth/access_token';

/** What the token endpoint was asked, without the secret of the app, which has to be right. */
const exchanges = () =>
	sandbox.facebookPages.requests.flatMap(({ method, path, body }) =>
		path === TOKEN_PATH ? [`${method} ${String(Object(body).grant_type)}`] : [],
	);

const connect = async (name: string) => {
	const credential = await connectFacebook(sandbox, { name, lifetime: HOUR });
	sandbox.facebookPages.clear();
	return credential;
};

const pageNames = async (credential: Credential) => {
	const parameters = { fields: ['name'], returnAll: true };
	const wanted = { credential, resource: 'page', operation: 'getMany', parameters };
	return (await outputOf(sandbox.client, wanted)).map(({ name }) => name);
};

const shown = async (credential: Credential) => {
	const [item] = await outputOf(sandbox.client, {
		credential,
		resource: 'connection',
		operation: 'get',
	});
	return item ?? {};
};

/** What Connections → Verify says of the connection with a name. */
const verified = async (name: string) =>
	named(await outputOf(sandbox.client, managing(itself, 'verify', {})), name);

/** Seconds from now until a moment. */
const secondsUntil = (moment: unknown) => (Date.parse(String(moment)) - Date.now()) / 1000;

it('lasts 60 days once a node has used it', async () => {
	const credential = await connect('Lasting');
	expect(await pageNames(credential)).toHaveLength(2);
	expect(exchanges()).toEqual(['POST fb_exchange_token']);

	const { tokenExpires, renewal } = await shown(credential);
	expect(Math.round(secondsUntil(tokenExpires) / DAY)).toBe(60);
	expect(renewal).toMatch(/^Before its access ends, open the connection and reconnect it: /);

	sandbox.facebookPages.clock.advance(59 * DAY);
	expect(await pageNames(credential)).toHaveLength(2);
	sandbox.facebookPages.clock.advance(-59 * DAY);
	expect(exchanges()).toEqual(['POST fb_exchange_token']);
});

it('lasts 60 days once Connections has verified it', async () => {
	await connect('Verified');
	const { expires, ...told } = await verified('Verified');
	expect(told).toMatchObject({ status: 'working', message: 'Facebook Pages accepts it' });
	expect(Math.round(secondsUntil(expires) / DAY)).toBe(60);
	expect(exchanges()).toEqual(['POST fb_exchange_token']);
});

it('works for its hour where Facebook gives no longer token, and says so', async () => {
	const credential = await connect('Short-lived');
	sandbox.facebookPages.faults.add({
		match: ({ path }) => path === TOKEN_PATH,
		respond: 'echo',
	});
	expect(await pageNames(credential)).toHaveLength(2);
	const { tokenExpires, renewal } = await shown(credential);
	expect(Math.round(secondsUntil(tokenExpires) / HOUR)).toBe(1);
	expect(renewal).toMatch(/^Its token is short-lived: Facebook Pages gave no longer one/);
	expect(await verified('Short-lived')).toMatchObject({
		status: 'working',
		message: expect.stringMatching(
			/^Facebook Pages accepts it\. Its access ends on .*, in 1 hour$/,
		),
		remedy: 'Open the connection and reconnect it.',
	});
	expect(exchanges()).toEqual(['POST fb_exchange_token']);
	expect(sandbox.n8n.log()).toContain(
		'Facebook Pages gave the connection "Short-lived" no long-lived token: ',
	);
});
