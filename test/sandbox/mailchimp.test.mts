import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import mailchimp from '@mailchimp/mailchimp_marketing';
import { fetch as fetchThrough } from 'undici';
import { HttpsProxyAgent } from 'https-proxy-agent';

import { walkConsent } from '../../sandbox/client/consent.mts';
import { independentClient } from '../../sandbox/independentClient.mts';
import { agentThrough, type Proxy, startProxy } from '../../sandbox/proxy.mts';
import { freePort } from '../../sandbox/ports.mts';
import { type MailchimpStandIn, startMailchimp } from '../../sandbox/services/mailchimp/index.mts';
import { mailchimp as service } from '../../services/mailchimp.ts';
import { readWith } from '../builders.ts';

let standIn: MailchimpStandIn;

beforeAll(async () => {
	standIn = await startMailchimp();
});

afterAll(async () => {
	await standIn.stop();
});

const hashOf = (address: string) => createHash('md5').update(address.toLowerCase()).digest('hex');

const firstAudience = () => {
	const [audience] = standIn.accounts[0]?.audiences.values() ?? [];
	if (!audience) throw new Error('no audience');
	return audience.id;
};

/** The id of a record that the official client answers; its types leave out what the API really gives. */
const idOf = (answer: unknown) => {
	if (typeof answer === 'object' && answer !== null && 'id' in answer) return String(answer.id);
	throw new Error('The answer has no id');
};

describe("Mailchimp's own client, pointed at the stand-in", () => {
	beforeAll(() => {
		mailchimp.setConfig({ apiKey: standIn.apiKey, server: 'us21' });
		Object.assign(mailchimp, { basePath: `${standIn.url}/3.0` });
	});

	beforeEach(() => {
		standIn.clear();
	});

	afterEach(() => {
		expect(standIn.violations).toEqual([]);
	});

	it('pings, and reads the account', async () => {
		expect(await mailchimp.ping.get()).toMatchObject({ health_status: "Everything's Chimpy!" });
		expect(await mailchimp.root.getRoot()).toMatchObject({ account_name: "Freddie's Flowers" });
	});

	it('reads audiences page by page', async () => {
		const page = await mailchimp.lists.getAllLists({ count: 1, offset: 1 });
		expect(page).toMatchObject({ lists: [{ name: 'Weddings' }], total_items: 2 });
		const audience = await mailchimp.lists.getList(firstAudience());
		expect(audience).toMatchObject({ name: 'Regulars' });
	});

	it('adds, changes, tags, archives and deletes members', async () => {
		const list = firstAudience();
		const email_address = 'Official.Client@example.com';
		await mailchimp.lists.addListMember(list, { email_address, status: 'subscribed' });
		const hash = hashOf(email_address);
		await mailchimp.lists.updateListMember(list, hash, { merge_fields: { FNAME: 'Olga' } });
		await mailchimp.lists.updateListMemberTags(list, hash, {
			tags: [{ name: 'Official', status: 'active' }],
		});
		expect(await mailchimp.lists.getListMember(list, hash)).toMatchObject({
			status: 'subscribed',
			merge_fields: { FNAME: 'Olga' },
			tags: [{ name: 'Official' }],
		});
		await mailchimp.lists.deleteListMember(list, hash);
		await mailchimp.lists.deleteListMemberPermanent(list, hash);
		await expect(mailchimp.lists.getListMember(list, hash)).rejects.toMatchObject({ status: 404 });
	});

	it('puts a member, and reads members page by page', async () => {
		const list = firstAudience();
		const email_address = 'put.by.client@example.com';
		await mailchimp.lists.setListMember(list, hashOf(email_address), {
			email_address,
			status_if_new: 'subscribed',
		});
		const options = { count: 1, offset: 3, status: 'subscribed' };
		expect(await mailchimp.lists.getListMembersInfo(list, options)).toMatchObject({
			members: [{ email_address }],
			total_items: 4,
		});
		expect(await mailchimp.lists.tagSearch(list, { name: 'Cust' })).toMatchObject({
			tags: [{ name: 'Customer' }],
		});
		expect(await mailchimp.lists.getListMergeFields(list, { type: 'birthday' })).toMatchObject({
			merge_fields: [{ tag: 'BIRTHDAY' }],
		});
		expect(await mailchimp.searchMembers.search(email_address)).toMatchObject({
			exact_matches: { total_items: 1 },
		});
	});

	it('adds many members in one request, and is told of each that was refused', async () => {
		const answer = await mailchimp.lists.batchListMembers(firstAudience(), {
			members: [
				{ email_address: 'one@example.com', email_type: 'html', status: 'subscribed' },
				{ email_address: 'nonsense', email_type: 'html', status: 'subscribed' },
			],
			update_existing: true,
		});
		expect(answer).toMatchObject({
			total_created: 1,
			error_count: 1,
			errors: [{ email_address: 'nonsense' }],
		});
	});

	it('creates a campaign, fills it, and sends it once it is ready', async () => {
		const campaign = await mailchimp.campaigns.create({
			type: 'regular',
			recipients: { list_id: firstAudience() },
			settings: { subject_line: 'Hi', from_name: 'Olga', reply_to: 'olga@example.com' },
		});
		const id = idOf(campaign);
		expect(await mailchimp.campaigns.getSendChecklist(id)).toMatchObject({ is_ready: false });
		await expect(mailchimp.campaigns.send(id)).rejects.toMatchObject({ status: 400 });
		await mailchimp.campaigns.setContent(id, { html: '<p>Hi</p>' });
		expect(await mailchimp.campaigns.getSendChecklist(id)).toMatchObject({ is_ready: true });
		await mailchimp.campaigns.send(id);
		expect(await mailchimp.reports.getCampaignReport(id)).toMatchObject({ id });
		expect(await mailchimp.reports.getAllCampaignReports()).toMatchObject({ total_items: 2 });
		const copy = idOf(await mailchimp.campaigns.replicate(id));
		expect(copy).not.toBe(id);
		await mailchimp.campaigns.schedule(copy, { schedule_time: '2999-01-01T10:00:00+00:00' });
		expect(await mailchimp.campaigns.list({ status: 'schedule' })).toMatchObject({
			campaigns: [{ id: copy }],
		});
		await mailchimp.campaigns.remove(copy);
	});

	it('registers a webhook, lists it and removes it', async () => {
		const list = firstAudience();
		const app = createServer((_request, response) => response.end());
		const port = await freePort();
		app.listen(port, '127.0.0.1');
		await once(app, 'listening');
		const url = `http://127.0.0.1:${port}/hook`;
		const webhook = await mailchimp.lists.createListWebhook(list, {
			url,
			events: { subscribe: true },
			sources: { api: true },
		});
		expect(webhook).toMatchObject({ url, signing_secret: expect.any(String) });
		expect(await mailchimp.lists.getListWebhooks(list)).toMatchObject({ webhooks: [{ url }] });
		await mailchimp.lists.deleteListWebhook(list, idOf(webhook));
		expect(await mailchimp.lists.getListWebhooks(list)).toMatchObject({ total_items: 0 });
		app.closeAllConnections();
		app.close();
	});
});

describe('the declaration of Mailchimp, driven by an OAuth 2.0 client that is not ours', () => {
	let proxy: Proxy;
	let redirectUri: string;
	const app = createServer((_request, response) => response.end('Done'));

	beforeAll(async () => {
		const port = await freePort();
		app.listen(port, 'localhost');
		await once(app, 'listening');
		redirectUri = `http://localhost:${port}/callback`;
		proxy = await startProxy({ standIns: [standIn] });
	});

	afterAll(async () => {
		await proxy.stop();
		app.close();
	});

	it('authorizes, exchanges the code, and says whose account it is', async () => {
		const agent = new HttpsProxyAgent(proxy.url);
		// What is given to the constructor is for the proxy; these are for the host behind it.
		Object.assign(agent.options, { ca: proxy.authority.certificate });
		const client = independentClient(
			service,
			{ id: standIn.clientId, secret: standIn.clientSecret, redirectUri },
			{ agent },
		);
		const authorizeUrl = new URL(client.authorizeUrl('any-state'));
		expect(Object.fromEntries(authorizeUrl.searchParams)).toEqual({
			response_type: 'code',
			client_id: standIn.clientId,
			redirect_uri: redirectUri,
			state: 'any-state',
		});
		const callback = await walkConsent(
			authorizeUrl,
			{ fields: { account: 'ada' }, press: 'Allow' },
			{ proxy, cookies: { url: redirectUri, header: '' } },
		);
		expect(callback.url.searchParams.get('state')).toBe('any-state');
		const token = await client.exchange(callback.url.searchParams.get('code') ?? '');
		expect(Object.keys(token)).toEqual(expect.arrayContaining(['access_token']));
		const dispatcher = agentThrough(proxy);
		const answer = await fetchThrough(service.oauth2?.account?.url ?? '', {
			headers: { Authorization: `OAuth ${String(token.access_token)}` },
			dispatcher,
		});
		expect(readWith(service.oauth2?.account, await answer.json())).toMatchObject({
			name: "Ada's Bakery",
			addressParts: { dataCentre: 'us6' },
		});
		await dispatcher.close();
	});
});
