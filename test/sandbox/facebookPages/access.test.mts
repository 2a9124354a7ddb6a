import {
	appSecretProof,
	blocked,
	duplicate,
	type FacebookPagesStandIn,
	respondWith,
	startFacebookPages,
	throttled,
} from '../../../sandbox/services/facebookPages/index.mts';
import { callerOf, graphError, listOf } from './caller.mts';
import { type Login, startLogin } from './login.mts';

let standIn: FacebookPagesStandIn;
let login: Login;
let call: ReturnType<typeof callerOf>;

const DAY = 24 * 60 * 60;

beforeEach(async () => {
	standIn = await startFacebookPages();
	login = await startLogin(standIn);
	call = callerOf(standIn);
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await login.stop();
	await standIn.stop();
});

const exchanged = async (token: string) => {
	const query = new URLSearchParams({
		grant_type: 'fb_exchange_token',
		client_id: standIn.clientId,
		client_secret: standIn.clientSecret,
		fb_exchange_token: token,
	});
	const answer = await fetch(`${standIn.url}/oauth/access_token?${query}`);
	return String(Object(await answer.json()).access_token);
};

describe('the hosts', () => {
	it('are the one of the dialog and the one of the API, and no other', () => {
		const hosts = ['www.facebook.com', 'graph.facebook.com', 'facebook.com', 'graph.evil.example'];
		expect(hosts.filter((host) => standIn.answers(host))).toEqual(hosts.slice(0, 2));
	});
});

describe('a host', () => {
	const at = async (host: string, path: string) =>
		(await fetch(`${standIn.url}${path}`, { headers: { 'x-forwarded-host': host } })).status;

	it('has nothing of the other one', async () => {
		expect(await at('www.facebook.com', '/v26.0/oauth/access_token')).toBe(404);
		expect(await at('graph.facebook.com', '/v26.0/dialog/oauth')).toBe(404);
		expect(await at('graph.facebook.com', '/v26.0/oauth/access_token')).toBe(400);
	});
});

describe('how long it takes', () => {
	it('is what a test says, for each call and each record', async () => {
		Object.assign(standIn.latency, { perCall: 20, perRecord: 10 });
		const started = performance.now();
		await call('GET', `/${standIn.pages[0].id}/posts?limit=3`);
		expect(performance.now() - started).toBeGreaterThan(45);
	});

	it('shows how many calls were under way', async () => {
		standIn.latency.perCall = 30;
		await Promise.all([1, 2, 3].map(() => call('GET', '/me')));
		expect(standIn.calls).toEqual({ underWay: 0, peak: 3 });
	});
});

describe('a version', () => {
	const me = async (version: string) => {
		const token = standIn.pages[0].accessToken;
		const answer = await fetch(`${standIn.url}${version}/me?access_token=${token}`);
		return { status: answer.status, body: await answer.json() };
	};

	it.each(['', '/v26.0', '/v21.0', '/v20.0'])('"%s" is served', async (version) => {
		expect(await me(version)).toMatchObject({ status: 200 });
	});

	it('that there is not yet is refused', async () => {
		expect(await me('/v99.0')).toEqual(graphError(400, 2500));
	});
});

describe('a token', () => {
	it.each([
		['after Bearer', (token: string) => ({ headers: { authorization: `Bearer ${token}` } })],
		['after OAuth', (token: string) => ({ headers: { authorization: `OAuth ${token}` } })],
		['in a form', (token: string) => form({ access_token: token, method: 'get' })],
		['in JSON', (token: string) => json({ access_token: token, method: 'get' })],
	])('is taken %s', async (_what, init) => {
		const answer = await fetch(`${standIn.url}/me`, init(standIn.pages[0].accessToken));
		expect(await answer.json()).toMatchObject({ name: "Freddie's Flowers" });
	});

	it('is missing', async () => {
		expect(await call('GET', '/me', { token: '' })).toEqual(graphError(400, 104));
	});

	it('is none', async () => {
		expect(await call('GET', '/me', { token: 'nonsense' })).toEqual(graphError(400, 190));
	});

	it('expires, and says so', async () => {
		const token = await login.tokenOf();
		standIn.clock.advance(60 * 60);
		expect(await call('GET', '/me', { token })).toEqual(graphError(400, 190, 463));
	});

	it('that is long-lived expires after sixty days', async () => {
		const token = await exchanged(await login.tokenOf());
		standIn.clock.advance(59 * DAY);
		expect(await call('GET', '/me', { token })).toMatchObject({ status: 200 });
		standIn.clock.advance(DAY);
		expect(await call('GET', '/me', { token })).toEqual(graphError(400, 190, 463));
	});

	it('of a page outlives the one that it came from, until access to data expires', async () => {
		const user = await exchanged(await login.tokenOf());
		const { data } = listOf(await call('GET', '/me/accounts', { token: user }));
		const token = String(data[0]?.access_token);
		standIn.clock.advance(89 * DAY);
		expect(await call('GET', '/me', { token })).toMatchObject({ status: 200 });
		standIn.clock.advance(DAY);
		expect(await call('GET', '/me', { token })).toEqual(graphError(400, 190, 493));
	});

	it('is refused with every other one once the app is removed, and a new one is not', async () => {
		const freddie = await login.tokenOf();
		const ada = await login.tokenOf({ account: 'ada' });
		await standIn.revokeTokens(standIn.people[0]);
		expect(await call('GET', '/me', { token: freddie })).toEqual(graphError(400, 190, 458));
		expect(await call('GET', '/me', { token: ada })).toMatchObject({ status: 200 });
		const again = await login.tokenOf();
		expect(await call('GET', '/me', { token: again })).toMatchObject({ status: 200 });
	});

	it('is refused after the password was changed', async () => {
		const token = await login.tokenOf();
		standIn.invalidateTokens(standIn.people[0], 460);
		expect(await call('GET', '/me', { token })).toEqual(graphError(400, 190, 460));
	});
});

const form = (fields: Record<string, string>) => ({
	method: 'POST',
	body: new URLSearchParams(fields),
});

const json = (fields: Record<string, string>) => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(fields),
});

describe('permissions', () => {
	it('are taken back one by one', async () => {
		const token = await login.tokenOf({ scopes: ['pages_show_list', 'pages_read_engagement'] });
		const path = '/me/permissions/pages_show_list';
		expect(await call('DELETE', path, { token })).toMatchObject({ body: { success: true } });
		expect((await call('GET', '/me/permissions', { token })).body).toEqual({
			data: expect.arrayContaining([{ permission: 'pages_show_list', status: 'declined' }]),
		});
		expect(listOf(await call('GET', '/me/accounts', { token })).data).toEqual([]);
	});

	it('are taken back all at once, with the token', async () => {
		const token = await login.tokenOf();
		expect(await call('DELETE', '/me/permissions', { token })).toMatchObject({ status: 200 });
		expect(await call('GET', '/me', { token })).toEqual(graphError(400, 190, 458));
	});

	it('that were not used for ninety days have expired', async () => {
		await login.tokenOf({ scopes: ['pages_read_engagement'] });
		standIn.clock.advance(90 * DAY);
		const token = await login.tokenOf({ scopes: ['pages_show_list'] });
		expect((await call('GET', '/me/permissions', { token })).body).toEqual({
			data: expect.arrayContaining([
				{ permission: 'pages_read_engagement', status: 'expired' },
				{ permission: 'pages_show_list', status: 'granted' },
			]),
		});
	});
});

describe("a person's pages", () => {
	it('come with their tokens and tasks, one after the other', async () => {
		const token = await login.tokenOf();
		const first = listOf(await call('GET', '/me/accounts?limit=1', { token }));
		expect(first.data).toEqual([
			expect.objectContaining({
				name: "Freddie's Flowers",
				category: 'Florist',
				tasks: expect.arrayContaining(['CREATE_CONTENT', 'MODERATE', 'ANALYZE']),
			}),
		]);
		const after = first.paging?.cursors.after;
		const second = listOf(await call('GET', `/me/accounts?limit=1&after=${after}`, { token }));
		expect(second).toMatchObject({ data: [{ name: "Freddie's Weddings" }] });
		expect(second.paging).not.toHaveProperty('next');
		const pageToken = String(second.data[0]?.access_token);
		expect(await call('GET', '/me', { token: pageToken })).toMatchObject({
			body: { name: "Freddie's Weddings" },
		});
	});

	it('have the tasks of that person only', async () => {
		const token = await login.tokenOf({ account: 'ada' });
		expect(listOf(await call('GET', '/me/accounts?fields=name,tasks', { token })).data).toEqual([
			{ id: standIn.pages[2].id, name: "Ada's Bakery", tasks: ['ANALYZE', 'MODERATE'] },
		]);
	});
});

describe('a proof of the secret', () => {
	const me = (proof: string) => call('GET', `/me?appsecret_proof=${proof}`);

	it('is checked where there is one', async () => {
		expect(await me(appSecretProof(standIn.pages[0].accessToken))).toMatchObject({ status: 200 });
		expect(await me('0'.repeat(64))).toMatchObject({
			status: 400,
			body: { error: { code: 100, message: expect.stringContaining('Invalid appsecret_proof') } },
		});
	});

	it('can be demanded', async () => {
		standIn.settings.requireAppSecretProof = true;
		expect(await call('GET', '/me')).toEqual(graphError(400, 100));
		expect(await me(appSecretProof(standIn.pages[0].accessToken))).toMatchObject({ status: 200 });
	});
});

describe('what goes wrong', () => {
	it.each([
		['too many calls of the app', throttled(4), 4],
		['too many calls of the user', throttled(17), 17],
		['too many calls of the page', throttled(32), 32],
		['another limit', throttled(613), 613],
		['a violation of the policies', blocked(), 368],
		['a duplicate', duplicate(), 506],
	])('%s', async (_what, error, code) => {
		standIn.faults.add({ match: () => true, respond: respondWith(error) });
		expect(await call('GET', '/me')).toEqual(graphError(400, code));
		expect(await call('GET', '/me')).toMatchObject({ status: 200 });
	});

	it('an error may come with status 200', async () => {
		standIn.settings.errorsWithStatus200 = true;
		expect(await call('GET', '/me', { token: 'nonsense' })).toEqual(graphError(200, 190));
	});

	it('the answer alone may be lost', async () => {
		standIn.faults.add({ match: () => true, afterwards: true, respond: 'reset' });
		const [page] = standIn.pages;
		const before = page.items.size;
		const body = { message: 'Lost answer' };
		await expect(call('POST', `/${page.id}/feed`, { body })).rejects.toThrow('fetch failed');
		expect(page.items.size).toBe(before + 1);
	});
});

describe('how much is used', () => {
	it('is not said while it is nothing', async () => {
		const { headers } = await call('GET', '/me');
		expect(headers.get('x-app-usage')).toBeNull();
		expect(headers.get('x-business-use-case-usage')).toBeNull();
	});

	it('is said of the app, and of the page with the minutes to wait', async () => {
		standIn.setUsage({
			app: { callCount: 28, totalTime: 25, totalCpuTime: 21 },
			pages: { callCount: 100, estimatedTimeToRegainAccess: 12 },
		});
		const { headers } = await call('GET', '/me');
		expect(JSON.parse(headers.get('x-app-usage') ?? '')).toEqual({
			call_count: 28,
			total_time: 25,
			total_cputime: 21,
		});
		expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toEqual({
			[standIn.pages[0].id]: [
				{
					type: 'pages',
					call_count: 100,
					total_time: 0,
					total_cputime: 0,
					estimated_time_to_regain_access: 12,
				},
			],
		});
	});
});

describe('what is recorded', () => {
	it('is the request with its page, and not its secrets', async () => {
		const [page] = standIn.pages;
		const proof = appSecretProof(page.accessToken);
		await call('POST', `/${page.id}/feed?appsecret_proof=${proof}`, { body: { message: 'Hi' } });
		expect(standIn.requests).toEqual([
			{
				method: 'POST',
				host: '127.0.0.1',
				path: `/v26.0/${page.id}/feed`,
				query: { appsecret_proof: '(hidden)' },
				authorization: 'Bearer',
				account: "Freddie's Flowers",
				body: { message: 'Hi' },
			},
		]);
		standIn.clear();
		expect(standIn.requests).toEqual([]);
	});

	it('has no secret of a batch, however it is written', async () => {
		const [{ accessToken }, other] = standIn.pages;
		const parts = [
			{ method: 'GET', relative_url: `me?access_token=${other.accessToken}` },
			{ method: 'POST', relative_url: 'me', body: `access_token=${other.accessToken}&a=1` },
		];
		const more = { note: { access_token: other.accessToken } };
		const body = { batch: JSON.stringify(parts), access_token: accessToken, more };
		await call('POST', '/', { token: '', body });
		const kept = JSON.stringify(standIn.requests);
		expect(kept).toContain('(hidden)');
		expect(kept).not.toContain(other.accessToken);
		expect(kept).not.toContain(accessToken);
		standIn.clear();
	});
});
