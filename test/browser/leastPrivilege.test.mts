/** A person gives up what a Gmail connection of n8n's own type does not need, by what the Access Report says. */
import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { type Consenting, startConsenting } from '../../sandbox/services/builtin/consenting.mts';
import { node } from '../host/workflows.mts';
import {
	addNode,
	byTestId,
	closeConnection,
	dialog,
	fillField,
	logIn,
	openStoredConnection,
	output,
	runNode,
	save,
	see,
	switchOn,
} from './editor.mts';

const EVERYTHING = 'https://mail.google.com/';
const SENDING = 'https://www.googleapis.com/auth/gmail.send';

let google: Consenting;
let sandbox: Sandbox;
let browser: Browser;
let page: Page;
let connection: string;
let workflow: string;

beforeAll(async () => {
	google = await startConsenting();
	sandbox = await startSandbox({ standIns: [google] });
	const { client, n8n } = sandbox;
	const { clientId, clientSecret } = google;
	const credential = await client.rest.createCredential({
		name: 'Gmail of the shop',
		type: 'gmailOAuth2',
		data: { clientId, clientSecret },
	});
	connection = credential.id;
	const { id } = await client.rest.createWorkflow({
		name: 'Confirm orders',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node(
				'Send',
				'n8n-nodes-base.gmail',
				2.1,
				{ sendTo: 'ada@example.com', subject: 'Your order', message: 'Tulips', options: {} },
				{ credentials: { gmailOAuth2: { id: connection, name: credential.name } } },
			),
		],
		connections: { Start: { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	});
	workflow = id;
	await client.rest.createCredential({
		name: 'Connections account',
		type: 'n8nConnectionApi',
		data: { apiKey: client.apiKey, url: n8n.url },
	});
	browser = await startBrowser(sandbox.proxy);
	page = await browser.newPage();
	await logIn(page, n8n.url);
});

afterAll(async () => {
	await browser.stop();
	await sandbox.stop();
	await google.stop();
});

/** Connects in the open dialog, and gives what the consent page asks for. */
async function consent(button: RegExp): Promise<string[]> {
	const opened = page.waitForEvent('popup');
	await dialog(page).getByRole('button', { name: button }).click();
	const asked = await opened;
	const allow = asked.getByRole('button', { name: 'Allow' });
	await allow.waitFor();
	const names = await asked
		.locator('input[type=checkbox]')
		.evaluateAll((boxes) => boxes.map((box) => (box.getAttribute('name') ?? '').slice(6)));
	const closed = asked.waitForEvent('close');
	await allow.click();
	await closed;
	await see(dialog(page), 'Account connected');
	return names;
}

/** Runs the report in the editor. */
async function report(): Promise<void> {
	await addNode(page, sandbox.n8n.url, {
		words: 'connections',
		description: 'manage the connections of this n8n',
		action: 'Report on the access of connections',
	});
	await runNode(page);
	await see(output(page), 'Gmail of the shop');
}

/** How many mails were sent. */
const sent = () => google.requests.filter(({ path }) => path.endsWith('/messages/send')).length;

/** Runs the workflow in the editor. */
async function send(): Promise<void> {
	const before = sent();
	await page.goto(`${sandbox.n8n.url}/workflow/${workflow}`);
	await byTestId(page, 'execute-workflow-button').first().click();
	await see(page, /Workflow executed successfully/);
	expect(sent()).toBe(before + 1);
}

it('a connection of n8n asks for everything, though its workflow only sends', async () => {
	await openStoredConnection(page, sandbox.n8n.url, connection);
	expect(await consent(/^(Connect|Sign in with Google)$/)).toContain(EVERYTHING);
	await closeConnection(page);
	await send();
});

it('the report names what is not needed, and a person pastes what is and reconnects', async () => {
	await report();
	await see(output(page), 'high');
	const cell = output(page)
		.getByText(/turn on "Custom Scopes", paste the scopes under "Enabled Scopes"/)
		.first();
	await cell.scrollIntoViewIfNeeded();
	const advice = await cell.innerText();
	await browser.picture(page, 'least-privilege-report');
	const [, pasted = ''] = /Scopes: (\S+)$/.exec(advice.trim()) ?? [];
	expect(pasted).toBe(SENDING);

	await openStoredConnection(page, sandbox.n8n.url, connection);
	await switchOn(page, 'customScopes');
	await fillField(page, 'enabledScopes', pasted);
	await browser.picture(page, 'least-privilege-scopes');
	await save(page);
	await see(dialog(page), /^Saved$/);
	expect(await consent(/^(Switch account|Reconnect|Sign in with Google)$/)).toEqual([SENDING]);
	await closeConnection(page);
});

it('the report is then clean, and the workflow still sends', async () => {
	await report();
	await see(output(page), 'Nothing to do: it has exactly what is needed.');
	await send();
});
