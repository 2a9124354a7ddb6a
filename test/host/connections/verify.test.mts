/** Verify in the real n8n, with connections of this pack and of n8n itself side by side. */
import type { Client } from '../../../sandbox/client.mts';
import { createMember } from '../members.mts';
import { byId, outputOf } from '../workflows.mts';
import { type Json, type Managing, managing, members, named, startManaging } from './managing.mts';

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

describe('Verify', () => {
	it.each([1, 5])(
		'tells what works from what is broken and what nobody can tell, %i at once',
		async (atOnce) => {
			await side.store('Daily', [members(side.bad)]);
			const { id } = await side.create('Meetings', 'ciscoWebexOAuth2Api', {
				clientId: 'a',
				clientSecret: 'b',
				oauthTokenData: { access_token: 'never valid' },
			});
			const items = await side.managed('verify', { atOnce, simplify: false });
			await side.sandbox.client.api.deleteCredential(id);
			const told = Object.fromEntries(items.map(({ name, status }) => [name, status]));
			expect(told).toMatchObject({
				Newsletter: 'working',
				'Old newsletter': 'broken',
				Forgotten: 'working',
				'Team chat': 'broken',
				Meetings: 'unverifiable',
				Printer: 'unverifiable',
				'Flowers page': 'working',
				'This n8n': 'working',
			});
			expect(named(items, 'Old newsletter')).toMatchObject({
				message: expect.stringMatching(/^Mailchimp refused the API Key/),
				cause: 'wrongKey',
				usedBy: '1 inactive: Daily',
				details: expect.objectContaining({
					checkedBy: 'n8n',
					milliseconds: expect.any(Number),
					workflows: [expect.objectContaining({ name: 'Daily' })],
				}),
			});
			expect(named(items, 'Team chat')).toMatchObject({
				cause: 'revoked',
				message: expect.stringMatching(/^Slack no longer accepts it/),
				remedy: 'Open the connection and reconnect it.',
			});
			expect(named(items, 'Meetings').message).toMatch(/only looks for a stored token/);
		},
	);

	it('gives up on a test that takes longer than its limit, and says so', async () => {
		Object.assign(side.sandbox.mailchimp.latency, { perCall: 3_000 });
		const [item] = await side.managed('verify', {
			which: 'one',
			connection: byId(side.good.id),
			timeLimit: 1,
		});
		Object.assign(side.sandbox.mailchimp.latency, { perCall: 0 });
		expect(item).toMatchObject({
			status: 'broken',
			cause: 'timeout',
			message: 'Mailchimp did not answer in time (time limit 1 s)',
		});
	});

	it('goes on where the test of one of them fails in n8n itself', async () => {
		const { id } = await side.create('Database', 'mySql', {
			host: '127.0.0.1',
			port: 9,
			database: 'a',
			user: 'a',
			password: 'b',
			connectTimeout: 1000,
			ssl: false,
			sshTunnel: true,
			sshAuthenticateWith: 'privateKey',
			sshHost: '127.0.0.1',
			sshPort: 9,
			sshUser: 'a',
			privateKey: 'none',
			passphrase: '',
		});
		const items = await side.managed('verify');
		await side.sandbox.client.api.deleteCredential(id);
		expect(named(items, 'Database')).toMatchObject({
			status: 'unverifiable',
			message: expect.stringMatching(/^n8n answers, but its test of this connection fails: ./),
		});
		expect(named(items, 'Newsletter').status).toBe('working');
	});

	it('tells the account and the end of every key of this n8n, not only of its own', async () => {
		const { apiKey } = side.sandbox.client;
		const second = await side.create('Second key', 'n8nConnectionApi', { apiKey });
		const items = await side.managed('verify', { filters: { types: 'n8nConnectionApi' } });
		await side.sandbox.client.api.deleteCredential(second.id);
		const told = (name: string) => {
			const { status, account, missing, expires } = named(items, name);
			return { status, account, missing, expires };
		};
		expect(told('Second key')).toEqual({
			status: 'working',
			account: new URL(side.sandbox.n8n.url).host,
			missing: 'none',
			expires: expect.stringMatching(/^\d{4}-/),
		});
		expect(told('This n8n')).toEqual(told('Second key'));
	});

	it('says which connection is not there', async () => {
		const said = await side.refusal('verify', {
			which: 'one',
			connection: byId('nothinglikethis'),
		});
		expect(said).toMatch(/Credential not found/);
	});
});

describe('Verify that a member runs by hand, who may use less than the owner', () => {
	let member: Client;

	beforeAll(async () => {
		member = await createMember(side.sandbox);
	});

	/** Verifies with a connection to n8n that is the member's, and holds this key. */
	async function verifyWith(apiKey: string): Promise<Json[]> {
		const { api } = member;
		const name = 'n8n of the member';
		const key = await api.createCredential({ name, type: 'n8nConnectionApi', data: { apiKey } });
		const wanted = managing(key, 'verify', { simplify: false });
		const items = await outputOf(member, wanted).finally(
			async () => await api.deleteCredential(key.id),
		);
		expect(JSON.stringify(items)).not.toContain(apiKey);
		expect(JSON.stringify(items)).not.toMatch(/never valid/);
		return items;
	}

	it("is stopped before any request where the key is the member's: n8n lets it list nothing", async () => {
		await expect(verifyWith(member.apiKey)).rejects.toThrow(
			/may not: List connections, Read and verify connections.*\(credential:list, credential:read\).*Nothing was sent/s,
		);
	});

	it("says of each of the owner's why it was not asked, where the key is the owner's", async () => {
		const mine = await member.api.createCredential({
			name: 'Chat of the member',
			type: 'slackOAuth2Api',
			data: { clientId: 'a', clientSecret: 'b', oauthTokenData: { access_token: 'not valid' } },
		});
		const items = await verifyWith(side.sandbox.client.apiKey);
		const all = await side.sandbox.client.api.credentials();
		await member.api.deleteCredential(mine.id);
		expect(items.map(({ name }) => name)).toEqual(
			expect.arrayContaining(all.map(({ name }) => name)),
		);
		expect(named(items, 'Team chat')).toMatchObject({
			status: 'unverifiable',
			cause: 'notInspectable',
			account: 'not told',
			message: expect.stringMatching(/^This workflow may not use it: /),
			remedy:
				'Move this workflow to the personal project of an owner or admin of n8n, or share the connection with its project.',
		});
		// Of these n8n's own test says whether they work, and nothing more.
		expect(named(items, 'Newsletter')).toMatchObject({
			status: 'working',
			account: 'not told',
			details: expect.objectContaining({ checkedBy: 'n8n' }),
		});
		expect(named(items, 'Old newsletter')).toMatchObject({ status: 'broken', cause: 'wrongKey' });
		expect(named(items, 'Chat of the member')).toMatchObject({
			status: 'broken',
			cause: 'revoked',
			details: expect.objectContaining({ checkedBy: 'service' }),
		});
	});
});
