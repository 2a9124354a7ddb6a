/** The Connections node in the real n8n, where n8n does not answer properly. */
import type { Credential } from '../../../sandbox/client.mts';
import { itemsOf } from '../../../sandbox/client.mts';
import { type N8nFront, startN8nFront } from '../../../sandbox/services/n8n/index.mts';
import { byId, NODE, outputOf, runOneNode } from '../workflows.mts';
import { type Json, type Managing, managing, named, node, startManaging } from './managing.mts';

let side: Managing;

beforeAll(async () => {
	side = await startManaging();
});

afterAll(async () => {
	await side.stop();
});

afterEach(async () => {
	await side.clear();
});

describe('where n8n does not answer properly', () => {
	let front: N8nFront;
	let overFront: Credential;
	/** A connection whose service only n8n's own test asks. */
	let mail: Credential;

	beforeAll(async () => {
		front = await startN8nFront(side.sandbox.n8n.url);
		overFront = await side.create('This n8n over a front', 'n8nConnectionApi', {
			apiKey: side.sandbox.client.apiKey,
			url: front.url,
		});
		const { host, port } = side.sandbox.mailbox;
		const data = { host, port, secure: false, disableStartTls: true };
		mail = await side.create('Mail', 'smtp', data);
	});

	afterAll(async () => {
		for (const { id } of [overFront, mail]) await side.sandbox.client.api.deleteCredential(id);
		await front.stop();
	});

	beforeEach(() => front.clear());

	const wanted = (operation: string, parameters: Json) =>
		managing(overFront, operation, parameters);

	const managedOverFront = async (operation: string, parameters: Json) =>
		await outputOf(side.sandbox.client, wanted(operation, parameters));

	const refusalOverFront = async (operation: string, parameters: Json) =>
		await side.refusal(operation, parameters, { credential: overFront });

	const isTest = ({ method }: { readonly method: string }) => method === 'POST';

	const verifying = () => ({ which: 'one', connection: byId(mail.id), timeLimit: 2 });

	it.each(['silence', 'reset', 'half', 'notJson'] as const)(
		'Verify asks again for a test whose answer is lost once: %s',
		async (respond) => {
			front.faults.add({ match: isTest, respond });
			expect(await managedOverFront('verify', verifying())).toMatchObject([
				{ name: 'Mail', status: 'working' },
			]);
			expect(front.requests.filter(isTest)).toHaveLength(2);
		},
	);

	it('Verify does not call a connection broken when n8n has stopped to answer', async () => {
		let isSilent = false;
		front.faults.add({
			match: (request) => {
				isSilent ||= isTest(request);
				return isSilent;
			},
			times: Infinity,
			respond: { status: 500 },
		});
		const broken = await refusalOverFront('verify', verifying());
		expect(broken).toMatch(/^n8n could not answer "This n8n over a front"/);
		expect(broken).not.toMatch(/carried out/);
		front.clear();
		front.faults.add({ match: isTest, respond: 'silence' });
		front.faults.add({
			match: ({ method, path }) =>
				method === 'GET' && path.endsWith(mail.id) && front.requests.some(isTest),
			respond: { status: 500 },
		});
		expect(await refusalOverFront('verify', verifying())).toMatch(/^n8n could not answer/);
	});

	it('Verify goes on where n8n does not know the type of one of them', async () => {
		const message = 'Unrecognized credential type: smtp';
		front.faults.add({
			match: (request) => isTest(request) && request.path.includes(mail.id),
			times: Infinity,
			respond: { status: 400, body: JSON.stringify({ message }) },
		});
		const items = await managedOverFront('verify', {});
		expect(named(items, 'Mail')).toMatchObject({
			status: 'unverifiable',
			message: `n8n cannot test it: ${message}`,
		});
		expect(named(items, 'Forgotten').status).toBe('working');
		expect(named(items, 'Old newsletter').status).toBe('broken');
	});

	it('Rename by a pattern says what was renamed before it failed', async () => {
		const made = [];
		for (const name of ['Alpha', 'Beta']) {
			made.push(await side.create(name, 'httpHeaderAuth', { name: 'a', value: 'b' }));
		}
		const given: string[] = [];
		front.faults.add({
			match: ({ method, body }) => method === 'PATCH' && given.push(JSON.stringify(body)) === 2,
			respond: { status: 500 },
		});
		const said = await refusalOverFront('rename', {
			which: 'pattern',
			pattern: 'New {name}',
			filters: { types: 'httpHeaderAuth' },
			preview: false,
		});
		const all = (await side.sandbox.client.api.credentials()).map(({ name }) => name);
		const [done] = ['Alpha', 'Beta'].filter((name) => all.includes(`New ${name}`));
		const [failed] = ['Alpha', 'Beta'].filter((name) => all.includes(name));
		expect(said).toMatch(
			new RegExp(
				`^It is not known whether "${failed}" was renamed: .* Renamed so far: "New ${done}"`,
			),
		);
		for (const { id } of made) await side.sandbox.client.api.deleteCredential(id);
	});

	it('Rename by a pattern goes on when n8n refuses one of them, and says why', async () => {
		const made = [];
		for (const name of ['Alpha', 'Beta']) {
			made.push(await side.create(name, 'httpHeaderAuth', { name: 'a', value: 'b' }));
		}
		// So n8n answers for a connection that it manages itself.
		front.faults.add({
			match: ({ method }) => method === 'PATCH',
			respond: {
				status: 400,
				body: JSON.stringify({ message: 'Managed credentials cannot be updated.' }),
			},
		});
		const items = await managedOverFront('rename', {
			which: 'pattern',
			pattern: 'New {name}',
			filters: { types: 'httpHeaderAuth' },
			preview: false,
		});
		expect(items.map(({ renamed }) => renamed)).toEqual([false, true]);
		expect(items[0]?.refusal).toMatch(/Managed credentials cannot be updated\./);
		for (const { id } of made) await side.sandbox.client.api.deleteCredential(id);
	});

	it('Delete reads all workflows once for a preview, and right before each deletion', async () => {
		const made: Credential[] = [];
		for (const name of ['One', 'Two', 'Three']) {
			made.push(
				await side.create(`${name} of three`, 'httpBasicAuth', { user: 'a', password: 'b' }),
			);
		}
		const [, second] = made;
		if (!second) throw new Error('There is no second one');
		await side.store('Uses the second', [
			node(
				'n8n-nodes-base.httpRequest',
				{ authentication: 'genericCredentialType', genericAuthType: second.type },
				[second],
			),
		]);
		const deleteAll = async (preview: boolean) => {
			front.clear();
			const execution = await runOneNode(side.sandbox.client, {
				...wanted('delete', { connection: byId('={{ $json.id }}'), preview }),
				items: made.map(({ id }) => ({ id })),
				onError: 'continueRegularOutput',
			});
			return itemsOf(execution, NODE).map(({ json }) => json);
		};
		const readings = () => front.requests.filter(({ path }) => path === '/api/v1/workflows').length;
		const planned = await deleteAll(true);
		expect(planned.map(({ wouldBeDeleted }) => wouldBeDeleted)).toEqual([true, false, true]);
		expect(readings()).toBe(1);
		const done = await deleteAll(false);
		expect(done.map(({ deleted }) => deleted)).toEqual([true, undefined, true]);
		expect(done[1]?.error).toMatch(
			/"Two of three" was not deleted: it is used by "Uses the second"/,
		);
		expect(readings()).toBe(4);
		await side.sandbox.client.api.deleteCredential(second.id);
	});

	it('Delete is done although its answer got lost: n8n is asked', async () => {
		const one = await side.create('To be deleted', 'httpBasicAuth', { user: 'a', password: 'b' });
		front.faults.add({
			match: ({ method }) => method === 'DELETE',
			respond: 'reset',
			afterwards: true,
		});
		expect(
			await managedOverFront('delete', { connection: byId(one.id), preview: false }),
		).toMatchObject([{ deleted: true }]);
	});
});
