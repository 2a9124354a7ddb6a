/** Verify in the real n8n, with connections of this pack and of n8n itself side by side. */
import { byId } from '../workflows.mts';
import { type Managing, members, named, startManaging } from './managing.mts';

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
				usedBy: 'Daily',
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

	it('says which connection is not there', async () => {
		const said = await side.refusal('verify', {
			which: 'one',
			connection: byId('nothinglikethis'),
		});
		expect(said).toMatch(/Credential not found/);
	});
});
