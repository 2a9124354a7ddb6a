/** The Connections page in the real n8n and a real browser: who may open it, what they see, and what they can do there. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

import { makeConnections } from '../../bench/large.mts';
import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import type { Credential } from '../../sandbox/client.mts';
import { owner, type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { inviteMember } from '../host/members.mts';
import { enter, publishPage, signIn } from './connectionsPage.mts';
import { dialog, fillField, logIn, save, see } from './editor.mts';

const HOSTILE = `<img src=x onerror="alert(1)">"' \u202E \u2067evil`;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let sandbox: Sandbox;
let browser: Browser;
let page: Page;
let address: string;
let workflowId: string;
let broken: Credential;

const store = async (name: string, type: string, data: Record<string, unknown>) =>
	await sandbox.client.api.createCredential({ name, type, data });

/** Waits until the page has verified what was not verified, by itself. */
async function settled(on: Page): Promise<void> {
	await on.locator('[data-busy]').waitFor({ state: 'hidden', timeout: 120_000 });
}

const row = (name: string) => page.getByRole('row').filter({ hasText: name });

/** What axe-core finds wrong on the page as it is. */
async function violations(on: Page): Promise<unknown> {
	await on.evaluate(await readFile(AXE, 'utf8'));
	return await on.evaluate(
		'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]))',
	);
}

beforeAll(async () => {
	sandbox = await startSandbox();
	browser = await startBrowser(sandbox.proxy);
	const { client, mailchimp, n8n } = sandbox;
	const itself = await store('n8n account', 'n8nConnectionApi', {
		apiKey: client.apiKey,
		url: n8n.url,
	});
	await store('Newsletter', 'mailchimpConnectionApi', { apiKey: mailchimp.apiKey });
	broken = await store('Old newsletter', 'mailchimpConnectionApi', {
		apiKey: `${'0'.repeat(32)}-us6`,
	});
	await store(HOSTILE, 'httpBasicAuth', { user: 'a', password: 'hunter-of-passwords' });
	await client.rest.createWorkflow({
		name: 'Monthly <b>mail</b>',
		nodes: [
			{
				id: 'a',
				name: 'Audiences',
				type: 'n8n-nodes-connections.mailchimp',
				typeVersion: 1,
				position: [0, 0],
				parameters: { authentication: 'apiKey' },
				credentials: { [broken.type]: { id: broken.id, name: broken.name } },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	workflowId = await publishPage(sandbox, itself);
	address = `${n8n.url}/webhook/connections`;
	page = await browser.newPage();
	// A busy machine takes its time to load n8n's own pages.
	page.setDefaultNavigationTimeout(120_000);
	page.setDefaultTimeout(60_000);
});

afterAll(async () => {
	await browser.stop();
	await sandbox.stop();
});

it('sends who is not signed in to the login of n8n', async () => {
	await page.goto(address);
	await page.waitForURL(/\/signin/);
	expect(await page.content()).not.toContain('Newsletter');
});

it('shows every connection after the login, and verifies what was never verified by itself', async () => {
	await logIn(page, sandbox.n8n.url);
	await enter(page, address);
	await row('Newsletter').first().waitFor();
	await settled(page);
	await row('Old newsletter').getByText('Broken', { exact: true }).waitFor({ timeout: 60_000 });
	expect(await page.getByRole('row').count()).toBe(5);
});

it('shows hostile names as they are, and runs nothing of them', async () => {
	let isAlerted = false;
	page.on('dialog', (dialog) => {
		isAlerted = true;
		void dialog.dismiss();
	});
	await page.getByRole('link', { name: /onerror/ }).click();
	await page.getByRole('heading', { name: /onerror/, level: 2 }).waitFor();
	expect(await page.locator('img').count()).toBe(0);
	expect(isAlerted).toBe(false);
	await page.getByRole('link', { name: 'All connections' }).click();
	await row('Newsletter').first().waitFor();
});

it('filters as a person types, and by the counts', async () => {
	await page.getByLabel('Search').fill('monthly');
	expect(await row('Old newsletter').isVisible()).toBe(true);
	expect(await page.getByRole('row').count()).toBe(2);
	await page.getByLabel('Search').fill('');
	await page.getByRole('link', { name: /Broken/ }).click();
	expect(await page.getByRole('row').count()).toBe(2);
	await page.getByRole('link', { name: /Broken/ }).click();
	expect(await page.getByRole('row').count()).toBe(5);
});

it('has nothing that axe-core finds wrong, in light, dark and on a phone', async () => {
	const found: unknown[] = [];
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		found.push(await violations(page));
		await browser.picture(page, `connections-page-${colorScheme}`);
	}
	await page.setViewportSize({ width: 360, height: 740 });
	found.push(await violations(page));
	await browser.picture(page, 'connections-page-phone');
	expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.emulateMedia({ colorScheme: 'light' });
	await page.getByRole('link', { name: 'Old newsletter' }).click();
	await page.getByRole('heading', { name: 'Old newsletter', level: 2 }).waitFor();
	found.push(await violations(page));
	await browser.picture(page, 'connections-page-detail');
	expect(found).toEqual([[], [], [], []]);
});

it('reauthorizes in n8n, and verifies again by itself when the person is back', async () => {
	const opened = page.context().waitForEvent('page');
	await page.getByRole('link', { name: 'Reauthorize' }).click();
	const inN8n = await opened;
	inN8n.setDefaultTimeout(60_000);
	await dialog(inN8n).waitFor({ timeout: 120_000 });
	expect(inN8n.url()).toContain(`/home/credentials/${broken.id}`);
	await fillField(inN8n, 'apiKey', sandbox.mailchimp.apiKey);
	await save(inN8n);
	await see(dialog(inN8n), 'Connection tested successfully');
	await inN8n.close();
	await page.bringToFront();
	// A browser without a window takes the focus from no page, and so gives it back to none: the event is sent here.
	await page.evaluate('window.dispatchEvent(new Event("focus"))');
	await page.getByLabel('Details').getByText('Working', { exact: true }).waitFor();
	expect(page.url()).toContain(`connection=${broken.id}`);
});

it('does not delete what is used unless its name is typed, and names who uses it', async () => {
	await page.getByText('1 workflow uses it and stops').waitFor();
	await page.getByLabel('Name', { exact: true }).fill('Something else');
	await page.getByRole('button', { name: 'Delete' }).click();
	await page
		.getByRole('alert')
		.getByText(/Something else/)
		.waitFor();
	expect(await sandbox.client.api.credentials()).toHaveLength(4);
});

it('renames in place', async () => {
	await page.getByLabel('New name').fill('Older newsletter');
	await page.getByRole('button', { name: 'Rename' }).click();
	await page.getByRole('status').getByText('is now called "Older newsletter"').waitFor();
	const names = (await sandbox.client.api.credentials()).map(({ name }) => name);
	expect(names).toContain('Older newsletter');
});

it('previews a replacement, applies it, and everything is green', async () => {
	await page.getByRole('button', { name: 'Preview' }).click();
	await page.getByText('Workflow: Monthly <b>mail</b>').waitFor();
	expect(await sandbox.client.api.credentials()).toHaveLength(4);
	await page.getByRole('button', { name: 'Replace' }).click();
	await page.getByRole('status').getByText('It was replaced and deleted.').waitFor();
	await row('Newsletter').getByText('Working', { exact: true }).waitFor();
	expect(await page.getByRole('row').count()).toBe(4);
	expect(await page.getByRole('link', { name: /^\s*0\s*Broken/ }).count()).toBe(1);
});

it('can be used by the keyboard alone', async () => {
	await page.getByLabel('Search').focus();
	const reached: string[] = [];
	for (let step = 0; step < 40; step += 1) {
		await page.keyboard.press('Tab');
		const name = await page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');
		reached.push(name);
		if (name === 'Verify All') break;
	}
	expect(reached.at(-1)).toBe('Verify All');
	await page.keyboard.press('Enter');
	await page
		.getByRole('status')
		.getByText(/^Verified 3: /)
		.waitFor({ timeout: 60_000 });
});

describe('without script', () => {
	let plain: Page;

	beforeAll(async () => {
		plain = await browser.pageWithoutScript();
		plain.setDefaultTimeout(60_000);
		await plain.goto(address);
	});

	it('shows what is known, and filters and sorts by links and forms', async () => {
		expect(await plain.getByRole('row').count()).toBe(4);
		await plain.getByLabel('Search').fill('newsletter');
		await plain.getByRole('button', { name: 'Filter' }).click();
		await plain.getByText('1 shown').waitFor();
		expect(await plain.getByRole('row').count()).toBe(2);
		await plain.getByRole('link', { name: 'Last use' }).click();
		await plain.waitForURL(/sort=lastUse/);
		expect(await plain.getByRole('row').count()).toBe(2);
	});

	it('verifies, and reads the last use', async () => {
		await plain.getByRole('button', { name: 'Verify Newsletter' }).click();
		await plain.getByRole('status').getByText('Verified 1: 1 working.').waitFor();
		await plain.getByRole('button', { name: 'Read Last Use' }).click();
		await plain.getByText('that n8n stores').waitFor();
		// The page itself runs with this one.
		const own = plain.locator('[data-row]', { hasText: 'n8n account' });
		expect(await own.locator('[data-use]').textContent()).toMatch(/^\s*\d{4}-\d\d-\d\d /);
	});

	it('renames', async () => {
		await plain.getByRole('link', { name: 'Newsletter', exact: true }).click();
		await plain.getByLabel('New name').fill('Our newsletter');
		await plain.getByRole('button', { name: 'Rename' }).click();
		await plain.getByRole('status').getByText('is now called "Our newsletter"').waitFor();
	});

	it('does nothing again when its form is sent again', async () => {
		await plain.reload();
		await plain.getByRole('alert').getByText('This form was sent before').waitFor();
		await plain.context().close();
	});
});

it('leaves each act as an item, without a secret', async () => {
	const ids = await sandbox.client.rest.executionIds(workflowId);
	const texts = await Promise.all(
		ids.map(async (id) => JSON.stringify(await sandbox.client.rest.waitForExecution(id))),
	);
	const renamed = texts.find((text) => text.includes('is now called'));
	expect(renamed).toContain(owner.email);
	expect(texts.join()).not.toContain('hunter-of-passwords');
	expect(texts.join()).not.toContain(sandbox.client.apiKey);
	expect(await page.content()).not.toContain(sandbox.client.apiKey);
});

describe('what is refused', () => {
	const send = async (body: Record<string, string>, more: RequestInit = {}) =>
		await fetch(address, { method: 'POST', body: new URLSearchParams(body), ...more });
	const tokenOf = async () => await page.locator('[data-token="verify"]').first().inputValue();

	it('a forged note, one for another act, and one whose signature was cut', async () => {
		const token = await tokenOf();
		for (const [given, act] of [
			[`${token.slice(0, -4)}AAAA`, 'verify'],
			[token, 'delete'],
			[token.split('.')[0] ?? '', 'verify'],
			['', 'verify'],
		] as const) {
			const answer = await send({ token: given, act, one: broken.id });
			expect(answer.status).toBe(403);
		}
	});

	it('an act by GET', async () => {
		const query = new URLSearchParams({ token: await tokenOf(), act: 'verify', one: '*' });
		const answer = await fetch(`${address}?${query.toString()}`, { redirect: 'manual' });
		expect(answer.status).toBe(302);
	});

	it('a form that is too large, and one that is no form', async () => {
		const token = await tokenOf();
		expect((await send({ token, act: 'verify', one: 'x'.repeat(70_000) })).status).toBe(413);
		const json = { headers: { 'content-type': 'application/json' }, body: '{}' };
		expect((await send({}, json)).status).toBe(415);
	});

	it('a member of n8n', async () => {
		const other = await startBrowser(sandbox.proxy);
		try {
			const theirs = await other.newPage();
			await logIn(theirs, sandbox.n8n.url, await inviteMember(sandbox));
			await signIn(theirs, address);
			await theirs.getByRole('heading', { name: 'Not for you' }).waitFor({ timeout: 60_000 });
			expect(await theirs.content()).not.toContain('Newsletter');
		} finally {
			await other.stop();
		}
	});
});

describe('with a thousand connections', () => {
	let made: Credential[];

	beforeAll(async () => {
		made = await sandbox.client.api.credentials();
		await makeConnections(sandbox, made, 1_000);
	}, 300_000);

	it('shows all of them, and verifies them step by step until it is stopped', async () => {
		await page.goto(address);
		expect(await page.locator('[data-row]').count()).toBe(1_000);
		const said = page.getByRole('status').filter({ hasText: /^\d+ of \d+ verified$/ });
		await said.waitFor({ timeout: 120_000 });
		await page.getByLabel('Search').fill(made.at(-1)?.name ?? '');
		expect(await page.locator('[data-row]:visible').count()).toBe(1);
		await page.getByLabel('Search').fill('');
		await browser.picture(page, 'connections-page-1000');
		await page.getByRole('button', { name: 'Stop' }).click();
		await settled(page);
		const unknown = await page.locator('[data-show="unknown"] b').innerText();
		expect(Number(unknown)).toBeGreaterThan(0);
		expect(Number(unknown)).toBeLessThan(998);
	});
});
