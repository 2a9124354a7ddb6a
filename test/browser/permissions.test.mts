import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	addNode,
	allow,
	choose,
	chooseFromList,
	closeConnection,
	dialog,
	fillField,
	logIn,
	openAdvancedSettings,
	openConnection,
	openConsent,
	openStoredConnection,
	output,
	parameter,
	runNode,
	see,
	startConnection,
	switchOn,
	tick,
	ticked,
	untick,
	waitUntilClosed,
} from './editor.mts';

let sandbox: Sandbox;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	sandbox = await startSandbox();
	browser = await startBrowser(sandbox.proxy);
	page = await browser.newPage();
	await logIn(page, sandbox.n8n.url);
});

beforeEach(async () => {
	for (const person of sandbox.facebookPages.people) person.permissions.clear();
	await addNode(page, sandbox.n8n.url, {
		words: 'facebook pages',
		description: 'or start when a page has a new post',
		action: 'Get many pages',
	});
});

afterEach(async () => {
	const { api } = sandbox.client;
	for (const { id } of await api.credentials()) await api.deleteCredential(id);
	expect(sandbox.facebookPages.violations).toEqual([]);
});

afterAll(async () => {
	await browser.stop();
	await sandbox.stop();
});

const READING = 'Read pages and posts';
const NOTHING_TICKED = /^No permissions selected\./;

const startFacebook = async () => {
	await startConnection(page, 'OAuth2');
	await fillField(page, 'clientId', sandbox.facebookPages.clientId);
	await fillField(page, 'clientSecret', sandbox.facebookPages.clientSecret);
};

/** The scopes that the consent page asks for. */
const askedFor = async (consent: Page) => {
	const boxes = await consent.locator('input[type=checkbox]').all();
	const names = await Promise.all(boxes.map(async (box) => await box.getAttribute('name')));
	return names.map((name) => name?.replace('scope:', ''));
};

describe('a Facebook Pages connection, made from the node', () => {
	it('asks for what is ticked, and for nothing more', async () => {
		await startFacebook();
		await see(dialog(page), /Facebook is asked for exactly the permissions that are ticked/);
		expect(await ticked(page, 'permissions')).toEqual([READING]);
		await browser.picture(page, 'facebook-dialog');
		const consent = await openConsent(page, 'Connect');
		expect(await askedFor(consent)).toEqual(['pages_show_list', 'pages_read_engagement']);
		await browser.picture(consent, 'facebook-consent');
		await allow(consent, 'Freddie');
		await waitUntilClosed(page);
		await runNode(page);
		await see(output(page), "Freddie's Flowers");
	});

	it('may not publish until that is ticked and it is reconnected; nothing is sent before', async () => {
		await startFacebook();
		await allow(await openConsent(page, 'Connect'), 'Freddie');
		await waitUntilClosed(page);
		await choose(page, 'resource', 'Post');
		await choose(page, 'operation', 'Create');
		await see(page, 'Needs: Publish posts');
		await chooseFromList(page, 'page', "Freddie's Flowers");
		await parameter(page, 'message').locator('textarea, input').first().fill('Tulips are in');
		sandbox.facebookPages.clear();
		await runNode(page);
		await see(page, '"Facebook Pages Connection account" may not: Publish posts');
		await see(page, /It was authorized for: Read pages and posts/);
		await browser.picture(page, 'facebook-may-not');
		expect(sandbox.facebookPages.requests).toEqual([]);

		await openConnection(page);
		await tick(page, 'permissions', 'Publish posts');
		const consent = await openConsent(page, 'Switch account');
		expect(await askedFor(consent)).toContain('pages_manage_posts');
		await allow(consent, 'Freddie');
		await see(dialog(page), 'Account connected');
		await closeConnection(page);
		await runNode(page);
		await see(page, /Node executed successfully/);
		const posts = [...sandbox.facebookPages.pages[0].items.values()];
		expect(posts.map((post) => 'message' in post && post.message)).toContain('Tulips are in');
	});

	it('of which the person declines a permission goes on with what it has, and is asked again when wished', async () => {
		await startFacebook();
		await tick(page, 'permissions', 'Publish posts');
		const consent = await openConsent(page, 'Connect');
		await consent.locator('input[name="scope:pages_manage_posts"]').uncheck();
		await allow(consent, 'Freddie');
		await waitUntilClosed(page);
		await runNode(page);
		await see(output(page), "Freddie's Flowers");

		await openConnection(page);
		await see(dialog(page), 'Account connected');
		await openAdvancedSettings(page);
		await switchOn(page, 'askAgain');
		await browser.picture(page, 'facebook-ask-again');
		const again = await openConsent(page, 'Switch account');
		expect(await askedFor(again)).toContain('pages_manage_posts');
		await allow(again, 'Freddie');
		await closeConnection(page);
		const [freddie] = sandbox.facebookPages.people;
		expect(freddie.permissions.get('pages_manage_posts')?.status).toBe('granted');
	});

	it('is switched to another person, whose pages the node has then, also those of a business', async () => {
		await startFacebook();
		await allow(await openConsent(page, 'Connect'), 'Freddie');
		await waitUntilClosed(page);
		await runNode(page);
		await see(output(page), "Freddie's Flowers");

		await openConnection(page);
		await allow(await openConsent(page, 'Switch account'), 'Nora');
		await see(dialog(page), 'Account connected');
		await closeConnection(page);
		await runNode(page);
		await see(output(page), "Nora's Nursery");
		expect(await output(page).getByText("Freddie's Flowers").count()).toBe(0);
	});

	it('says that it asks for nothing when everything is unticked, and stops the node before any request', async () => {
		await startFacebook();
		await untick(page, 'permissions', READING);
		await see(dialog(page), NOTHING_TICKED);
		await browser.picture(page, 'facebook-nothing-ticked');
		const consent = await openConsent(page, 'Connect');
		expect(await askedFor(consent)).toEqual([]);
		await allow(consent, 'Freddie');
		await waitUntilClosed(page);
		sandbox.facebookPages.clear();
		await runNode(page);
		await see(page, `"Facebook Pages Connection account" may not: ${READING}`);
		await see(page, /It was authorized for: nothing/);
		// A token of an hour was exchanged for a longer one: that asks for nothing.
		const asked = sandbox.facebookPages.requests.map(({ path }) => path);
		expect(asked.filter((path) => !path.endsWith('/oauth/access_token'))).toEqual([]);

		await openConnection(page);
		await see(dialog(page), NOTHING_TICKED);
		await tick(page, 'permissions', READING);
		await dialog(page).getByText(NOTHING_TICKED).waitFor({ state: 'hidden' });
		const again = await openConsent(page, 'Switch account');
		expect(await askedFor(again)).toEqual(['pages_show_list', 'pages_read_engagement']);
		await again.close();
	});
});

describe('a Facebook Pages connection that was stored without permissions', () => {
	it('shows reading ticked and asks for it', async () => {
		const { clientId, clientSecret } = sandbox.facebookPages;
		const { id } = await sandbox.client.api.createCredential({
			name: 'Facebook account',
			type: 'facebookPagesConnectionOAuth2Api',
			data: { clientId, clientSecret },
		});
		await openStoredConnection(page, sandbox.n8n.url, id);
		expect(await ticked(page, 'permissions')).toEqual([READING]);
		const consent = await openConsent(page, 'Connect');
		expect(await askedFor(consent)).toEqual(['pages_show_list', 'pages_read_engagement']);
		await consent.close();
	});
});
