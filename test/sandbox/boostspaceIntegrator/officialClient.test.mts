/** The vendor's own client, written by others, against the stand-in. */
import { Make, MakeError } from '@makehq/sdk';

import {
	type BoostspaceIntegratorStandIn,
	startBoostspaceIntegrator,
} from '../../../sandbox/services/boostspaceIntegrator/index.mts';
import { named } from './caller.mts';

let standIn: BoostspaceIntegratorStandIn;
let make: Make;

const clientOf = (token: string) => {
	const client = new Make(token, new URL(standIn.url).host);
	client.protocol = 'http';
	return client;
};

beforeEach(async () => {
	standIn = await startBoostspaceIntegrator();
	make = clientOf(standIn.token);
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const shop = () => named(named(standIn.world.organizations, 'Flowers').teams, 'Shop');
const drive = () => named(standIn.world.connections.values(), 'Drive of the shop');
const orders = () => named(standIn.world.scenarios.values(), 'Orders to Drive');

it('knows who it is and what it may do', async () => {
	expect(await make.users.me()).toMatchObject({ name: 'Freddie Flowers' });
	expect((await make.users.currentAuthorization()).scope).toContain('connections:read');
});

it('finds organizations and teams', async () => {
	const [organization] = await make.organizations.list();
	expect(organization).toMatchObject({ name: 'Flowers' });
	const teams = await make.teams.list(organization?.id ?? 0, { pg: { limit: 1, offset: 1 } });
	expect(teams).toEqual([expect.objectContaining({ name: 'Shop' })]);
	expect(await make.teams.get(shop().id)).toMatchObject({ name: 'Shop' });
});

it('lists connections by type, and with a check of scopes', async () => {
	const all = await make.connections.list(shop().id, { cols: ['*'] });
	expect(all).toHaveLength(3);
	const found = await make.connections.list(shop().id, {
		type: ['google'],
		scopes: { google: ['openid', 'other'] },
	});
	expect(found).toEqual([expect.objectContaining({ name: drive().name, scoped: false })]);
});

it('reads, renames, verifies and checks a connection, and sees what uses it', async () => {
	const { id } = drive();
	expect((await make.connections.get(id)).scopes).toHaveLength(2);
	expect(await make.connections.get(id, { cols: ['scenarioUsages'] })).toEqual({
		scenarioUsages: [{ id: orders().id, name: orders().name }],
	});
	expect(await make.connections.rename(id, 'Files')).toMatchObject({ name: 'Files' });
	expect(await make.connections.verify(id)).toBe(true);
	expect(await make.connections.scoped(id, ['openid'])).toBe(true);
});

it('is told what the app of a broken connection said', async () => {
	const { id } = named(standIn.world.connections.values(), 'Old mailbox');
	await expect(make.connections.verify(id)).rejects.toThrow(/credentials are no longer valid/);
});

it('deletes a connection', async () => {
	const { id } = drive();
	await make.connections.delete(id);
	await expect(make.connections.get(id)).rejects.toBeInstanceOf(MakeError);
});

it('lists scenarios, starts, runs and stops one', async () => {
	expect(await make.scenarios.list(shop().id, { pg: { limit: 10 } })).toHaveLength(2);
	const { id } = orders();
	expect(await make.scenarios.deactivate(id)).toBe(true);
	expect(await make.scenarios.activate(id)).toBe(true);
	expect(await make.scenarios.run(id, { who: 'Ada' })).toMatchObject({ status: 1 });
	expect(await make.scenarios.get(id)).toMatchObject({ id, isActive: true });
});

it('is refused without the scope, and with a token that there is not', async () => {
	const few = clientOf(standIn.tokenWith(['teams:read']));
	await expect(few.connections.list(shop().id)).rejects.toMatchObject({ statusCode: 403 });
	const none = clientOf('00000000-0000-4000-8000-000000000000');
	await expect(none.users.me()).rejects.toMatchObject({ statusCode: 401 });
});
