/** The Connections page: published from its example, and entered by a person. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import type { Credential } from '../../sandbox/client.mts';
import { root } from '../../sandbox/places.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';

/** Stores the example with the n8n account of the sandbox, and publishes it. */
export async function publishPage({ client }: Sandbox, itself: Credential): Promise<string> {
	const text = await readFile(join(root, 'examples', 'connections-page.json'), 'utf8');
	const workflow = JSON.parse(text) as Parameters<Sandbox['client']['rest']['createWorkflow']>[0];
	const nodes = workflow.nodes.map((node) =>
		node.credentials
			? { ...node, credentials: { [itself.type]: { id: itself.id, name: itself.name } } }
			: node,
	);
	const { id } = await client.rest.createWorkflow({ ...workflow, nodes });
	await client.activate(id);
	return id;
}

/** Goes through n8n's sign-in form, which asks once for consent. */
export async function signIn(on: Page, address: string): Promise<void> {
	await on.goto(address);
	const consent = on.getByRole('button', { name: 'Allow access' });
	const form = on.getByRole('button', { name: 'Continue' });
	await consent.or(form).waitFor({ timeout: 120_000 });
	if (await consent.isVisible()) await consent.click();
	await form.click();
}

/** Goes to the page. */
export async function enter(on: Page, address: string): Promise<void> {
	await signIn(on, address);
	await on.waitForURL(address, { timeout: 120_000 });
	await on.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
}
