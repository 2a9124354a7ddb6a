import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium, type Page } from 'playwright-core';

import { browserProgram, root } from './places.mts';
import type { Proxy } from './proxy.mts';

/** A browser of its own profile whose only way out is the sandbox's proxy. */
export interface Browser {
	/** Opens a page in the browser's one session, so that a log-in holds for all its pages. */
	newPage(): Promise<Page>;
	/** Opens a page that has the same cookies, and in which no script runs. */
	pageWithoutScript(): Promise<Page>;
	/**
	 * Takes a picture of a page, for the documentation. Only when the environment variable PICTURES
	 * is set: otherwise a run of the tests would change the checkout.
	 *
	 * @param page what to show
	 * @param name the file's name without its ending; it goes to `docs/pictures/<name>.png`
	 */
	picture(page: Page, name: string): Promise<void>;
	/** Closes it with all its pages. */
	stop(): Promise<void>;
}

/** The size of every page and picture, in CSS pixels. */
const VIEWPORT = { width: 1440, height: 900 };

/**
 * What keeps Chromium from speaking to anyone but the pages that are opened in it. QUIC would go
 * around the proxy.
 */
const QUIET = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * Starts the browser that the set-up found, without a window.
 *
 * @param proxy its way to every host but this machine
 */
export async function startBrowser(proxy: Proxy): Promise<Browser> {
	// Chromium's own sandbox does not work for root, which is who runs in a container.
	const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const browser = await chromium.launch({
		executablePath: browserProgram(),
		args: [...QUIET, ...asRoot],
		proxy: { server: proxy.url, bypass: 'localhost,127.0.0.1' },
	});
	const usual = { viewport: VIEWPORT, ignoreHTTPSErrors: true };
	const context = await browser.newContext(usual);
	return {
		newPage: () => context.newPage(),
		pageWithoutScript: async () => {
			const storageState = await context.storageState();
			const plain = await browser.newContext({ ...usual, storageState, javaScriptEnabled: false });
			return await plain.newPage();
		},
		picture: async (page, name) => {
			if (!process.env['PICTURES']) return;
			const folder = join(root, 'docs', 'pictures');
			await mkdir(folder, { recursive: true });
			await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
		},
		stop: () => browser.close(),
	};
}

/**
 * The command with which a person opens a browser that goes through the sandbox: a window with a
 * profile of its own, that trusts the sandbox's certificate authority and nobody else's.
 *
 * @param program the browser's program
 * @param proxy the sandbox's proxy
 * @param profile the folder for the profile
 * @param url the page to open
 */
export function browserCommand(
	program: string,
	proxy: Proxy,
	profile: string,
	url: string,
): string {
	return [
		program,
		`--user-data-dir="${profile}"`,
		`--proxy-server=${proxy.url}`,
		`--ignore-certificate-errors-spki-list=${proxy.authority.fingerprint}`,
		'--disable-quic',
		'--no-first-run',
		url,
	].join(' ');
}
