import { itemsOf, type Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	authorizeFacebook,
	connectFacebook,
	createFacebook,
	FACEBOOK_TOKEN,
	facebookByToken,
	type FacebookConnection,
	facebookData,
} from './connections.mts';
import { byId, NODE, type OneNode, outputOf, runOneNode } from './workflows.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(async () => {
	const { facebookPages } = sandbox;
	for (const person of facebookPages.people) {
		await facebookPages.revokeTokens(person);
		person.permissions.clear();
	}
	facebookPages.clear();
});

afterEach(() => {
	expect(sandbox.facebookPages.violations).toEqual([]);
});

const connect = async (wanted: FacebookConnection = {}) => {
	const credential = await connectFacebook(sandbox, wanted);
	sandbox.facebookPages.clear();
	return credential;
};

const authorize = async (credential: Credential, wanted: FacebookConnection = {}) =>
	await authorizeFacebook(sandbox, credential, wanted);

const change = async (credential: Credential, wanted: FacebookConnection) =>
	await sandbox.client.rest.updateCredential(credential.id, {
		name: credential.name,
		type: credential.type,
		data: facebookData(sandbox, wanted),
	});

const test = async ({ id }: Credential) => await sandbox.client.api.testCredential(id);

const flowers = () => sandbox.facebookPages.pages[0];

const pageNames = async (credential: Credential) => {
	const pages = await outputOf(sandbox.client, {
		credential,
		resource: 'page',
		operation: 'getMany',
		parameters: { fields: ['name'], returnAll: true },
	});
	return pages.map(({ name }) => name);
};

describe('pages of a business portfolio', () => {
	it('are found by what the person chose, and by their businesses', async () => {
		const { people, pages } = sandbox.facebookPages;
		const [, , nora] = people;
		const [, , , nursery, show] = pages;
		const chosen = await connect({ account: 'nora' });
		expect(await pageNames(chosen)).toEqual([nursery.name, show.name]);

		const roles = [...nora.roles];
		nora.roles.clear();
		try {
			const ofBusinesses = await connect({ account: 'nora', permissions: ['readBusinesses'] });
			expect(await pageNames(ofBusinesses)).toEqual([nursery.name, show.name]);
			await expect(pageNames(await connect({ account: 'nora' }))).rejects.toThrow(
				/Facebook lists no page for "Facebook account"/,
			);
		} finally {
			for (const [page, tasks] of roles) nora.roles.set(page, tasks);
		}
	});
});

const connectionOf = (credential: Credential, operation: string, parameters = {}): OneNode => ({
	credential,
	resource: 'connection',
	operation,
	parameters,
});

const requested = () =>
	sandbox.facebookPages.requests.map(({ method, path }) => `${method} ${path}`);

describe('the consent page', () => {
	it('is asked for exactly what is selected, and for nothing more', async () => {
		const credential = await createFacebook(sandbox, {
			permissions: ['readPosts', 'readComments'],
		});
		const url = await sandbox.client.rest.authorizationUrl(credential.id);
		expect(`${url.origin}${url.pathname}`).toBe('https://www.facebook.com/v26.0/dialog/oauth');
		expect(Object.fromEntries(url.searchParams)).toEqual({
			client_id: sandbox.facebookPages.clientId,
			redirect_uri: `${sandbox.n8n.url}/rest/oauth2-credential/callback`,
			response_type: 'code',
			state: expect.any(String),
			scope: 'pages_show_list,pages_read_engagement,pages_read_user_content',
		});
	});

	it.each([
		['reading, when no permissions are stored', undefined, 'pages_show_list,pages_read_engagement'],
		['nothing, when nothing is selected', [], ''],
	])('is asked for %s', async (_, permissions, scope) => {
		const credential = await createFacebook(sandbox, { data: { permissions } });
		const url = await sandbox.client.rest.authorizationUrl(credential.id);
		expect(url.searchParams.get('scope')).toBe(scope);
	});

	it('is the one of the version, the configuration and the wish that a person has set', async () => {
		const credential = await createFacebook(sandbox, {
			data: {
				advancedSettings: true,
				apiVersion: '24',
				loginConfigurationId: '702558812630411',
				askAgain: true,
			},
		});
		const url = await sandbox.client.rest.authorizationUrl(credential.id);
		expect(url.pathname).toBe('/v24.0/dialog/oauth');
		expect(Object.fromEntries(url.searchParams)).toMatchObject({
			config_id: '702558812630411',
			auth_type: 'rerequest',
		});
	});
});

describe('a connection by OAuth2', () => {
	it('works for the pages that the person has', async () => {
		const credential = await connect();
		expect(await test(credential)).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await pageNames(credential)).toEqual(["Freddie's Flowers", "Freddie's Weddings"]);
	});

	it('proves the app with every request of the node', async () => {
		const credential = await connect();
		sandbox.facebookPages.settings.requireAppSecretProof = true;
		expect(await pageNames(credential)).toHaveLength(2);
		const parameters = { page: byId(flowers().id), fields: ['name'] };
		const [page] = await outputOf(sandbox.client, {
			credential,
			resource: 'page',
			operation: 'get',
			parameters,
		});
		expect(page).toEqual({ id: flowers().id, name: flowers().name });
	});

	it('of which a permission was declined says so when it is tested, and how to repair it', async () => {
		const credential = await connect({
			permissions: ['readPosts', 'publishPosts'],
			declined: ['pages_manage_posts'],
		});
		const { status, message } = await test(credential);
		expect(status).toBe('Error');
		expect(message).toMatch(
			/^"Publish posts" was declined on the consent page of Facebook Pages \(pages_manage_posts\)\. .*"Ask Again for Declined Permissions".*reconnect/,
		);
		expect(await pageNames(credential)).toHaveLength(2);
	});

	it('is repaired by asking again', async () => {
		const wanted = { permissions: ['readPosts', 'publishPosts'] };
		const credential = await connect({ ...wanted, declined: ['pages_manage_posts'] });
		await change(credential, { ...wanted, data: { advancedSettings: true, askAgain: true } });
		await authorize(credential);
		expect(await test(credential)).toMatchObject({ status: 'OK' });
	});

	it('passes its test when the person accepts what was declined', async () => {
		const wanted = { permissions: ['readPosts', 'publishPosts'] };
		const credential = await connect({ ...wanted, declined: ['pages_manage_posts'] });
		await change(credential, { ...wanted, data: { advancedSettings: true, acceptDeclined: true } });
		expect(await test(credential)).toMatchObject({ status: 'OK' });
	});

	it.each([
		['was removed', 458],
		['has another password', 460],
		['was stopped by a checkpoint', 459],
	])('of an account whose app %s fails its test, though n8n calls it connected', async (...row) => {
		const [, subcode] = row;
		const credential = await connect();
		sandbox.facebookPages.invalidateTokens(sandbox.facebookPages.people[0], subcode);
		const { status, message } = await test(credential);
		expect(status).toBe('Error');
		expect(message).toMatch(
			/^Facebook no longer accepts this connection: .* Reconnect it, or, if the app has "Require App Secret" on/,
		);
	});
});

describe('a connection by page access token', () => {
	it('works for its page', async () => {
		const credential = await facebookByToken(sandbox);
		expect(await test(credential)).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await pageNames(credential)).toEqual(["Freddie's Flowers"]);
	});

	it('proves the app where its secret is set, in the test too', async () => {
		sandbox.facebookPages.settings.requireAppSecretProof = true;
		const { clientSecret } = sandbox.facebookPages;
		const credential = await facebookByToken(sandbox, {
			advancedSettings: true,
			appSecret: clientSecret,
		});
		expect(await test(credential)).toMatchObject({ status: 'OK' });
		expect((await test(await facebookByToken(sandbox))).message).toMatch(/set "App Secret"/);
	});

	it('that is wrong says so', async () => {
		const { status, message } = await test(
			await facebookByToken(sandbox, { apiKey: 'EAA0123456789012345678' }),
		);
		expect(status).toBe('Error');
		expect(message).toMatch(/^Facebook refused the Page Access Token/);
	});

	it('does not work for another page', async () => {
		const [, weddings] = sandbox.facebookPages.pages;
		const execution = await runOneNode(sandbox.client, {
			credential: await facebookByToken(sandbox),
			resource: 'post',
			operation: 'get',
			parameters: { page: byId(weddings.id), post: `${weddings.id}_1`, fields: [] },
			onError: 'continueRegularOutput',
		});
		expect(itemsOf(execution, NODE)[0]?.json.error).toMatch(
			/"Page" is \d+, but "Flowers by token" is a connection of the page "Freddie's Flowers"/,
		);
	});
});

describe('the resource Connection', () => {
	it('shows whose account it is, what was requested, granted and declined, and until when', async () => {
		const credential = await connect({
			permissions: ['readPosts', 'publishPosts'],
			declined: ['pages_manage_posts'],
		});
		const [shown] = await outputOf(sandbox.client, connectionOf(credential, 'get'));
		const [freddie] = sandbox.facebookPages.people;
		expect(shown).toMatchObject({
			connection: 'Facebook account',
			service: 'Facebook Pages',
			authentication: 'OAuth2',
			account: { id: freddie.id, name: freddie.name },
			access: 'scopes',
			permissions: {
				requested: [{ label: 'Read pages and posts' }, { label: 'Publish posts' }],
				granted: [{ label: 'Read pages and posts' }],
				declined: [{ label: 'Publish posts' }],
				expired: [],
			},
			tokenExpires: expect.stringMatching(/^\d{4}-.*Z$/),
			accessEnds: expect.stringMatching(/^\d{4}-.*Z$/),
			renewal: `Before its access ends, open the connection and reconnect it: ${sandbox.n8n.url}/home/credentials/${credential.id}`,
		});
		const days = (Date.parse(String(shown?.accessEnds)) - Date.now()) / 86_400_000;
		expect(Math.round(days)).toBe(90);
	});

	it('shows what is known of a token, and what is not', async () => {
		const [shown] = await outputOf(
			sandbox.client,
			connectionOf(await facebookByToken(sandbox), 'get'),
		);
		expect(shown).toMatchObject({
			authentication: 'Page Access Token',
			account: { id: flowers().id, name: flowers().name },
			access: 'key',
			permissions: { requested: null, granted: null, declined: null },
			tokenExpires: null,
		});
	});

	it('revokes nothing when another account is named', async () => {
		const credential = await connect();
		const execution = await runOneNode(sandbox.client, {
			...connectionOf(credential, 'revoke', { account: 'Ada Lovelace' }),
			onError: 'continueRegularOutput',
		});
		expect(itemsOf(execution, NODE)[0]?.json).toMatchObject({
			error: expect.stringMatching(
				/^"Account to Revoke" is "Ada Lovelace", but "Facebook account"/,
			),
		});
		expect(requested().filter((line) => line.startsWith('DELETE'))).toEqual([]);
		expect(await test(credential)).toMatchObject({ status: 'OK' });
	});

	it('revokes the grant at Facebook; afterwards the test says so', async () => {
		const credential = await connect();
		const [freddie] = sandbox.facebookPages.people;
		const account = freddie.name;
		const [revoked] = await outputOf(
			sandbox.client,
			connectionOf(credential, 'revoke', { account }),
		);
		expect(revoked).toMatchObject({ revoked: true, account: { name: account } });
		expect(requested()).toContain('DELETE /v26.0/me/permissions');
		const { status, message } = await test(credential);
		expect(status).toBe('Error');
		expect(message).toMatch(/it was revoked/);
	});
});

describe('a free request', () => {
	const request = (credential: Credential, parameters: Record<string, unknown>): OneNode => ({
		credential,
		resource: 'apiRequest',
		operation: 'send',
		parameters,
	});

	it('is sent as a page, and changes what it names', async () => {
		const credential = await connect({ permissions: ['publishPosts'] });
		const page = { actAs: 'page', page: byId(flowers().id) };
		const [post] = await outputOf(
			sandbox.client,
			request(credential, {
				...page,
				method: 'POST',
				path: `/${flowers().id}/feed`,
				body: '{"message": "By hand"}',
			}),
		);
		expect(flowers().items.get(String(post?.id))).toMatchObject({ message: 'By hand' });
	});

	it('is sent as the connection, and gives no token on, neither of a page nor its own', async () => {
		const credential = await connect();
		const answer = await outputOf(
			sandbox.client,
			request(credential, {
				actAs: 'connection',
				path: '/me/accounts',
				query: '{"fields": "name,access_token", "limit": 1}',
			}),
		);
		expect(answer).toMatchObject([
			{
				data: [{ name: expect.any(String), access_token: '***' }],
				paging: { next: expect.stringContaining('access_token=***') },
			},
		]);
		expect(JSON.stringify(answer)).not.toMatch(FACEBOOK_TOKEN);
	});

	it('as a page needs one', async () => {
		const credential = await connect();
		const page = byId('={{ "flowers" }}');
		const send = outputOf(sandbox.client, request(credential, { page, path: '/me' }));
		await expect(send).rejects.toThrow(/"Page" must be the ID of a page/);
		expect(sandbox.facebookPages.requests).toEqual([]);
	});
});
