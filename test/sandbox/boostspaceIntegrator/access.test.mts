import {
	type BoostspaceIntegratorStandIn,
	startBoostspaceIntegrator,
} from '../../../sandbox/services/boostspaceIntegrator/index.mts';
import { SCOPES } from '../../../sandbox/services/boostspaceIntegrator/state.mts';
import { callerOf, named } from './caller.mts';

let standIn: BoostspaceIntegratorStandIn;
let call: ReturnType<typeof callerOf>;

beforeEach(async () => {
	standIn = await startBoostspaceIntegrator();
	call = callerOf(standIn);
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const problem = (status: number, code: string) => ({
	status,
	body: expect.objectContaining({ code, message: expect.any(String) }),
});

const team = () => named(named(standIn.world.organizations, 'Flowers').teams, 'Shop');
const connection = () => named(standIn.world.connections.values(), 'Drive of the shop');
const scenario = () => named(standIn.world.scenarios.values(), 'Orders to Drive');

/** Every request, and the scope that a token must have for it. */
const REQUESTS: ReadonlyArray<readonly [string, string, () => string, unknown]> = [
	['connections:read', 'GET', () => `/connections?teamId=${team().id}`, undefined],
	['connections:read', 'GET', () => `/connections/${connection().id}`, undefined],
	['connections:write', 'PATCH', () => `/connections/${connection().id}`, { name: 'Drive' }],
	['connections:write', 'POST', () => `/connections/${connection().id}/test`, undefined],
	['connections:write', 'POST', () => `/connections/${connection().id}/scoped`, { scope: [] }],
	[
		'connections:write',
		'DELETE',
		() => `/connections/${connection().id}?confirmed=true`,
		undefined,
	],
	['scenarios:read', 'GET', () => `/scenarios?teamId=${team().id}`, undefined],
	['scenarios:read', 'GET', () => `/scenarios/${scenario().id}`, undefined],
	['scenarios:run', 'POST', () => `/scenarios/${scenario().id}/run`, {}],
	['scenarios:write', 'POST', () => `/scenarios/${scenario().id}/start`, undefined],
	['scenarios:write', 'POST', () => `/scenarios/${scenario().id}/stop`, undefined],
	['teams:read', 'GET', () => `/teams?organizationId=${team().organization.id}`, undefined],
	['teams:read', 'GET', () => `/teams/${team().id}`, undefined],
	['organizations:read', 'GET', () => '/organizations', undefined],
	['organizations:read', 'GET', () => `/organizations/${team().organization.id}`, undefined],
];

describe.each(REQUESTS)('with %s: %s %s', (scope, method, path, body) => {
	it('is answered', async () => {
		const authorization = `Token ${standIn.tokenWith([scope])}`;
		expect(await call(method, path(), { authorization, body })).toMatchObject({ status: 200 });
	});

	it('is refused to a token with every other scope', async () => {
		const others = SCOPES.filter((one) => one !== scope);
		const authorization = `Token ${standIn.tokenWith(others)}`;
		expect(await call(method, path(), { authorization, body })).toEqual({
			status: 403,
			body: { detail: 'Access denied.', message: 'Permission denied', code: 'SC403' },
		});
	});
});

describe('who is let in', () => {
	it.each([
		['no token', ''],
		['a token that there is not', 'Token 00000000-0000-4000-8000-000000000000'],
	])('not %s', async (_what, authorization) => {
		expect(await call('GET', '/users/me', { authorization })).toEqual(problem(401, 'SC401'));
	});

	it('not a token after another word', async () => {
		const authorization = `Bearer ${standIn.token}`;
		expect(await call('GET', '/users/me', { authorization })).toEqual(problem(401, 'SC401'));
	});

	it('not a token that was deleted', async () => {
		standIn.world.tokens.delete(standIn.token);
		expect(await call('GET', '/organizations')).toEqual(problem(401, 'SC401'));
	});

	it('a token without any scope, which may ask whose it is and what it may do', async () => {
		const authorization = `Token ${standIn.tokenWith([])}`;
		expect(await call('GET', '/users/me/current-authorization', { authorization })).toEqual({
			status: 200,
			body: { authorization: { authUsed: 'token', scope: [] } },
		});
		expect(await call('GET', '/users/me', { authorization })).toMatchObject({
			body: { authUser: { name: 'Freddie Flowers', email: 'freddie@flowers.example.com' } },
		});
	});

	it('nobody to what is in an organization of others', async () => {
		const bakery = named(standIn.world.organizations, 'Bakery');
		const drive = named(standIn.world.connections.values(), 'Drive of the bakery');
		const bread = named(standIn.world.scenarios.values(), 'Bread');
		const [oven] = bakery.teams;
		for (const path of [
			`/organizations/${bakery.id}`,
			`/teams?organizationId=${bakery.id}`,
			`/teams/${oven?.id}`,
			`/connections?teamId=${oven?.id}`,
			`/connections/${drive.id}`,
			`/scenarios?teamId=${oven?.id}`,
			`/scenarios?organizationId=${bakery.id}`,
			`/scenarios/${bread.id}`,
		]) {
			expect([path, await call('GET', path)]).toEqual([path, problem(403, 'SC403')]);
		}
	});

	it('answers for its own host only', () => {
		const hosts = ['integrator.boost.space', 'flowers.boost.space', 'integrator.evil.example'];
		expect(hosts.filter((host) => standIn.answers(host))).toEqual(['integrator.boost.space']);
	});
});

describe('more requests than the plan allows', () => {
	it('are refused until the window is over; runs are not counted', async () => {
		Object.assign(standIn.settings, { requests: 2, window: 60_000 });
		const run = async () => await call('POST', `/scenarios/${scenario().id}/run`, { body: {} });
		await run();
		await call('GET', '/organizations');
		await call('GET', '/organizations');
		expect(await call('GET', '/organizations')).toEqual({
			status: 429,
			body: {
				code: 'SC429',
				message: 'Too Many Requests',
				detail: 'Requests limit for organization exceeded, please try again later.',
			},
		});
		expect(await run()).toMatchObject({ status: 200 });
		Object.assign(standIn.settings, { window: 1 });
		await new Promise((resolve) => setTimeout(resolve, 10));
		expect(await call('GET', '/organizations')).toMatchObject({ status: 200 });
	});
});

describe('what is recorded', () => {
	it('is the request with its user, and not its secret', async () => {
		await call('GET', `/connections?teamId=${team().id}&type[]=google`);
		expect(standIn.requests).toEqual([
			{
				method: 'GET',
				host: '127.0.0.1',
				path: '/api/v2/connections',
				query: { teamId: String(team().id), 'type[]': 'google' },
				authorization: 'Token',
				account: 'Freddie Flowers',
				body: undefined,
			},
		]);
		expect(JSON.stringify(standIn.requests)).not.toContain(standIn.token);
	});
});

describe('a fault', () => {
	it('that comes afterwards loses only the answer', async () => {
		standIn.faults.add({ match: () => true, afterwards: true, respond: 'reset' });
		const stop = call('POST', `/scenarios/${scenario().id}/stop`);
		await expect(stop).rejects.toThrow('fetch failed');
		expect(scenario().isActive).toBe(false);
	});

	it('answers instead of the API, once', async () => {
		standIn.faults.add({ match: () => true, respond: { status: 503, body: '{}' } });
		expect(await call('GET', '/organizations')).toMatchObject({ status: 503 });
		expect(await call('GET', '/organizations')).toMatchObject({ status: 200 });
	});
});
