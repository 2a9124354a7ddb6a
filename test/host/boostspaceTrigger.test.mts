import { z } from 'zod';

import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { boostspaceParameters } from './everyOperation.mts';
import { countRuns, newestRun, storeTrigger } from './triggers.mts';
import { outputOf } from './workflows.mts';

let sandbox: Sandbox;
let credential: Credential;
let workflowId: string;

const things = () => sandbox.boostspace.systems[0].things;

const setting = z.object({ url: z.string(), headers: z.array(z.string()) });

/** The one webhook that is registered: where it calls, and with which headers. */
const action = () => {
	const [only, ...others] = things()['automatization/action'].values();
	if (!only || others.length > 0) throw new Error('not exactly one action');
	const { url, headers } = setting.parse(only.setting);
	const [, line = ''] = headers;
	const [name = '', secret = ''] = line.split(': ');
	return { url, name, secret };
};

const workflowWith = async (parameters: Record<string, unknown>) =>
	await storeTrigger(sandbox.client, { type: 'boostspaceTrigger', credential, parameters });

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = await sandbox.client.api.createCredential({
		name: 'Flowers',
		type: 'boostspaceConnectionApi',
		data: { apiKey: sandbox.boostspace.token, system: 'flowers' },
	});
	workflowId = await workflowWith({ subject: 'record', events: ['CREATE', 'DELETE'] });
	await sandbox.client.activate(workflowId);
});

afterAll(async () => {
	await sandbox.stop();
});

afterEach(() => {
	expect(sandbox.boostspace.violations).toEqual([]);
});

const runs = async () => await countRuns(sandbox.client, workflowId);

const newest = async (count: number) => await newestRun(sandbox.client, workflowId, count);

const record = async (operation: string, parameters: Record<string, unknown>) =>
	await outputOf(sandbox.client, { credential, resource: 'record', operation, parameters });

let created: Record<string, unknown> | undefined;

it('is registered with an action, a trigger for each event, and a secret of its own', () => {
	expect(action().secret).toMatch(/^[0-9a-f]{64}$/);
	const triggers = [...things()['automatization/trigger'].values()];
	expect(triggers.map(({ event, module }) => [event, module])).toEqual([
		['CREATE', 'custom-module-item'],
		['DELETE', 'custom-module-item'],
	]);
});

it('starts the workflow with a record that is created', async () => {
	const before = await runs();
	[created] = await record('create', boostspaceParameters(sandbox)['record.create']?.() ?? {});
	expect(await newest(before + 1)).toEqual([
		{ ...created, event: 'CREATE', customFields: { colour: 'yellow' } },
	]);
	expect(sandbox.boostspace.deliveries.statuses).toEqual([200]);
});

it('does not start it for an event that was not chosen', async () => {
	const before = await runs();
	const update = boostspaceParameters(sandbox)['record.update']?.() ?? {};
	await record('update', update);
	await sandbox.boostspace.deliveries.settled();
	expect(await runs()).toBe(before);
});

describe('a call that is not its own', () => {
	const call = async (headers: Record<string, string>) => {
		const answer = await fetch(action().url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: '{"id": 1}',
		});
		return { status: answer.status, said: await answer.text() };
	};

	it.each([
		['without the secret', () => ({})],
		['with another secret', () => ({ [action().name]: '0'.repeat(64) })],
		['with a piece of the secret', () => ({ [action().name]: action().secret.slice(0, 32) })],
	])('%s is refused and starts nothing', async (_what, headers) => {
		const before = await runs();
		const { status, said } = await call(headers());
		expect(status).toBe(403);
		expect(said).toContain('secret of this webhook is missing or wrong');
		expect(said).not.toContain(action().secret);
		expect(await runs()).toBe(before);
	});

	it('about another event is refused, though it knows the secret', async () => {
		const headers = { [action().name]: action().secret, 'x-trigger-event': 'UPDATE' };
		expect((await call(headers)).status).toBe(403);
	});
});

it('takes a call of its own in a form that nobody has described, whole', async () => {
	const before = await runs();
	const body = { id: 7, name: 'Rose', customFieldsValues: 'red' };
	const answer = await fetch(action().url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-trigger-event': 'record created',
			[action().name]: action().secret,
		},
		body: JSON.stringify(body),
	});
	expect(answer.status).toBe(200);
	expect(await newest(before + 1)).toEqual([{ ...body, event: 'record created' }]);
});

it('without events says which field to fix', async () => {
	const id = await workflowWith({ subject: 'record', events: [] });
	await expect(sandbox.client.activate(id)).rejects.toThrow(/events/);
});

it('leaves nothing behind: neither action nor triggers', async () => {
	await sandbox.client.deactivate(workflowId);
	expect(things()['automatization/action'].size).toBe(0);
	expect(things()['automatization/trigger'].size).toBe(0);
});

it('whose registration fails half-way leaves nothing behind', async () => {
	const id = await workflowWith({ subject: 'customModule', events: ['CREATE', 'UPDATE'] });
	const isSecond = ({ method, body }: { method: string; body: unknown }) =>
		method === 'POST' && JSON.stringify(body ?? '').includes('"event":"UPDATE"');
	sandbox.boostspace.faults.add({
		match: isSecond,
		times: Infinity,
		respond: { status: 400, body: '{"message": "No more triggers"}' },
	});
	await expect(sandbox.client.activate(id)).rejects.toThrow(/No more triggers/);
	expect(things()['automatization/action'].size).toBe(0);
	expect(things()['automatization/trigger'].size).toBe(0);
});
