/** The Connections page in a large n8n, beside n8n's own page of the same connections. */
import type { Page } from 'playwright-core';

import { startBrowser } from '../sandbox/browser.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { enter, publishPage } from '../test/browser/connectionsPage.mts';
import { logIn } from '../test/browser/editor.mts';
import { makeConnections, makeWorkflows } from './large.mts';
import { compare, LONGEST, progress, ratio } from './measure.mts';
import { type Row, spread } from './table.mts';

/** From the request until the first connection can be seen, in milliseconds. */
async function untilSeen(page: Page, url: string, connection: string): Promise<number> {
	const begun = performance.now();
	await page.goto(url, { waitUntil: 'commit' });
	await page.locator(connection).first().waitFor({ timeout: LONGEST });
	return performance.now() - begun;
}

/** When the browser first painted something of the page that it shows, in milliseconds (W3C: Paint Timing). */
const firstPaint = async (page: Page): Promise<number> =>
	await page.evaluate<number>(`new Promise((seen) => {
		// The page may be there before it is painted.
		new PerformanceObserver((paints) => {
			for (const { startTime } of paints.getEntriesByName('first-contentful-paint')) seen(startTime);
		}).observe({ type: 'paint', buffered: true });
	})`);

/**
 * Compares the pages, both by somebody who is signed in and opened them before.
 * @param count how many connections there are, and how many workflows
 */
export async function comparePage(rounds: number, count: number): Promise<Row[]> {
	await using running = new AsyncDisposableStack();
	const sandbox = running.adopt(await startSandbox(), (one) => one.stop());
	const browser = running.adopt(await startBrowser(sandbox.proxy), (one) => one.stop());
	const { client, n8n } = sandbox;
	const itself = await client.api.createCredential({
		name: 'n8n account',
		type: 'n8nConnectionApi',
		data: { apiKey: client.apiKey, url: n8n.url },
	});
	const made = [itself];
	progress('making connections');
	await makeConnections(sandbox, made, count);
	const [, ...used] = made;
	await makeWorkflows(sandbox, used, count);
	await publishPage(sandbox, itself);
	const address = `${n8n.url}/webhook/connections`;
	const page = await browser.newPage();
	page.setDefaultTimeout(LONGEST);
	await logIn(page, n8n.url);
	await enter(page, address);
	progress(`verifying ${count} connections on the page`);
	const begun = performance.now();
	// What was never verified is verified by itself, and would take its time from both sides.
	await page.getByText(`Verified ${count}: `).waitFor();
	const verified = performance.now() - begun;
	const paints: number[] = [];
	const ours = async () => {
		const seen = await untilSeen(page, address, '[data-row]');
		paints.push(await firstPaint(page));
		return seen;
	};
	const beside = async () =>
		await untilSeen(page, `${n8n.url}/home/credentials`, '[data-test-id="resources-list-item"]');
	await beside();
	const seen = await compare(rounds, ours, beside);
	const size = `${count} connections, ${count} workflows`;
	return [
		{
			what: `until the first connection is seen: ${size} (least / median / most)`,
			ours: spread(seen.ours, 'ms'),
			beside: `n8n's credentials page: ${spread(seen.beside, 'ms')}`,
			reached: `${ratio(seen.ours, seen.beside).toFixed(2)} ×`,
		},
		{
			what: `first paint of our page: ${size} (least / median / most)`,
			ours: spread(paints, 'ms'),
			beside: 'nothing',
			reached: 'wanted: at most 1000 ms',
		},
		{
			what: `all ${count} connections are verified on the page, step by step`,
			ours: `${(verified / 1_000).toFixed(0)} s`,
			beside: 'nothing',
			reached: `${(verified / count).toFixed(0)} ms a connection`,
		},
	];
}
