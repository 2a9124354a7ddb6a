/** Rename and Delete in the real n8n. */
import type { Credential } from '../../../sandbox/client.mts';
import { byId } from '../workflows.mts';
import { type Managing, members, startManaging } from './managing.mts';

let side: Managing;

beforeAll(async () => {
	side = await startManaging();
});

afterAll(async () => {
	await side.stop();
});

afterEach(async () => {
	await side.clear();
});

describe('Rename', () => {
	it('gives a free name, and refuses one that is taken', async () => {
		const one = await side.create('Before', 'httpBasicAuth', { user: 'a', password: 'b' });
		const [item] = await side.managed('rename', { connection: byId(one.id), newName: 'After' });
		expect(item).toMatchObject({ oldName: 'Before', newName: 'After', renamed: true });
		expect(
			await side.refusal('rename', { connection: byId(one.id), newName: 'Newsletter' }),
		).toMatch(/"After" was not renamed to "Newsletter": another connection has this name/);
		expect(await side.refusal('rename', { connection: byId(one.id), newName: 'No' })).toMatch(
			/"New Name" must have at least 3 letters/,
		);
		await side.sandbox.client.api.deleteCredential(one.id);
	});

	it('renames many by a pattern, when it is no preview, and says which it cannot', async () => {
		const one = await side.create('Alpha', 'httpHeaderAuth', { name: 'a', value: 'b' });
		const two = await side.create('Beta', 'httpHeaderAuth', { name: 'a', value: 'b' });
		const parameters = {
			which: 'pattern',
			pattern: '{service} – {name}',
			filters: { types: 'httpHeaderAuth' },
		};
		const [planned] = await side.managed('rename', parameters);
		expect(planned).toMatchObject({ renamed: false, preview: true });
		const done = await side.managed('rename', { ...parameters, preview: false });
		expect(done.map(({ newName, renamed }) => [newName, renamed]).sort()).toEqual([
			['Http Header Auth – Alpha', true],
			['Http Header Auth – Beta', true],
		]);
		const same = await side.managed('rename', {
			...parameters,
			pattern: 'All of {service}',
			preview: false,
		});
		expect(same.map(({ renamed, refusal: why }) => [renamed, why]).sort()).toEqual([
			[false, 'another connection has this name'],
			[true, null],
		]);
		const unknown = await side.managed('rename', {
			...parameters,
			pattern: '{account} {name}',
			preview: false,
		});
		expect(unknown.map(({ refusal: why }) => why)).toEqual([
			'account is not known of it',
			'account is not known of it',
		]);
		for (const { id } of [one, two]) await side.sandbox.client.api.deleteCredential(id);
	});
});

describe('Delete', () => {
	const there = async ({ id }: Credential) =>
		(await side.sandbox.client.api.credentials()).some((credential) => credential.id === id);

	it('deletes what nothing uses, and in a preview nothing', async () => {
		const one = await side.create('To be deleted', 'httpBasicAuth', { user: 'a', password: 'b' });
		const [planned] = await side.managed('delete', { connection: byId(one.id) });
		expect(planned).toMatchObject({ deleted: false, wouldBeDeleted: true, preview: true });
		expect(await there(one)).toBe(true);
		const [done] = await side.managed('delete', { connection: byId(one.id), preview: false });
		expect(done).toMatchObject({ deleted: true, name: 'To be deleted' });
		expect(await there(one)).toBe(false);
	});

	it('refuses what a workflow uses, until its name is given', async () => {
		const one = await side.create('Still used', 'mailchimpConnectionApi', {
			apiKey: side.sandbox.mailchimp.apiKey,
		});
		await side.store('Needs it', [members(one)]);
		const parameters = { connection: byId(one.id), preview: false };
		expect(await side.refusal('delete', parameters)).toMatch(
			/"Still used" was not deleted: it is used by "Needs it".*Delete Although Used/,
		);
		expect(await side.refusal('delete', { ...parameters, confirmation: 'Newsletter' })).toMatch(
			/the connection's name is "Still used".*Nothing was deleted/,
		);
		expect(await there(one)).toBe(true);
		const [done] = await side.managed('delete', { ...parameters, confirmation: 'Still used' });
		expect(done).toMatchObject({ deleted: true, usedBy: [{ name: 'Needs it' }] });
		expect(await there(one)).toBe(false);
	});

	it('never deletes the connection with which the node works', async () => {
		expect(
			await side.refusal('delete', {
				connection: byId(side.itself.id),
				preview: false,
				confirmation: 'This n8n',
			}),
		).toMatch(/is the connection with which this node itself works/);
		expect(await there(side.itself)).toBe(true);
	});
});
