import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { node } from '../host/workflows.mts';
import {
	addNode,
	byTestId,
	chooseFromList,
	dialog,
	fillField,
	logIn,
	output,
	parameter,
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
	browser = await startBrowser(sandbox.proxy);
	page = await browser.newPage();
	await logIn(page, sandbox.n8n.url);
});

afterAll(async () => {
	await browser.stop();
	await sandbox.stop();
});

/** Opens the empty dialog of a connection from the node, which has one kind of it. */
const startConnection = async () => {
	await byTestId(page, 'node-credentials-empty-state').click();
	await dialog(page).waitFor();
};

it('a connection by token is verified when it is saved, and a record is filled in by the fields of its space', async () => {
	await addNode(page, sandbox.n8n.url, {
		words: 'boost.space',
		description: 'or start when a record',
		action: 'Create a record',
	});
	await startConnection();
	await see(dialog(page), /The token may read, create, edit and delete in each module/);
	await fillField(page, 'apiKey', sandbox.boostspace.token);
	await fillField(page, 'system', 'flowers');
	await save(page);
	await waitUntilClosed(page);
	await see(page, 'Needs: Create');

	await chooseFromList(page, 'module', 'Plants');
	await chooseFromList(page, 'space', 'Roses');
	await see(page, 'The colour');
	await chooseFromList(page, 'statusSystem', 'Stock');
	await parameter(page, 'colour').locator('textarea, input').first().fill('crimson');
	await parameter(page, 'price').locator('input').first().fill('4.5');
	await browser.picture(page, 'boostspace-fields');
	await runNode(page);
	await see(output(page), 'crimson');
	const records = [...sandbox.boostspace.systems[0].things['custom-module-item'].values()];
	expect(records.at(-1)?.customFieldsValues).toEqual(
		expect.arrayContaining([
			{ customFieldInputName: 'colour', value: 'crimson' },
			{ customFieldInputName: 'price', value: '4.5' },
		]),
	);
});

it("a connection of Integrator is chosen from a list, and verified through Integrator's own API", async () => {
	await addNode(page, sandbox.n8n.url, {
		words: 'integrator',
		description: 'Boost.space Integrator',
		action: 'Verify an integrator connection',
	});
	await startConnection();
	await see(dialog(page), /The token may do what the scopes allow/);
	await fillField(page, 'apiKey', sandbox.boostspaceIntegrator.token);
	await save(page);
	await waitUntilClosed(page);
	await see(page, 'Needs: Verify and change connections');
	await chooseFromList(page, 'connection', 'Old mailbox');
	await runNode(page);
	await see(output(page), 'The credentials are no longer valid');
	await browser.picture(page, 'boostspace-integrator-verify');
});

it("the next node is offered an operation's fields before its first run", async () => {
	const { client, n8n } = sandbox;
	const { id } = await client.api.createWorkflow({
		name: 'Before the first run',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Users', 'n8n-nodes-connections.boostspace', 1, {
				resource: 'user',
				operation: 'getMany',
			}),
			node('Next', 'n8n-nodes-base.set', 3.4, {}),
		],
		connections: {
			Start: { main: [[{ node: 'Users', type: 'main', index: 0 }]] },
			Users: { main: [[{ node: 'Next', type: 'main', index: 0 }]] },
		},
		settings: {},
	});
	await page.goto(`${n8n.url}/workflow/${id}`);
	await byTestId(page, 'canvas-node').filter({ hasText: 'Next' }).dblclick();
	const input = byTestId(page, 'ndv-input-panel');
	await see(input, 'Usually outputs the following fields');
	await see(input, 'email');
});
