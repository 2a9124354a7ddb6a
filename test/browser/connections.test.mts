import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { connectServices } from '../../sandbox/connections.mts';
import { importExamples } from '../../sandbox/examples.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { resources } from '../../nodes/Connections/resources/index.ts';
import {
	addNode,
	byTestId,
	chooseFromList,
	dialog,
	fillField,
	logIn,
	output,
	runNode,
	save,
	see,
	waitUntilClosed,
} from './editor.mts';

const operations = resources.managedConnection?.operations ?? {};

let sandbox: Sandbox;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	sandbox = await startSandbox();
	await connectServices(sandbox, () => {});
	await importExamples(sandbox.client);
	browser = await startBrowser(sandbox.proxy);
	page = await browser.newPage();
	await logIn(page, sandbox.n8n.url);
});

afterAll(async () => {
	await browser.stop();
	await sandbox.stop();
});

const add = async (action: string) =>
	await addNode(page, sandbox.n8n.url, {
		words: 'connections',
		description: 'manage the connections of this n8n',
		action,
	});

it('a connection to n8n is made from the node, and every connection is verified', async () => {
	for (const { id, type } of await sandbox.client.api.credentials()) {
		if (type === 'n8nConnectionApi') await sandbox.client.api.deleteCredential(id);
	}
	await add('Verify connections');
	await byTestId(page, 'node-credentials-empty-state').click();
	await dialog(page).waitFor();
	await see(dialog(page), /The key may do all that its user may/);
	await fillField(page, 'apiKey', sandbox.client.apiKey);
	await fillField(page, 'url', sandbox.n8n.url);
	await browser.picture(page, 'connections-dialog');
	await save(page);
	await waitUntilClosed(page);
	await see(page, 'Needs: List connections, Read and verify connections, List workflows');
	await runNode(page);
	await see(output(page), 'Mailchimp refused the API Key');
	await see(output(page), 'This node works with it');
	await browser.picture(page, 'connections-verify');
});

it('a connection is chosen from the list, its users are shown, and its link opens its dialog', async () => {
	await add('Get the usage of a connection');
	await chooseFromList(page, 'connection', 'Facebook Pages account (Facebook Pages, OAuth2)');
	await runNode(page);
	await see(output(page), 'Post: Get Many');

	await add('Get the reauthorize link of a connection');
	await chooseFromList(page, 'connection', 'Facebook Pages account (Facebook Pages, OAuth2)');
	await runNode(page);
	const link = output(page)
		.getByText(/\/home\/credentials\//)
		.first();
	await link.waitFor();
	const [address = ''] = /http\S+/.exec(await link.innerText()) ?? [];
	await page.goto(address);
	await dialog(page).waitFor();
	await see(dialog(page), 'Account connected');
});

/** Connections that the open panel offers in its one Credential field. */
async function offered(): Promise<string[]> {
	const fields = byTestId(page, 'node-credentials-select');
	await fields.first().waitFor();
	expect(await fields.count()).toBe(1);
	await fields.locator('input').click();
	const items = page.locator('[data-test-id^="node-credentials-select-item-"]');
	await items.first().waitFor();
	const names = await items.allInnerTexts();
	await page.keyboard.press('Escape');
	return names.map((name) => name.trim());
}

describe('set up by hand, from an empty canvas, in an n8n that holds connections of all services', () => {
	const others = /Mailchimp|Facebook|Boost\.space|SMTP/;

	it('the trigger offers the keys of n8n, and shows what is broken', async () => {
		await page.goto(`${sandbox.n8n.url}/workflow/new`);
		await byTestId(page, 'canvas-add-button').click();
		await byTestId(page, 'node-creator-search-bar').fill('connections');
		await byTestId(page, 'item-iterator-item')
			.filter({ hasText: 'manage the connections of this n8n' })
			.first()
			.click();
		await page.getByText('A connection breaks', { exact: true }).click();
		const names = await offered();
		expect(names.join()).not.toMatch(others);
		expect(names).not.toEqual([]);
		await runNode(page);
		await see(output(page), 'Mailchimp account (deleted key)');
	});

	it.each(Object.values(operations).map(({ action }) => action))(
		'the node offers the keys of n8n: %s',
		async (action) => {
			await add(action);
			expect((await offered()).join()).not.toMatch(others);
		},
	);
});
