/** Service Request, set up by hand in an n8n that holds connections of many services. */
import type { Page } from 'playwright-core';

import { credentialTypeOf, services, variantLabel, variantsOf } from '../../dist/index.js';
import { type Browser, startBrowser } from '../../sandbox/browser.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	addNode,
	byTestId,
	choose,
	chooseConnection,
	logIn,
	output,
	parameter,
	runNode,
	see,
} from './editor.mts';

const HELD = [
	'airtable',
	'asana',
	'github',
	'google',
	'notion',
	'slack',
	'stripe',
	'telegram',
	'trello',
	'typeform',
];

/** The choices of the field "Service" for the ten, and the type of connection of each. */
const choices = services
	.filter(({ name }) => HELD.includes(name))
	.flatMap((service) =>
		variantsOf(service).map((variant) => ({
			service,
			variant,
			label: `${service.displayName} (${variantLabel(service, variant)})`,
			type: credentialTypeOf(service, variant),
		})),
	);

/** IDs of the stored connections, by type. */
const stored = new Map<string, string[]>();

let sandbox: Sandbox;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	sandbox = await startSandbox();
	const { client, derived } = sandbox;
	for (const { service, variant, type } of choices) {
		// Of one type there are two.
		for (const suffix of type === 'stripeConnectionApi' ? ['', ' 2'] : ['']) {
			const { name, ...credential } = derived.of(service).credentialFor(variant);
			const { id } = await client.rest.createCredential({
				...credential,
				name: `${name}${suffix}`,
			});
			stored.set(type, [...(stored.get(type) ?? []), id]);
		}
	}
	browser = await startBrowser(sandbox.proxy);
	page = await browser.newPage();
	await logIn(page, sandbox.n8n.url);
	await addNode(page, sandbox.n8n.url, {
		words: 'service request',
		description: 'Send any request to a service with a connection',
		action: 'Send a request',
	});
});

afterAll(async () => {
	await browser.stop();
	await sandbox.stop();
});

const ITEM = 'node-credentials-select-item-';

/** IDs of the connections that the one Credential field of the open panel offers, once this one is among them. */
async function offeredWith(id: string): Promise<string[]> {
	const fields = byTestId(page, 'node-credentials-select');
	await chooseConnection(page, id);
	expect(await fields.count()).toBe(1);
	await fields.locator('input').click();
	await byTestId(page, `${ITEM}${id}`).waitFor();
	const ids = await page
		.locator(`[data-test-id^="${ITEM}"]`)
		.evaluateAll((items) => items.map((item) => item.getAttribute('data-test-id') ?? ''));
	await fields.locator('input').blur();
	await byTestId(page, `${ITEM}${id}`).waitFor({ state: 'hidden' });
	return ids.map((one) => one.slice(ITEM.length)).filter((one) => one !== 'new');
}

it('asks for the service first: without one there is no Credential field', async () => {
	await parameter(page, 'connectionType').waitFor();
	expect(await byTestId(page, 'node-credentials-select').count()).toBe(0);
	expect(await byTestId(page, 'node-credentials-empty-state').count()).toBe(0);
});

it.each(choices)('offers exactly the connections of $label', async ({ label, type }) => {
	const wanted = stored.get(type) ?? [];
	await choose(page, 'connectionType', label);
	const offered = await offeredWith(wanted[0] ?? '');
	expect(new Set(offered)).toEqual(new Set(wanted));
});

it('sends the request with the connection that was chosen', async () => {
	const [first = ''] = stored.get('stripeConnectionApi') ?? [];
	await choose(page, 'connectionType', 'Stripe (Secret Key)');
	await chooseConnection(page, first);
	await parameter(page, 'path').locator('input').fill('/account');
	await runNode(page);
	await see(output(page), 'acct_1Nv0FGQ9RKHgCVdK');
	await browser.picture(page, 'service-request');
});
