import {
	addConnection,
	addScenario,
	type BoostspaceIntegratorStandIn,
	startBoostspaceIntegrator,
} from '../../../sandbox/services/boostspaceIntegrator/index.mts';
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

const flowers = () => named(standIn.world.organizations, 'Flowers');
const shop = () => named(flowers().teams, 'Shop');
const drive = () => named(standIn.world.connections.values(), 'Drive of the shop');
const mailbox = () => named(standIn.world.connections.values(), 'Old mailbox');
const orders = () => named(standIn.world.scenarios.values(), 'Orders to Drive');

/** What an answer holds at a path of property names. */
const at = (answer: { readonly body: unknown }, ...path: readonly string[]): unknown =>
	path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), answer.body);

const names = (list: unknown) =>
	Array.isArray(list) ? list.map((one: unknown) => Reflect.get(Object(one), 'name')) : list;

describe('connections', () => {
	it('of a team are listed by name, without scopes and usages', async () => {
		const answer = await call('GET', `/connections?teamId=${shop().id}`);
		expect(names(at(answer, 'connections'))).toEqual([
			'Airtable',
			'Drive of the shop',
			'Old mailbox',
		]);
		expect(at(answer, 'connections', '1')).toEqual({
			id: drive().id,
			name: 'Drive of the shop',
			accountName: 'google',
			accountLabel: 'Google',
			accountType: 'oauth',
			packageName: null,
			expire: null,
			metadata: { type: 'email', value: 'ada@example.com' },
			teamId: shop().id,
			organizationId: flowers().id,
			theme: '#fecd5f',
			upgradeable: false,
			scopesCnt: 2,
			scoped: true,
			editable: false,
			uid: null,
			connectedSystemId: null,
		});
	});

	it('are listed by type, with a check of scopes', async () => {
		const query = `teamId=${shop().id}&type[]=google&type[]=imap&google[]=openid&google[]=other`;
		const answer = await call('GET', `/connections?${query}`);
		expect(names(at(answer, 'connections'))).toEqual(['Drive of the shop', 'Old mailbox']);
		expect(at(answer, 'connections', '0', 'scoped')).toBe(false);
		expect(at(answer, 'connections', '1', 'scoped')).toBe(true);
	});

	it('show the columns that are asked for, the scenarios that use them among them', async () => {
		const answer = await call('GET', `/connections/${drive().id}?cols[]=id&cols[]=scenarioUsages`);
		expect(answer.body).toEqual({
			connection: {
				id: drive().id,
				scenarioUsages: [{ id: orders().id, name: 'Orders to Drive' }],
			},
		});
		expect(await call('GET', `/connections/${drive().id}?cols[]=token`)).toMatchObject({
			status: 400,
		});
	});

	it('show their scopes', async () => {
		const answer = await call('GET', `/connections/${drive().id}`);
		expect(at(answer, 'connection', 'scopes')).toEqual([
			{ id: 'openid', account: 'google' },
			{
				id: 'https://www.googleapis.com/auth/drive',
				name: 'Access to Google Drive.',
				account: 'google',
			},
		]);
	});

	it('are verified by their app, which may say no in two ways', async () => {
		expect((await call('POST', `/connections/${drive().id}/test`)).body).toEqual({
			verified: true,
		});
		drive().works = 'no';
		expect((await call('POST', `/connections/${drive().id}/test`)).body).toEqual({
			verified: false,
		});
		expect(await call('POST', `/connections/${mailbox().id}/test`)).toEqual({
			status: 424,
			body: {
				code: 'SC424',
				message: 'The request failed due to failure of a previous request.',
				suberrors: [
					{ message: '[401] The credentials are no longer valid.', name: 'RuntimeError' },
				],
			},
		});
	});

	it('have scopes, or have not', async () => {
		const path = `/connections/${drive().id}/scoped`;
		const check = async (scope: unknown) => await call('POST', path, { body: { scope } });
		expect((await check(['openid'])).body).toEqual({ connection: { scoped: true } });
		expect((await check(['openid', 'other'])).body).toEqual({ connection: { scoped: false } });
		expect((await check('openid')).status).toBe(400);
	});

	it('are renamed, to a name of at most 128 characters', async () => {
		const connection = drive();
		const rename = async (name: string) =>
			await call('PATCH', `/connections/${connection.id}`, { body: { name } });
		expect(at(await rename('Files'), 'connection', 'name')).toBe('Files');
		expect((await rename('x'.repeat(129))).status).toBe(400);
		expect(connection.name).toBe('Files');
	});

	it('that scenarios use are deleted only when it is confirmed', async () => {
		const { id } = drive();
		expect((await call('DELETE', `/connections/${id}`)).status).toBe(400);
		expect((await call('DELETE', `/connections/${id}?confirmed=false`)).status).toBe(400);
		expect(standIn.world.connections.has(id)).toBe(true);
		expect((await call('DELETE', `/connections/${id}?confirmed=true`)).body).toEqual({
			connection: id,
		});
		expect((await call('GET', `/connections/${id}`)).status).toBe(404);
		expect([...orders().uses].map(({ name }) => name)).toEqual(['Airtable']);
	});

	it('that nothing uses are deleted without that', async () => {
		const { id } = addConnection(standIn.world, shop(), 'Unused');
		expect((await call('DELETE', `/connections/${id}`)).body).toEqual({ connection: id });
	});

	it('are asked for by a team', async () => {
		expect((await call('GET', '/connections')).status).toBe(400);
		expect((await call('GET', '/connections?teamId=shop')).status).toBe(400);
	});
});

describe('scenarios', () => {
	it('are listed page by page', async () => {
		for (let index = 0; index < 5; index += 1) {
			addScenario(standIn.world, shop(), `Scenario ${index}`);
		}
		const query = `teamId=${shop().id}&pg[limit]=3&pg[offset]=3`;
		const answer = await call('GET', `/scenarios?${query}`);
		expect(names(at(answer, 'scenarios'))).toEqual(['Scenario 2', 'Scenario 3', 'Scenario 4']);
		expect(at(answer, 'pg')).toEqual({ sortBy: 'name', sortDir: 'asc', limit: 3, offset: 3 });
	});

	it('are those of a team or of an organization, all or the active ones', async () => {
		const active = await call('GET', `/scenarios?organizationId=${flowers().id}&isActive=true`);
		expect(names(at(active, 'scenarios'))).toEqual(['Orders to Drive']);
		expect((await call('GET', '/scenarios')).status).toBe(400);
		const both = `teamId=${shop().id}&organizationId=${flowers().id}`;
		expect((await call('GET', `/scenarios?${both}`)).status).toBe(400);
	});

	it('start and stop', async () => {
		const { id } = orders();
		expect((await call('POST', `/scenarios/${id}/stop`)).body).toEqual({
			scenario: { id, isActive: false, islinked: false },
		});
		expect((await call('POST', `/scenarios/${id}/run`, { body: {} })).status).toBe(400);
		await call('POST', `/scenarios/${id}/start`);
		expect((await call('POST', `/scenarios/${id}/run`, { body: {} })).status).toBe(200);
	});

	it('run with their inputs, and can be waited for', async () => {
		const { id, runs } = addScenario(standIn.world, shop(), 'Greet', {
			isActive: true,
			requiredInputs: ['who'],
		});
		const run = async (body: unknown) => await call('POST', `/scenarios/${id}/run`, { body });
		expect((await run({ data: {} })).status).toBe(400);
		expect((await run({ data: { who: 'Ada' } })).body).toEqual({
			executionId: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
		expect((await run({ data: { who: 'Ada' }, responsive: true })).body).toMatchObject({
			status: 1,
			outputs: { runs: 2 },
		});
		expect(runs).toEqual([{ who: 'Ada' }, { who: 'Ada' }]);
		expect((await run({ inputs: {} })).status).toBe(400);
	});
});

describe('organizations', () => {
	it('are those of the user, with their teams where they are asked for', async () => {
		const answer = await call('GET', '/organizations?cols[]=name&cols[]=teams');
		expect(at(answer, 'organizations')).toEqual([
			{
				name: 'Flowers',
				teams: flowers().teams.map(({ id, name }) => ({ id, name })),
			},
		]);
	});
});
