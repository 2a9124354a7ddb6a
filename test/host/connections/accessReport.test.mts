/** The Access Report in the real n8n: what a connection may do beside what its workflows need. */
import { connectFacebook } from '../connections.mts';
import { facebookNode, type Managing, named, startManaging } from './managing.mts';

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

describe('Access Report', () => {
	const post = (operation: string) => facebookNode(side.facebook, { resource: 'post', operation });

	const report = async (name = 'Flowers') =>
		await side.managed('accessReport', { filters: { name }, simplify: false });

	it('says what nothing needs, and the permissions to unselect', async () => {
		await side.store('Reading', [post('getMany')]);
		const [item] = await report();
		expect(item).toMatchObject({
			name: 'Flowers page',
			required: 'Read pages and posts',
			missing: 'none',
			unneeded: "Publish posts, Read comments and visitors' posts",
			risk: 'high',
			workflows: 1,
			activeWorkflows: 0,
			isCertain: true,
			advice: expect.stringMatching(
				/^Unselect "Publish posts", "Read comments and visitors' posts" under Permissions and reconnect: http/,
			),
			details: {
				required: [
					{ name: 'readPosts', neededBy: [{ workflow: 'Reading', operation: 'Post: Get Many' }] },
				],
				unknown: [],
			},
		});
	});

	it('advises to delete what no workflow uses, instead of unselecting all of it', async () => {
		const [item] = await report();
		expect(item).toMatchObject({
			name: 'Flowers page',
			missing: 'none',
			unneeded: 'unused',
			risk: 'high',
			workflows: 0,
			advice:
				"No workflow uses it. Delete it, unless n8n's Agents or Chat use it, which n8n's API does not tell.",
		});
	});

	it('gives flat columns first, and nothing nested when simplified', async () => {
		const [row] = await side.managed('accessReport', { filters: { name: 'Flowers' } });
		expect(Object.keys(row ?? {})).toEqual([
			'name',
			'service',
			'risk',
			'missing',
			'unneeded',
			'advice',
			'scopesToPaste',
			'account',
			'workflows',
			'activeWorkflows',
			'required',
			'granted',
			'isCertain',
			'authentication',
			'owner',
			'reauthorizeUrl',
			'id',
			'type',
		]);
	});

	it('says what is missing, and who needs it', async () => {
		await side.store('Moderating', [
			facebookNode(side.facebook, { resource: 'comment', operation: 'delete' }),
		]);
		const [item] = await report();
		expect(item).toMatchObject({
			missing: 'Reply to and moderate comments',
			advice: expect.stringMatching(
				/^Select "Reply to and moderate comments" under Permissions and reconnect: http/,
			),
			details: {
				required: [
					{
						name: 'moderateComments',
						neededBy: [{ workflow: 'Moderating', operation: 'Comment: Delete' }],
					},
				],
			},
		});
	});

	it('calls nothing unneeded for certain while an API request may need it', async () => {
		await side.store('Publishing by hand', [
			post('getMany'),
			facebookNode(side.facebook, {
				resource: 'apiRequest',
				operation: 'send',
				method: 'POST',
				path: '/1/feed',
			}),
		]);
		const [item] = await report();
		expect(item).toMatchObject({
			unneeded: "Publish posts, Read comments and visitors' posts",
			isCertain: false,
			advice: expect.stringMatching(/may not be needed\. Check the nodes under "unknown" first/),
			details: {
				unknown: [{ workflow: 'Publishing by hand', why: 'an API request can need anything' }],
			},
		});
	});

	it('says that a connection is broken, and reports on all others', async () => {
		const broken = await connectFacebook(side.sandbox, { name: "Ada's page", account: 'ada' });
		const { facebookPages } = side.sandbox;
		const ada = facebookPages.people.find(({ login }) => login === 'ada');
		if (!ada) throw new Error('Ada is not there');
		await facebookPages.revokeTokens(ada);
		const items = await report('page');
		expect(items.map(({ name }) => name)).toEqual(['Flowers page', "Ada's page"]);
		expect(named(items, 'Flowers page')).toMatchObject({
			granted: expect.stringContaining('Read pages and posts'),
			isCertain: true,
		});
		expect(named(items, "Ada's page")).toMatchObject({
			required: 'none',
			granted: 'not told',
			missing: 'not told',
			unneeded: 'unused',
			risk: 'not told',
			workflows: 0,
			isCertain: false,
			advice: expect.stringMatching(
				/^Facebook no longer accepts this connection: .*[^.]\. No workflow uses it\. Delete it, /,
			),
		});
		await side.sandbox.client.api.deleteCredential(broken.id);
	});

	it('calls nothing unneeded for certain while a node is not understood', async () => {
		await side.store('Guessing', [post('={{ $json.operation }}'), post('getMany')]);
		const [item] = await report();
		expect(item).toMatchObject({
			isCertain: false,
			advice: expect.stringMatching(/may not be needed\. Check the nodes under "unknown" first/),
			details: { unknown: [{ workflow: 'Guessing', why: 'operation is an expression' }] },
		});
	});
});
