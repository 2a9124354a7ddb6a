import type { Locator, Page } from 'playwright-core';

import { owner } from '../../sandbox/sandbox.mts';

/** The pack's name on npm. */
export const PACK = 'n8n-nodes-connections';

/** The kinds of connection, as n8n's dialog offers them. */
export type Kind = 'OAuth2' | 'API Key' | 'Page Access Token';

/** An element of n8n's pages, by the name that n8n's own tests use. */
export const byTestId = (within: Page | Locator, id: string): Locator =>
	within.locator(`[data-test-id="${id}"]`);

/** Waits until a text can be seen on a page, or in a part of it. */
export const see = async (within: Page | Locator, text: string | RegExp): Promise<void> =>
	await within.getByText(text).first().waitFor({ timeout: 60_000 });

/** Logs in, as the owner unless another account is given. */
export async function logIn(page: Page, url: string, account = owner): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.locator('[name=emailOrLdapLoginId], [type=email]').fill(account.email);
	await page.locator('[type=password]').fill(account.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}

/** A node as a person finds it in the list of nodes. */
export interface Wanted {
	/** What is typed to find it. */
	readonly words: string;
	/** A piece of the line that n8n's list shows of it. */
	readonly description: string;
	/** What to do with it. */
	readonly action: string;
}

/** How often a workflow is begun, and how long a person waits for it each time, in milliseconds. */
const ATTEMPTS = 4;
const PATIENCE = 20_000;

/** Adds the trigger with which a workflow is started by hand. */
async function addManualTrigger(page: Page): Promise<void> {
	await byTestId(page, 'canvas-add-button').click({ timeout: PATIENCE });
	await search(page, 'manual');
	// The list still shows other nodes for a moment.
	await byTestId(page, 'node-creator-item-name')
		.filter({ hasText: /manually/i })
		.first()
		.click({ timeout: PATIENCE });
}

/**
 * Starts a new workflow by hand and adds a node of this pack.
 *
 * @returns when the node's panel is open
 */
export async function addNode(
	page: Page,
	url: string,
	{ words, description, action }: Wanted,
): Promise<void> {
	// n8n closes the list when it draws the canvas anew: then the page is opened again, as a person would.
	for (let attempt = 1; ; attempt += 1) {
		await page.goto(`${url}/workflow/new`);
		// A busy machine takes its time to load the editor.
		await byTestId(page, 'canvas-add-button').waitFor({ timeout: 120_000 });
		try {
			await addManualTrigger(page);
			await byTestId(page, 'canvas-handle-plus').first().click({ timeout: PATIENCE });
			break;
		} catch (error) {
			if (attempt === ATTEMPTS) throw error;
		}
	}
	await search(page, words);
	await byTestId(page, 'item-iterator-item').filter({ hasText: description }).first().click();
	await page.getByText(action, { exact: true }).click();
	await byTestId(page, 'node-execute-button').waitFor();
}

/** Runs the node whose panel is open. */
export async function runNode(page: Page): Promise<void> {
	await byTestId(page, 'node-execute-button').click();
}

/** What the node whose panel is open has put out. */
export const output = (page: Page): Locator => byTestId(page, 'output-panel');

/** The dialog of a connection. */
export const dialog = (page: Page): Locator => byTestId(page, 'editCredential-modal');

/**
 * Creates a connection from the node whose panel is open, as far as its empty dialog.
 *
 * @param kind which kind the dialog is for
 */
export async function startConnection(page: Page, kind: Kind): Promise<void> {
	await byTestId(page, 'node-credentials-empty-state').click();
	await dialog(page).waitFor();
	const mode = byTestId(dialog(page), 'credential-mode-dropdown-trigger');
	if ((await mode.innerText()).includes(kind)) return;
	await mode.click();
	await page.getByRole('menuitem', { name: kind }).click();
}

/** Fills a field of the connection's dialog. */
export async function fillField(page: Page, name: string, value: string): Promise<void> {
	await byTestId(dialog(page), `parameter-input-${name}`).locator('input').fill(value);
}

/** Presses Save in the connection's dialog; n8n tests the connection then. */
export async function save(page: Page): Promise<void> {
	await byTestId(dialog(page), 'credential-save-button').click();
}

/** Waits until the dialog has closed itself, which n8n lets it do when the connection works. */
export async function waitUntilClosed(page: Page): Promise<void> {
	await dialog(page).waitFor({ state: 'hidden' });
}

/** Opens the dialog of the connection that the node whose panel is open has. */
export async function openConnection(page: Page): Promise<void> {
	await byTestId(page, 'credential-edit-button').click();
	await dialog(page).waitFor();
}

/** Opens the dialog of a connection on the page of all connections, as links of this pack do. */
export async function openStoredConnection(page: Page, url: string, id: string): Promise<void> {
	await page.goto(`${url}/home/credentials/${id}`);
	await dialog(page).waitFor();
}

/** Closes the connection's dialog by its cross. */
export async function closeConnection(page: Page): Promise<void> {
	await dialog(page).getByRole('button', { name: 'Close this dialog' }).click();
	await waitUntilClosed(page);
}

/** Gives the connection another name, in its dialog; Save is still to be pressed. */
export async function rename(page: Page, name: string): Promise<void> {
	await byTestId(dialog(page), 'credential-name').click();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.type(name);
	await page.keyboard.press('Enter');
}

/** Deletes the connection in its dialog, and confirms that. */
export async function remove(page: Page): Promise<void> {
	await byTestId(dialog(page), 'credential-delete-button').click();
	await page.getByRole('button', { name: 'Yes, delete' }).click();
	await waitUntilClosed(page);
}

/** Shows the settings that most users never need. */
export async function openAdvancedSettings(page: Page): Promise<void> {
	await byTestId(dialog(page), 'parameter-input-advancedSettings').locator('.el-switch').click();
}

/** Turns a switch of the connection's dialog on. */
export async function switchOn(page: Page, name: string): Promise<void> {
	await byTestId(dialog(page), `parameter-input-${name}`).locator('.el-switch').click();
}

/** Ticks one more choice of a list in the connection's dialog. */
export async function tick(page: Page, name: string, choice: string): Promise<void> {
	const list = byTestId(dialog(page), `parameter-input-${name}`);
	await list.click();
	await page.getByRole('option', { name: choice }).click();
	await page.keyboard.press('Escape');
}

/** Takes one choice of a list in the connection's dialog away, by the cross beside its name. */
export async function untick(page: Page, name: string, choice: string): Promise<void> {
	const list = byTestId(dialog(page), `parameter-input-${name}`);
	await list.locator('.el-tag').filter({ hasText: choice }).locator('.el-tag__close').click();
	await page.keyboard.press('Escape');
}

/** What is ticked in a list of the connection's dialog. */
export async function ticked(page: Page, name: string): Promise<string[]> {
	const list = byTestId(dialog(page), `parameter-input-${name}`);
	await list.scrollIntoViewIfNeeded();
	return await list.locator('.el-tag').allInnerTexts();
}

/** A parameter of the node whose panel is open. */
export const parameter = (page: Page, name: string): Locator =>
	byTestId(page, `parameter-input-${name}`);

/** Chooses from a dropdown of the node whose panel is open. */
export async function choose(page: Page, name: string, choice: string): Promise<void> {
	await parameter(page, name).click();
	await page.getByRole('option', { name: choice }).first().click();
}

/**
 * Opens a list and chooses from it. n8n closes an open list when it draws the panel anew, as it does once it has asked
 * for what depends on another choice, or has run the node: it is then opened again.
 */
async function chooseOf(opener: Locator, item: Locator): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		await opener.click();
		const seen = await item.waitFor({ timeout: 45_000 }).then(
			() => true,
			(error: unknown) => {
				if (attempt === 3) throw error;
				return false;
			},
		);
		if (seen) break;
		await opener.blur();
	}
	await item.click();
	await item.waitFor({ state: 'hidden' });
}

/** Chooses a record of the service from the list that the node asks for. */
export async function chooseFromList(page: Page, name: string, choice: string): Promise<void> {
	await chooseOf(
		byTestId(page, `resource-locator-${name}`).locator('input').last(),
		byTestId(page, 'rlc-item').filter({ hasText: choice }),
	);
}

/** Chooses the stored connection with this ID in the last slot of the node whose panel is open. */
export async function chooseConnection(page: Page, id: string): Promise<void> {
	await chooseOf(
		byTestId(page, 'node-credentials-select').last().locator('input'),
		byTestId(page, `node-credentials-select-item-${id}`),
	);
}

/** Has the dialog say all of why the connection does not work. */
export async function showDetails(page: Page): Promise<void> {
	await dialog(page).getByText('More details').click();
}

/**
 * Presses a button of the connection's dialog that opens the service's consent page in a window.
 *
 * @param button "Connect", or "Switch account" when it is connected already
 * @returns the window, with the consent page
 */
export async function openConsent(page: Page, button: 'Connect' | 'Switch account'): Promise<Page> {
	const opened = page.waitForEvent('popup');
	await dialog(page).getByRole('button', { name: button, exact: true }).click();
	const consent = await opened;
	await consent.getByRole('button', { name: 'Allow' }).waitFor();
	return consent;
}

/** Allows access to an account on the consent page; n8n closes the window then. */
export async function allow(consent: Page, account: string): Promise<void> {
	const closed = consent.waitForEvent('close');
	await consent.getByLabel(account).check();
	await consent.getByRole('button', { name: 'Allow' }).click();
	await closed;
}

/** Opens the page on which packages are installed. */
export async function openCommunityNodes(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/settings/community-nodes`);
}

/** The pack, in the list of what is installed. */
export const packCard = (page: Page): Locator =>
	byTestId(page, 'community-package-card').filter({ hasText: PACK });

/** Installs the pack by its name, agreeing to what n8n says about packages of others. */
export async function installPackByName(page: Page): Promise<void> {
	await page
		.getByRole('button', { name: /^Install/ })
		.first()
		.click();
	await byTestId(page, 'package-name-input').fill(PACK);
	await byTestId(page, 'user-agreement-checkbox').click();
	await byTestId(page, 'install-community-package-button').click();
	await page.getByText('Package installed').first().waitFor();
}

/** Presses Update at the pack, and confirms that. */
export async function updatePack(page: Page): Promise<void> {
	await packCard(page)
		.getByRole('button', { name: /update/i })
		.first()
		.click();
	await confirmChange(page);
}

/** Uninstalls the pack from its menu, and confirms that. */
export async function uninstallPack(page: Page): Promise<void> {
	await byTestId(packCard(page), 'action-toggle').click();
	await byTestId(page, 'action-uninstall').click();
	await confirmChange(page);
	await packCard(page).waitFor({ state: 'hidden' });
}

/** Confirms; the button is the last of the dialog, after Cancel. */
async function confirmChange(page: Page): Promise<void> {
	await byTestId(page, 'communityPackageManageConfirm-modal').getByRole('button').last().click();
}

async function search(page: Page, words: string): Promise<void> {
	await byTestId(page, 'node-creator-search-bar').fill(words);
}
