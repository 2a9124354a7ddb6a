import { type Credential, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { addConnection, addScenario } from '../../sandbox/services/boostspaceIntegrator/index.mts';
import { byId, NODE, type OneNode, outputOf, runOneNode } from './workflows.mts';

let sandbox: Sandbox;
let connection: Credential;

const withToken = async (apiKey: string, name = 'Integrator') =>
	await sandbox.client.api.createCredential({
		name,
		type: 'boostspaceIntegratorConnectionApi',
		data: { apiKey },
	});

beforeAll(async () => {
	sandbox = await startSandbox();
	connection = await withToken(sandbox.boostspaceIntegrator.token);
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.boostspaceIntegrator.clear();
});

afterEach(() => {
	expect(sandbox.boostspaceIntegrator.violations).toEqual([]);
	expect(sandbox.n8n.log()).not.toContain(sandbox.boostspaceIntegrator.token);
});

const MAY = '/api/v2/users/me/current-authorization';

/** The requests that came, but for those that ask what the token may do. */
const requests = () =>
	sandbox.boostspaceIntegrator.requests
		.filter(({ path }) => path !== MAY)
		.map(({ method, path }) => `${method} ${path.slice('/api/v2'.length)}`);

const world = () => sandbox.boostspaceIntegrator.world;

const shop = () => {
	const [flowers] = world().organizations;
	const [team] = flowers?.teams ?? [];
	if (!team) throw new Error('there is no team');
	return team;
};

const locate = ({ id }: { readonly id: number }) => byId(String(id));

type Wanted = Omit<OneNode, 'credential' | 'resource'> & { readonly resource?: string };

const wantedOf = (wanted: Wanted): OneNode => ({
	credential: connection,
	resource: 'integratorConnection',
	...wanted,
});

const output = async (wanted: Wanted) => await outputOf(sandbox.client, wantedOf(wanted));

describe('a connection to Integrator', () => {
	const test = async ({ id }: Credential) => await sandbox.client.api.testCredential(id);

	it('is verified by Integrator itself, which a token without any scope can be', async () => {
		const none = await withToken(sandbox.boostspaceIntegrator.tokenWith([]), 'Nothing');
		expect(await test(none)).toMatchObject({ status: 'OK' });
		expect(sandbox.boostspaceIntegrator.requests.map(({ path }) => path)).toEqual([MAY]);
	});

	it('with a token that was deleted says what to do', async () => {
		const token = sandbox.boostspaceIntegrator.tokenWith(['teams:read']);
		const deleted = await withToken(token, 'Deleted');
		world().tokens.delete(token);
		expect(await test(deleted)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/refused the API Token: it was deleted/),
		});
		const run = outputOf(sandbox.client, {
			credential: deleted,
			resource: 'organization',
			operation: 'getMany',
		});
		await expect(run).rejects.toThrow(/no longer accepts "Deleted".*paste a new API Token/s);
	});

	it('with something else than a token sends it nowhere', async () => {
		const wrong = await withToken('not-a-token', 'Wrong');
		expect((await test(wrong)).status).toBe('Error');
		expect(sandbox.boostspaceIntegrator.requests).toEqual([]);
	});

	it('shows whose it is, and what its token may do', async () => {
		const scopes = ['connections:read', 'teams:read', 'hooks:read'];
		const few = await withToken(sandbox.boostspaceIntegrator.tokenWith(scopes), 'Few');
		const [shown] = await outputOf(sandbox.client, {
			credential: few,
			resource: 'connection',
			operation: 'get',
		});
		expect(shown).toMatchObject({
			service: 'Boost.space Integrator',
			account: { name: 'Freddie Flowers', email: 'freddie@flowers.example.com' },
			access: 'key',
			permissions: {
				requested: null,
				granted: [
					{ name: 'readConnections', label: 'Read connections' },
					{ name: 'readTeams', label: 'Read teams' },
				],
			},
		});
	});
});

describe('connections of Integrator', () => {
	it('are those of a team, filtered by type', async () => {
		const parameters = { team: locate(shop()), returnAll: true };
		const all = await output({ operation: 'getMany', parameters });
		expect(all.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Airtable', 'Drive of the shop', 'Old mailbox']),
		);
		expect(all[0]).toMatchObject({ accountType: 'basic', expire: null, scopesCnt: 0 });
		const filters = { types: 'google, imap' };
		const some = await output({ operation: 'getMany', parameters: { ...parameters, filters } });
		expect([...new Set(some.map(({ accountName }) => accountName))].sort()).toEqual([
			'google',
			'imap',
		]);
		const one = { ...parameters, returnAll: false, limit: 1 };
		expect(await output({ operation: 'getMany', parameters: one })).toHaveLength(1);
	});

	it('are read with their scopes, and checked for some', async () => {
		const drive = addConnection(world(), shop(), 'Drive');
		const [read] = await output({
			operation: 'get',
			parameters: { connection: locate(drive) },
		});
		expect(read).toMatchObject({
			id: drive.id,
			metadata: { type: 'email', value: 'ada@example.com' },
			scopes: [{ id: 'openid' }, { id: 'https://www.googleapis.com/auth/drive' }],
		});
		const check = async (scopes: unknown) =>
			await output({
				operation: 'checkScopes',
				parameters: { connection: locate(drive), scopes },
			});
		expect(await check('openid')).toEqual([{ id: drive.id, scopes: ['openid'], scoped: true }]);
		expect(await check('openid, email')).toMatchObject([{ scoped: false }]);
		await expect(check(' , ')).rejects.toThrow('"Scopes" is empty: give at least one scope');
	});

	it('are verified each by itself: what an app says is an answer, no error', async () => {
		const names = ['yes', 'no', 'refused'] as const;
		const items = names.map((works) => ({
			id: addConnection(world(), shop(), works, { works }).id,
		}));
		const verified = await output({
			operation: 'verify',
			parameters: { connection: byId('={{ $json.id }}') },
			items,
		});
		expect(verified).toEqual([
			{ id: items[0]?.id, verified: true },
			{
				id: items[1]?.id,
				verified: false,
				reason: 'Boost.space Integrator says that it does not work',
			},
			{
				id: items[2]?.id,
				verified: false,
				reason: '[401] The credentials are no longer valid.',
			},
		]);
	});

	it('that are not there, or of others, are no broken ones: the item fails', async () => {
		const ofOthers = [...world().connections.values()].find(({ team }) => team.name === 'Oven');
		const execution = await runOneNode(
			sandbox.client,
			wantedOf({
				operation: 'verify',
				parameters: { connection: byId('={{ $json.id }}') },
				items: [{ id: 1 }, { id: ofOthers?.id }],
				onError: 'continueRegularOutput',
			}),
		);
		expect(itemsOf(execution, NODE).map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/did not find what "Integrator" asked for/),
			expect.stringMatching(/"Integrator" may not do this/),
		]);
	});

	it('are verified again when the network fails in between', async () => {
		const { id } = addConnection(world(), shop(), 'Far away');
		const match = ({ path }: { path: string }) => path.endsWith('/test');
		sandbox.boostspaceIntegrator.faults.add({ match, respond: 'reset' });
		const verified = await output({
			operation: 'verify',
			parameters: { connection: byId(String(id)) },
		});
		expect(verified).toEqual([{ id, verified: true }]);
		expect(requests()).toHaveLength(2);
	});

	it('are renamed', async () => {
		const one = addConnection(world(), shop(), 'Old name');
		const rename = async (newName: string) =>
			await output({ operation: 'rename', parameters: { connection: locate(one), newName } });
		expect(await rename(' New name ')).toMatchObject([{ id: one.id, name: 'New name' }]);
		expect(one.name).toBe('New name');
		await expect(rename('x'.repeat(129))).rejects.toThrow(
			'"New Name" must have at most 128 characters',
		);
		await expect(rename(' ')).rejects.toThrow('"New Name" is empty: give the new name');
	});

	describe('are deleted', () => {
		const used = () => {
			const one = addConnection(world(), shop(), 'In use');
			const uses = { isActive: true, uses: [one] };
			return { one, scenario: addScenario(world(), shop(), 'Orders', uses) };
		};

		const remove = async (id: number, confirmation = '') =>
			await output({
				operation: 'delete',
				parameters: { connection: byId(String(id)), confirmation },
			});

		it('where nothing uses them, without a confirmation that Integrator would take for one', async () => {
			const { id } = addConnection(world(), shop(), 'Unused');
			expect(await remove(id)).toEqual([{ id, name: 'Unused', deleted: true, scenarios: [] }]);
			expect(world().connections.has(id)).toBe(false);
			expect(sandbox.boostspaceIntegrator.requests.at(-1)).toMatchObject({
				method: 'DELETE',
				query: {},
			});
		});

		it('not while a scenario uses them, which is named', async () => {
			const { one, scenario } = used();
			await expect(remove(one.id)).rejects.toThrow(
				`"In use" is used by a scenario, which would no longer work: "Orders" (${scenario.id})`,
			);
			await expect(remove(one.id)).rejects.toThrow(/confirm with "Name of the Connection"/);
			expect(world().connections.has(one.id)).toBe(true);
			expect(requests().filter((line) => line.startsWith('DELETE'))).toEqual([]);
		});

		it('not where the name is that of another one', async () => {
			const { one } = used();
			await expect(remove(one.id, 'Unused')).rejects.toThrow(
				'"Name of the Connection" is "Unused", but the connection is called "In use"',
			);
			expect(world().connections.has(one.id)).toBe(true);
		});

		it('although a scenario uses them, where the name confirms it', async () => {
			const { one, scenario } = used();
			expect(await remove(one.id, 'In use')).toMatchObject([
				{ deleted: true, scenarios: [{ id: scenario.id, name: 'Orders' }] },
			]);
			expect(world().connections.has(one.id)).toBe(false);
		});

		it('not where a scenario begins to use them in between', async () => {
			const one = addConnection(world(), shop(), 'Just taken');
			const match = ({ method }: { method: string }) => {
				if (method === 'DELETE') addScenario(world(), shop(), 'Late', { uses: [one] });
				return false;
			};
			sandbox.boostspaceIntegrator.faults.add({ match, respond: 'reset' });
			await expect(remove(one.id)).rejects.toThrow(/used in scenarios: confirm its deletion/);
			expect(world().connections.has(one.id)).toBe(true);
		});
	});

	it.each([[''], ['../users'], [null]])('whose ID is %j are not asked for', async (id) => {
		const get = output({
			operation: 'get',
			parameters: { connection: byId('={{ $json.id }}') },
			items: [{ id }],
		});
		await expect(get).rejects.toThrow(
			/"Connection" (must be|is missing: give) the ID of a connection/,
		);
		expect(sandbox.boostspaceIntegrator.requests).toEqual([]);
	});
});

describe('scenarios', () => {
	const scenario = async (operation: string, parameters: Record<string, unknown>) =>
		await output({ resource: 'scenario', operation, parameters });

	it('are read page by page, all or the active ones', async () => {
		const [flowers] = world().organizations;
		const office = flowers?.teams.find(({ name }) => name === 'Office');
		if (!office) throw new Error('there is no office');
		for (let index = 0; index < 203; index += 1) {
			addScenario(world(), office, `Scenario ${index}`, { isActive: index % 2 === 0 });
		}
		const all = await scenario('getMany', { team: locate(office), returnAll: true });
		expect(new Set(all.map(({ id }) => id)).size).toBe(203);
		const pages = sandbox.boostspaceIntegrator.requests.filter(({ path }) => path !== MAY);
		expect(pages.map(({ query }) => [query['pg[limit]'], query['pg[offset]']])).toEqual([
			['100', '0'],
			['100', '100'],
			['100', '200'],
		]);
		const filters = { onlyActive: true };
		const some = await scenario('getMany', { team: locate(office), filters, limit: 3 });
		expect(some.map(({ isActive }) => isActive)).toEqual([true, true, true]);
	});

	it('are stopped and started', async () => {
		const one = addScenario(world(), shop(), 'To stop', { isActive: true });
		expect(await scenario('stop', { scenario: locate(one) })).toEqual([
			{ id: one.id, isActive: false },
		]);
		expect(one.isActive).toBe(false);
		expect(await scenario('start', { scenario: locate(one) })).toEqual([
			{ id: one.id, isActive: true },
		]);
		expect(await scenario('get', { scenario: locate(one) })).toMatchObject([
			{ id: one.id, name: 'To stop', isActive: true },
		]);
	});

	it('are run with their inputs, waited for or not', async () => {
		const one = addScenario(world(), shop(), 'Greet', { isActive: true, requiredInputs: ['who'] });
		const run = async (parameters: Record<string, unknown>) =>
			await scenario('run', { scenario: locate(one), ...parameters });
		expect(await run({ inputs: '{"who": "Ada"}' })).toEqual([
			{
				id: one.id,
				executionId: expect.stringMatching(/^[0-9a-f]{32}$/),
				status: 'successful',
				outputs: { runs: 1 },
			},
		]);
		expect(await run({ inputs: '{"who": "Grace"}', wait: false })).toEqual([
			{ id: one.id, executionId: expect.any(String), status: 'started' },
		]);
		expect(one.runs).toEqual([{ who: 'Ada' }, { who: 'Grace' }]);
		await expect(run({})).rejects.toThrow(/Missing value of required parameter 'who'/);
		await expect(run({ inputs: '[1]' })).rejects.toThrow('"Inputs (JSON)" must be a JSON object');
	});

	it.each([['run'], ['start']])(
		'that may be under way are not sent again (%s): it says that nobody knows',
		async (operation) => {
			const one = addScenario(world(), shop(), 'Once', { isActive: true });
			const match = ({ path }: { path: string }) => path.endsWith(`/${operation}`);
			sandbox.boostspaceIntegrator.faults.add({ match, afterwards: true, respond: 'reset' });
			await expect(scenario(operation, { scenario: locate(one) })).rejects.toThrow(
				/Boost.space Integrator broke off .* not known whether the request was carried out/,
			);
			expect(requests()).toEqual([`POST /scenarios/${one.id}/${operation}`]);
		},
	);

	it('that use a connection are told', async () => {
		const one = addConnection(world(), shop(), 'Shared');
		const two = ['First', 'Second'].map((name) =>
			addScenario(world(), shop(), name, { uses: [one] }),
		);
		expect(await scenario('getManyOfConnection', { connection: locate(one) })).toEqual(
			two.map(({ id, name }) => ({ id, name })),
		);
	});
});

describe('organizations and teams', () => {
	it('are those of the user', async () => {
		const [organization] = await output({ resource: 'organization', operation: 'getMany' });
		expect(organization).toMatchObject({ name: 'Flowers' });
		const teams = await output({
			resource: 'team',
			operation: 'getMany',
			parameters: { organization: byId(String(organization?.id)) },
		});
		expect(teams.map(({ name }) => name)).toEqual(['Office', 'Shop']);
	});
});

describe('a free request', () => {
	it('reaches what no operation does', async () => {
		const [flowers] = world().organizations;
		const path = `/organizations/${flowers?.id}`;
		const [answer] = await output({
			resource: 'apiRequest',
			operation: 'send',
			parameters: { path },
		});
		expect(answer).toMatchObject({ organization: { name: 'Flowers', license: { apiLimit: 60 } } });
	});
});

describe('too many requests in a minute', () => {
	it('wait for the next one, and lose nothing', async () => {
		const items = Array.from({ length: 6 }, (_, index) => ({
			id: addConnection(world(), shop(), `Many ${index}`).id,
		}));
		Object.assign(sandbox.boostspaceIntegrator.settings, { requests: 4, window: 10_000 });
		const verified = await output({
			operation: 'verify',
			parameters: { connection: byId('={{ $json.id }}') },
			items,
		});
		expect(verified).toEqual(items.map(({ id }) => ({ id, verified: true })));
	});
});

describe('in the editor', () => {
	const node = () => ({
		type: 'n8n-nodes-connections.boostspaceIntegrator',
		version: 1,
		parameters: { resource: 'integratorConnection', operation: 'get' },
		credentials: {
			boostspaceIntegratorConnectionApi: { id: connection.id, name: connection.name },
		},
	});

	const choices = async (parameter: string, method: string, query: Record<string, string> = {}) =>
		await sandbox.client.rest.choices(node(), `parameters.${parameter}`, method, query);

	it.each([
		['organization', 'searchOrganizations', ['Flowers']],
		['team', 'searchTeams', ['Shop (Flowers)', 'Office (Flowers)']],
	])('%s is chosen from a list', async (parameter, method, names) => {
		const { results } = await choices(parameter, method);
		expect(results.map(({ name }) => name)).toEqual(names);
	});

	it.each([
		['connection', 'searchConnections', 'Airtable (Shop)', 'Mail of the office (Office)'],
		['scenario', 'searchScenarios', 'Orders to Drive (Shop)', 'Tidy the office (Office)'],
	])('%s is chosen from those of all teams', async (parameter, method, ofShop, ofOffice) => {
		const [, office] = world().organizations[0]?.teams ?? [];
		if (!office) throw new Error('there is no office');
		addConnection(world(), office, 'Mail of the office');
		addScenario(world(), office, 'Tidy the office');
		const first = await choices(parameter, method);
		expect(first.results.map(({ name }) => name)).toContain(ofShop);
		const found = await choices(parameter, method, { filter: 'OF THE OFFICE' });
		const tidy = await choices(parameter, method, { filter: 'tidy' });
		const names = [...found.results, ...tidy.results].map(({ name }) => name);
		expect(names).toContain(ofOffice);
	});
});
