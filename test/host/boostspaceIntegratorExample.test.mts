/**
 * The example "every morning, verify every connection and mail the broken ones", imported as `npm start` does it, run in
 * n8n; the mail is sent by n8n's own node to a mail server on this machine.
 */
import { errorOf, itemsOf } from '../../sandbox/client.mts';
import { connectServices } from '../../sandbox/connections.mts';
import { importExamples, type StoredExample } from '../../sandbox/examples.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { addConnection } from '../../sandbox/services/boostspaceIntegrator/index.mts';

let sandbox: Sandbox;
let example: StoredExample;

beforeAll(async () => {
	sandbox = await startSandbox();
	await connectServices(sandbox, () => {});
	const examples = await importExamples(sandbox.client);
	const found = examples.find(({ name }) => name.includes('mail the broken ones'));
	if (!found) throw new Error('the example is not there');
	example = found;
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.boostspaceIntegrator.clear();
	sandbox.mailbox.mails.length = 0;
});

const run = async () => {
	const execution = await sandbox.client.rest.runWorkflow(example.id, example.nodeNames[0]);
	expect(errorOf(execution)).toBeUndefined();
	return execution;
};

const connections = () => [...sandbox.boostspaceIntegrator.world.connections.values()];

const named = (name: string) => {
	const found = connections().find((one) => one.name === name);
	if (!found) throw new Error(`there is no ${name}`);
	return found;
};

it('mails which connections are broken and why, of all teams of the user and of no others', async () => {
	const office = named('Airtable').team.organization.teams.find(({ name }) => name === 'Office');
	if (!office) throw new Error('there is no office');
	addConnection(sandbox.boostspaceIntegrator.world, office, 'Agenda', { works: 'no' });
	named('Drive of the bakery').works = 'refused';
	const execution = await run();
	expect(itemsOf(execution, 'Verify')).toHaveLength(4);
	expect(sandbox.mailbox.mails).toEqual([
		{
			from: 'n8n@example.com',
			to: ['me@example.com'],
			subject: '2 broken connections in Boost.space Integrator',
			text: expect.any(String),
		},
	]);
	expect(sandbox.mailbox.mails[0]?.text.trim().split('\n')).toEqual([
		'These connections do not work, or could not be verified. Look at them in Boost.space Integrator:',
		'',
		'Agenda (Google, team Office): Boost.space Integrator says that it does not work',
		'Old mailbox (Others (IMAP), team Shop): [401] The credentials are no longer valid.',
	]);
});

it('mails also what could not be verified', async () => {
	for (const one of connections()) one.works = 'yes';
	const { id } = named('Airtable');
	const match = ({ path }: { path: string }) => path.endsWith(`/${id}/test`);
	const respond = { status: 500, body: '{}' };
	sandbox.boostspaceIntegrator.faults.add({ match, times: Infinity, respond });
	await run();
	expect(sandbox.mailbox.mails.map(({ text }) => text)).toEqual([
		expect.stringMatching(
			/Airtable \(Airtable, team Shop\): Boost.space Integrator could not answer/,
		),
	]);
});

it('mails nothing when all work', async () => {
	for (const one of connections()) one.works = 'yes';
	const execution = await run();
	expect(itemsOf(execution, 'Verify').map(({ json }) => json.verified)).toEqual(
		Array.from({ length: 4 }, () => true),
	);
	expect(sandbox.mailbox.mails).toEqual([]);
});
