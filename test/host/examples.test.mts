/** Every example workflow, stored and run as `npm start` does it. */
import { errorOf, itemsOf } from '../../sandbox/client.mts';
import { connectServices } from '../../sandbox/connections.mts';
import { importExamples, type StoredExample } from '../../sandbox/examples.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';

let sandbox: Sandbox;
let examples: readonly StoredExample[];

beforeAll(async () => {
	sandbox = await startSandbox();
	await connectServices(sandbox, () => {});
	examples = await importExamples(sandbox.client);
});

afterAll(async () => {
	await sandbox.stop();
});

it.each([
	['Boost.space: the records of every space', 'Get records'],
	['Boost.space Integrator: ', 'Verify'],
	['Connections: alert me', 'Mail me'],
	['Connections: monthly access review', 'As CSV'],
	['Connections: clean up', 'Preview the deletion'],
	['Connections: mail the owner', 'Mail the owner'],
	['Connections: policy audit', 'As a table'],
	['Facebook Pages: the newest posts of every page with their figures', 'Get figures'],
	['Mailchimp: list the audiences and their members', 'Get members'],
])('"%s" runs, and "%s" gives items', async (name, node) => {
	const example = examples.find((one) => one.name.startsWith(name));
	if (!example) throw new Error(`there is no example ${name}`);
	const execution = await sandbox.client.rest.runWorkflow(example.id, example.nodeNames[0]);
	expect(errorOf(execution)).toBeUndefined();
	expect(itemsOf(execution, node).length).toBeGreaterThan(0);
});

it('all examples are among these', () => {
	expect(examples).toHaveLength(10);
});

it('the page sends who is not signed in to the form that asks n8n who they are', async () => {
	const example = examples.find(({ page }) => page !== undefined);
	const url = `${sandbox.n8n.url}/${example?.page}`;
	const { status, headers } = await fetch(url, { redirect: 'manual' });
	expect(status).toBe(302);
	const form = await fetch(headers.get('location') ?? '', { redirect: 'manual' });
	expect(form.status).toBe(302);
	expect(form.headers.get('location')).toMatch(/oauth\/authorize/);
});

const runOf = async (name: string) => {
	const example = examples.find((one) => one.name.startsWith(name));
	if (!example) throw new Error(`there is no example ${name}`);
	return await sandbox.client.rest.runWorkflow(example.id, example.nodeNames[0]);
};

it('the alert says which connection broke, why, and where to repair it', async () => {
	sandbox.mailbox.mails.length = 0;
	await runOf('Connections: alert me');
	expect(sandbox.mailbox.mails).toEqual([
		expect.objectContaining({
			subject: 'Mailchimp account (deleted key) broke',
			text: expect.stringMatching(
				/^Mailchimp refused the API Key[^]*Active workflows that stop: none. Repair it: [^]*home\/credentials\//,
			),
		}),
	]);
});

it('each broken connection becomes a mail to its owner with cause, workflows that stop and link', async () => {
	sandbox.mailbox.mails.length = 0;
	await runOf('Connections: mail the owner');
	expect(sandbox.mailbox.mails).toEqual([
		{
			from: 'n8n@example.com',
			to: ['owner@example.com'],
			subject: 'Your connection "Mailchimp account (deleted key)" is broken',
			text: expect.stringMatching(
				/^Mailchimp account \(deleted key\) \(Mailchimp\): [^]*\nCause: wrongKey\nActive workflows that stop: none\n\nOpen it: http[^]*\/home\/credentials\//,
			),
		},
	]);
});

it('the policy audit is a table, the worst first, and changes nothing', async () => {
	const before = await sandbox.client.api.credentials();
	const escaped = await sandbox.client.api.createCredential({
		name: '<img src=x onerror=alert(1)> "Ünused" 🌻',
		type: 'httpBasicAuth',
		data: { user: 'a', password: 'b' },
	});
	const execution = await runOf('Connections: policy audit');
	const rows = itemsOf(execution, 'Worst first').map(({ json }) => json);
	expect(rows).toHaveLength(before.length + 1);
	const scores = rows.map(({ Score }) => Number(Score));
	expect(scores).toEqual([...scores].sort((a, b) => b - a));
	const facebook = rows.find(({ Connection }) => Connection === 'Facebook Pages account');
	expect(facebook).toMatchObject({ Findings: expect.stringMatching(/unused|not used|none/) });
	const [table] = itemsOf(execution, 'As a table');
	expect(String(table?.json.table)).toContain('<caption>Policy audit of all connections</caption>');
	expect(String(table?.json.table)).toContain('&lt;img src=x onerror=alert(1)&gt;');
	expect(String(table?.json.table)).not.toContain('<img');
	await sandbox.client.api.deleteCredential(escaped.id);
	const after = await sandbox.client.api.credentials();
	expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
});

it('the access review is a table with a row for each connection', async () => {
	const execution = await runOf('Connections: monthly access review');
	const [table] = itemsOf(execution, 'As a table');
	expect(String(table?.json.table)).toContain('<caption>Access of all connections</caption>');
	expect(String(table?.json.table)).toContain('Read pages and posts');
	const rows = itemsOf(execution, 'One row each');
	expect(rows).toHaveLength((await sandbox.client.api.credentials()).length);
});

it('the clean-up says what it would delete, and deletes nothing', async () => {
	const before = await sandbox.client.api.credentials();
	const items = itemsOf(await runOf('Connections: clean up'), 'Preview the deletion');
	expect(items.map(({ json }) => json.name)).toContain('Mailchimp account (deleted key)');
	expect(items.every(({ json }) => json.deleted === false)).toBe(true);
	expect(await sandbox.client.api.credentials()).toHaveLength(before.length);
});
