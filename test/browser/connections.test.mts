import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { connectServices } from '../../sandbox/connections.mts';
import { importExamples } from '../../sandbox/examples.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	addNode,
	byTestId,
	choose,
	chooseConnection,
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
		description: 'Starts when a connection of n8n',
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
	await chooseFromList(page, 'connection', 'Facebook Pages account (Facebook Pages)');
	await runNode(page);
	await see(output(page), 'Post: Get Many');
	await browser.picture(page, 'connections-usage');

	await add('Get the reauthorize link of a connection');
	await chooseFromList(page, 'connection', 'Facebook Pages account (Facebook Pages)');
	await runNode(page);
	const link = output(page)
		.getByText(/\/home\/credentials\//)
		.first();
	await link.waitFor();
	const [address = ''] = /http\S+/.exec(await link.innerText()) ?? [];
	await page.goto(address);
	await dialog(page).waitFor();
	await see(dialog(page), 'Account connected');
	await browser.picture(page, 'connections-reauthorize');
});

it('the access of a connection that is chosen is compared with what its workflows need', async () => {
	await add('Report on the access of connections');
	await choose(page, 'openedType', 'Facebook Pages (OAuth2)');
	await runNode(page);
	await see(output(page), 'No connection of Facebook Pages (OAuth2) is chosen in this node');
	const { id = '' } =
		(await sandbox.client.api.credentials()).find(
			({ name }) => name === 'Facebook Pages account',
		) ?? {};
	await chooseConnection(page, id);
	await runNode(page);
	await see(output(page), 'Read pages and posts');
	await browser.picture(page, 'connections-access-report');
});
