import {
	type FacebookPagesStandIn,
	startFacebookPages,
} from '../../../sandbox/services/facebookPages/index.mts';
import { callerOf, graphError, listOf } from './caller.mts';
import { type Login, startLogin } from './login.mts';

let standIn: FacebookPagesStandIn;
let login: Login;
let call: ReturnType<typeof callerOf>;

beforeAll(async () => {
	standIn = await startFacebookPages();
	login = await startLogin(standIn);
	call = callerOf(standIn);
});

afterEach(() => expect(standIn.violations).toEqual([]));

afterAll(async () => {
	await login.stop();
	await standIn.stop();
});

const READ = ['pages_show_list', 'pages_read_engagement'];

const nora = async (scopes = READ) => await login.tokenOf({ account: 'nora', scopes });

describe('pages of a business portfolio', () => {
	it('are not among the accounts of the person who works on them', async () => {
		const token = await nora();
		expect(await call('GET', '/me/accounts', { token })).toMatchObject({ body: { data: [] } });
	});

	it('are named by the grant, and read by their IDs', async () => {
		const token = await nora();
		const appToken = `${standIn.clientId}|${standIn.clientSecret}`;
		const [, , , nursery, show] = standIn.pages;
		const { body } = await call('GET', `/debug_token?input_token=${token}`, { token: appToken });
		expect(body).toMatchObject({
			data: {
				granular_scopes: expect.arrayContaining([
					{ scope: 'pages_show_list', target_ids: [nursery.id, show.id] },
				]),
			},
		});
		const { id, name } = nursery;
		expect(await call('GET', `/${id}?fields=name,access_token`, { token })).toMatchObject({
			status: 200,
			body: { id, name, access_token: expect.any(String) },
		});
	});

	it('are listed by their business, owned and those of clients', async () => {
		const token = await nora([...READ, 'business_management']);
		const { data: businesses } = listOf(await call('GET', '/me/businesses', { token }));
		expect(businesses).toEqual([{ id: expect.any(String), name: 'Nora Gardens Ltd' }]);
		const names = async (edge: string) =>
			listOf(await call('GET', `/${businesses[0]?.id}/${edge}?fields=name`, { token })).data.map(
				({ name }) => name,
			);
		expect(await names('owned_pages')).toEqual(["Nora's Nursery"]);
		expect(await names('client_pages')).toEqual(['The Tulip Show']);
	});

	it('need the permission for that', async () => {
		await standIn.revokeTokens(standIn.people[2]);
		const token = await nora();
		expect(await call('GET', '/me/businesses', { token })).toEqual(graphError(403, 200));
	});
});

describe('a text', () => {
	const publish = async (message: string) =>
		await call('POST', `/${standIn.pages[0].id}/feed`, { body: { message } });

	it('may be 63,206 characters long', async () => {
		expect((await publish('ä'.repeat(63_206))).status).toBe(200);
	});

	it.each([
		['by one character', `${'a'.repeat(63_206)}b`],
		['by what is two characters to Facebook', `${'a'.repeat(63_205)}🌷`],
	])('may not be longer, be it %s', async (_what, message) => {
		expect(await publish(message)).toEqual(graphError(400, 100));
	});
});

describe('something new', () => {
	afterEach(() => standIn.clear());

	it('may not be found at once', async () => {
		standIn.settings.unsettledCalls = 2;
		const { id: page } = standIn.pages[0];
		const photo = { url: 'https://example.com/rose.jpg', published: false };
		const { body } = await call('POST', `/${page}/photos`, { body: photo });
		const { id } = body as { id: string };
		const attached = { message: 'Roses', attached_media: [{ media_fbid: id }] };
		expect(await call('POST', `/${page}/feed`, { body: attached })).toEqual(
			graphError(400, 100, 33),
		);
		expect(await call('DELETE', `/${id}`)).toEqual(graphError(400, 100, 33));
		expect((await call('POST', `/${page}/feed`, { body: attached })).status).toBe(200);
	});
});
