/**
 * `npm start`: a real n8n with the pack, stand-ins for the services, and examples that work.
 *
 * With `--check` it ends after the first example has run: with 0 if it went well, 1 if not.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { browserCommand } from './browser.mts';
import { type Client, errorOf, itemsOf, type NewCredential } from './client.mts';
import { importExamples, type StoredExample } from './examples.mts';
import { cacheFolder } from './places.mts';
import { owner, type Sandbox, startSandbox } from './sandbox.mts';

/** n8n's usual port; another one when it is taken. */
const PORT = 5678;

/** Kept between starts, so that what a person makes in this n8n is there the next time. */
const userFolder = join(cacheFolder(), 'start');

const say = (line: string): void => console.log(`· ${line}`);

const { values: flags } = parseArgs({ options: { check: { type: 'boolean' } } });

async function main(): Promise<void> {
	const sandbox = await startSandbox({ n8n: { userFolder, port: PORT }, say });
	process.once('SIGINT', () => void end(sandbox));
	process.once('SIGTERM', () => void end(sandbox));
	try {
		await connectMailchimp(sandbox);
		const examples = await importExamples(sandbox.client);
		say(`stored the workflows of examples/: ${examples.length}`);
		const isGood = await runFirst(sandbox.client, examples);
		if (flags.check) {
			process.exitCode = isGood ? 0 : 1;
			await sandbox.stop();
			return;
		}
		explain(sandbox);
	} catch (error) {
		await sandbox.stop();
		throw error;
	}
}

/** One connection of each variant. The stand-in is new at every start, so both are made anew. */
async function connectMailchimp({ client, mailchimp }: Sandbox): Promise<void> {
	const key = await store(client, {
		name: 'Mailchimp account (key)',
		type: 'mailchimpConnectionApi',
		data: { apiKey: mailchimp.apiKey },
	});
	const oauth2 = await store(client, {
		name: 'Mailchimp account',
		type: 'mailchimpConnectionOAuth2Api',
		data: { clientId: mailchimp.clientId, clientSecret: mailchimp.clientSecret },
	});
	await client.connectOAuth2(oauth2, { press: 'Allow' });
	for (const id of [key, oauth2]) {
		const { status, message } = await client.api.testCredential(id);
		if (status === 'Error') throw new Error(`A connection to the stand-in fails: ${message}`);
	}
	say('connected Mailchimp twice: by OAuth2 and by API key; both verified');
}

/** Makes a connection, or saves it again when one of its type and name is there. */
async function store(client: Client, credential: NewCredential): Promise<string> {
	const existing = (await client.api.credentials()).find(
		({ name, type }) => name === credential.name && type === credential.type,
	);
	const { id } = existing
		? await client.rest.updateCredential(existing.id, credential)
		: await client.rest.createCredential(credential);
	return id;
}

async function runFirst(client: Client, [first]: readonly StoredExample[]): Promise<boolean> {
	if (!first) throw new Error('There is no workflow in examples/.');
	const [trigger] = first.nodeNames;
	const execution = await client.rest.runWorkflow(first.id, trigger);
	console.log(`\n"${first.name}" ran: ${execution.status}`);
	for (const node of first.nodeNames) {
		console.log(`  ${node}: ${itemsOf(execution, node).length} items`);
	}
	const error = errorOf(execution);
	if (error) console.log(`  ${error.message} ${error.description ?? ''}`);
	return execution.status === 'success';
}

function explain({ n8n, proxy }: Sandbox): void {
	const profile = join(userFolder, 'browser');
	const browser = browserCommand('chromium', proxy, profile, n8n.url);
	console.log(`
n8n is running at ${n8n.url}
  Log in with ${owner.email} and the password ${owner.password}
  Its data is kept in ${userFolder}

"Connect" opens the service's consent page. In your own browser that would be the real service; this
one goes to the stand-in:
  ${browser}

Ctrl-C stops everything.`);
}

async function end(sandbox: Sandbox): Promise<void> {
	say('stopping');
	await sandbox.stop();
	process.exit();
}

await main();
