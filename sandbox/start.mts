/**
 * `npm start`: a real n8n with the pack, stand-ins for the services, and examples that work.
 *
 * With `--connect airtable --connect xero`, or `--connect all`, these services are connected besides those of the examples.
 * With `--check` it ends after the examples have run: with 0 if all went well, 1 if not.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { browserCommand } from './browser.mts';
import { type Client, errorOf, itemsOf } from './client.mts';
import { connectServices } from './connections.mts';
import { importExamples, type StoredExample } from './examples.mts';
import { cacheFolder } from './places.mts';
import { owner, type Sandbox, startSandbox } from './sandbox.mts';

/** n8n's usual port; another one when it is taken. */
const PORT = 5678;

/** Kept between starts, so that what a person makes in this n8n is there the next time. */
const userFolder = join(cacheFolder(), 'start');

const say = (line: string): void => console.log(`· ${line}`);

const { values: flags } = parseArgs({
	options: { check: { type: 'boolean' }, connect: { type: 'string', multiple: true } },
});

async function main(): Promise<void> {
	const sandbox = await startSandbox({ n8n: { userFolder, port: PORT }, say });
	process.once('SIGINT', () => void end(sandbox));
	process.once('SIGTERM', () => void end(sandbox));
	try {
		await connectServices(sandbox, say, flags.connect);
		const examples = await importExamples(sandbox.client);
		for (const { page } of examples) {
			if (page !== undefined) console.log(`\nConnections page: ${sandbox.n8n.url}/${page}\n`);
		}
		say(`stored the workflows of examples/: ${examples.length}`);
		const outcomes: boolean[] = [];
		for (const example of examples) {
			const { page } = example;
			const isDone =
				page === undefined
					? await run(sandbox.client, example)
					: await opens(`${sandbox.n8n.url}/${page}`);
			outcomes.push(isDone);
		}
		const isGood = outcomes.length > 0 && outcomes.every(Boolean);
		if (flags.check) {
			process.exitCode = isGood ? 0 : 1;
			await sandbox.stop();
			return;
		}
		await explain(sandbox, examples);
	} catch (error) {
		await sandbox.stop();
		throw error;
	}
}

/** Runs an example and says what each of its nodes gave. */
async function run(client: Client, { id, name, nodeNames }: StoredExample): Promise<boolean> {
	const [trigger] = nodeNames;
	const execution = await client.rest.runWorkflow(id, trigger);
	console.log(`\n"${name}" ran: ${execution.status}`);
	for (const node of nodeNames) console.log(`  ${node}: ${itemsOf(execution, node).length} items`);
	const error = errorOf(execution);
	if (error) console.log(`  ${error.message} ${error.description ?? ''}`);
	return execution.status === 'success';
}

/** Whether a page is there: who is not signed in is sent to the form of n8n that asks. */
async function opens(url: string): Promise<boolean> {
	const { status, headers } = await fetch(url, { redirect: 'manual' });
	const isThere = status === 302 && (headers.get('location') ?? '').includes('/form/');
	console.log(`\n${url} ${isThere ? 'opens' : `answers ${status}`}`);
	return isThere;
}

/** Says where everything is, on a page and here. */
async function explain(sandbox: Sandbox, examples: readonly StoredExample[]): Promise<void> {
	const { n8n, proxy } = sandbox;
	const profile = join(userFolder, 'browser');
	const browser = browserCommand('chromium', proxy, profile, n8n.url);
	// It knows the services from `dist`, which has been built only now.
	const { startPlayground } = await import('./playground/index.mts');
	const playground = await startPlayground({
		url: n8n.url,
		owner,
		browserCommand: browser,
		examples,
		played: sandbox,
		mailbox: sandbox.mailbox,
		connections: async () => await sandbox.client.api.credentials(),
	});
	console.log(`
Everything to play with is at ${playground.url}
  Keys, apps and accounts to connect, buttons that break a connection or let it expire, and n8n's mails

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
