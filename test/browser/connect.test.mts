import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	addNode,
	allow,
	byTestId,
	closeConnection,
	dialog,
	fillField,
	logIn,
	openAdvancedSettings,
	openConnection,
	openConsent,
	output,
	remove,
	rename,
	runNode,
	save,
	see,
	showDetails,
	startConnection,
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
	await addNode(page, sandbox.n8n.url, {
		words: 'mailchimp',
		description: 'or start when something happens',
		action: 'Get many audiences',
	});
});

afterEach(async () => {
	const { api } = sandbox.client;
	for (const { id } of await api.credentials()) await api.deleteCredential(id);
	expect(sandbox.mailchimp.violations).toEqual([]);
});

afterAll(async () => {
	const refused = sandbox.proxy.refusals().map(({ host }) => host);
	await browser.stop();
	await sandbox.stop();
	expect(refused.filter((host) => /mailchimp/.test(host))).toEqual([]);
});

const connectionNames = async () =>
	(await sandbox.client.api.credentials()).map(({ name }) => name);

describe('a connection by API key, made from the node', () => {
	const unknownKey = '0123456789abcdef0123456789abcdef-us21';

	it('is called "Mailchimp Connection account" until it is given a name, is tested when it is saved, and runs the node', async () => {
		await startConnection(page, 'API Key');
		expect(await byTestId(dialog(page), 'credential-name').innerText()).toBe(
			'Mailchimp Connection account',
		);
		await see(dialog(page), /Mailchimp has no permissions to choose from/);
		await rename(page, 'Flowers');
		await fillField(page, 'apiKey', sandbox.mailchimp.apiKey);
		await save(page);
		await waitUntilClosed(page);
		expect(await connectionNames()).toEqual(['Flowers']);

		await openConnection(page);
		await see(dialog(page), 'Connection tested successfully');
		await browser.picture(page, 'key-connected');
		await closeConnection(page);

		await runNode(page);
		await see(output(page), 'Regulars');
		await see(output(page), 'Weddings');
		await browser.picture(page, 'node');
	});

	it('keeps the advanced settings out of the way until they are asked for', async () => {
		await startConnection(page, 'API Key');
		expect(await dialog(page).getByText('Requests at Once').isVisible()).toBe(false);
		await openAdvancedSettings(page);
		await see(dialog(page), 'Requests at Once');
		await see(dialog(page), 'Timeout (Seconds)');
		await dialog(page).getByText('Timeout (Seconds)').scrollIntoViewIfNeeded();
		await fillField(page, 'requestsAtOnce', '3');
		await fillField(page, 'apiKey', sandbox.mailchimp.apiKey);
		await save(page);
		await waitUntilClosed(page);
		await openConnection(page);
		const kept = byTestId(dialog(page), 'parameter-input-requestsAtOnce').locator('input');
		expect(await kept.inputValue()).toBe('3');
	});

	it.each([
		['that Mailchimp does not know', unknownKey, /Mailchimp refused the API Key/],
		['of another form', 'no-key', /API Key does not look like one of Mailchimp/],
	])(
		'says what is wrong with a key %s, and works once that is fixed',
		async (_what, key, words) => {
			await startConnection(page, 'API Key');
			await fillField(page, 'apiKey', key);
			await save(page);
			await see(dialog(page), 'Couldn’t connect with these settings');
			await showDetails(page);
			await see(dialog(page), words);
			expect(await dialog(page).getByRole('button', { name: 'Retry' }).isVisible()).toBe(true);
			expect(await dialog(page).innerText()).not.toContain(key);
			if (key === unknownKey) await browser.picture(page, 'key-refused');

			await fillField(page, 'apiKey', sandbox.mailchimp.apiKey);
			await save(page);
			await waitUntilClosed(page);
		},
	);
});

describe('a connection by OAuth2, made from the node', () => {
	const fillApp = async () => {
		await startConnection(page, 'OAuth2');
		await fillField(page, 'clientId', sandbox.mailchimp.clientId);
		await fillField(page, 'clientSecret', sandbox.mailchimp.clientSecret);
	};

	const connect = async (account: string) => {
		await fillApp();
		await allow(await openConsent(page, 'Connect'), account);
		await waitUntilClosed(page);
	};

	it('is connected on the page where Mailchimp asks, and runs the node', async () => {
		await fillApp();
		await see(dialog(page), /Mailchimp has no permissions to choose from/);
		const consent = await openConsent(page, 'Connect');
		await allow(consent, "Freddie's Flowers");
		await waitUntilClosed(page);
		expect(await connectionNames()).toEqual(['Mailchimp Connection account']);

		await openConnection(page);
		await see(dialog(page), 'Account connected');
		await browser.picture(page, 'oauth2-connected');
		await closeConnection(page);

		await runNode(page);
		await see(output(page), 'Regulars');
	});

	it('is switched to another account, whose data the node has then', async () => {
		await connect("Freddie's Flowers");
		await runNode(page);
		await see(output(page), 'Regulars');

		await openConnection(page);
		await allow(await openConsent(page, 'Switch account'), "Ada's Bakery");
		await see(dialog(page), 'Account connected');
		await closeConnection(page);

		await runNode(page);
		await see(output(page), 'Bakery guests');
		expect(await output(page).getByText('Regulars').count()).toBe(0);
	});

	it('is not connected when the person denies it, and says so', async () => {
		await fillApp();
		const consent = await openConsent(page, 'Connect');
		await consent.getByRole('button', { name: 'Deny' }).click();
		await consent.getByText('Failed to connect').waitFor();
		await consent.close();
		await see(dialog(page), 'Connect your account to use this credential');
		expect(await dialog(page).getByText('Account connected').isVisible()).toBe(false);
	});

	it('is renamed and deleted in its dialog', async () => {
		await connect("Freddie's Flowers");
		await openConnection(page);
		await rename(page, 'Flowers of Freddie');
		await save(page);
		await see(page, 'Credential saved');
		expect(await connectionNames()).toEqual(['Flowers of Freddie']);

		if (!(await dialog(page).isVisible())) await openConnection(page);
		await remove(page);
		await byTestId(page, 'node-credentials-empty-state').waitFor();
		expect(await connectionNames()).toEqual([]);
	});
});
