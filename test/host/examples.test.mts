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
	expect(examples).toHaveLength(4);
});
