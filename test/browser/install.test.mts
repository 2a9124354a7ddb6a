import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Page } from 'playwright-core';

import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import type { Credential } from '../../sandbox/client.mts';
import { repack } from '../../sandbox/pack.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	installPackByName,
	logIn,
	openCommunityNodes,
	packCard,
	uninstallPack,
	updatePack,
} from './editor.mts';

let sandbox: Sandbox;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	sandbox = await startSandbox({ install: false });
	browser = await startBrowser(sandbox.proxy);
	page = await browser.newPage();
	await logIn(page, sandbox.n8n.url);
});

beforeEach(async () => {
	await openCommunityNodes(page, sandbox.n8n.url);
});

afterAll(async () => {
	const refused = sandbox.proxy.refusals().map(({ host }) => host);
	const { violations } = sandbox.mailchimp;
	await browser.stop();
	await sandbox.stop();
	expect(refused.filter((host) => /mailchimp/.test(host))).toEqual([]);
	expect(violations).toEqual([]);
});

/** One story: each test goes on where the one before ended. */
describe('the pack on the Community nodes page', () => {
	let connection: Credential;
	const works = { status: 'OK', message: 'Connection successful!' };

	it('is installed by its name', async () => {
		await installPackByName(page);
		await packCard(page).getByText('v0.1.0').waitFor();
		const contents = await readFile(join(import.meta.dirname, '../../package.json'), 'utf8');
		const { nodes } = JSON.parse(contents).n8n;
		expect(await packCard(page).innerText()).toContain(`${nodes.length} nodes`);
		await browser.picture(page, 'community-nodes');
	});

	it('is updated, and connections made before go on working', async () => {
		const { api } = sandbox.client;
		connection = await api.createCredential({
			name: 'Flowers',
			type: 'mailchimpConnectionApi',
			data: { apiKey: sandbox.mailchimp.apiKey },
		});
		expect(await api.testCredential(connection.id)).toEqual(works);

		const next = await repack(sandbox.pack.file, '0.2.0');
		await sandbox.proxy.publish(next);
		await rm(dirname(next.file), { recursive: true });
		await page.reload();
		await updatePack(page);
		await packCard(page).getByText('v0.2.0').waitFor();

		expect(await sandbox.client.rest.installedPackages()).toMatchObject([
			{ installedVersion: '0.2.0' },
		]);
		expect(await api.testCredential(connection.id)).toEqual(works);
	});

	it('is uninstalled', async () => {
		await uninstallPack(page);
		expect(await sandbox.client.rest.installedPackages()).toEqual([]);
	});
});
