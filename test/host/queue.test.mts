/**
 * n8n in queue mode: Redis, PostgreSQL, one main process and two workers. What the workers do not agree upon would end
 * a connection to the Ledger: its tokens live for seconds, and each of its refresh tokens is good for one use.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { errorOf, itemsOf, type RunSummary } from '../../sandbox/client.mts';
import type { N8n } from '../../sandbox/n8n.mts';
import { buildPack } from '../../sandbox/pack.mts';
import { startProxy } from '../../sandbox/proxy.mts';
import { type Queue, startQueue, workOf } from '../../sandbox/queue.mts';
import { type BuiltinStandIn, startBuiltin } from '../../sandbox/services/builtin/index.mts';
import { type MailchimpStandIn, startMailchimp } from '../../sandbox/services/mailchimp/index.mts';
import { packLedger } from './fixtures/ledger/pack.mts';
import { type LedgerStandIn, startLedger, TOKEN_LIFE } from './fixtures/ledger/standIn.mts';
import { callLedger, connectLedger, publishLedger, WRITE } from './fixtures/ledger/workflow.mts';
import { countRuns, newestRun, storeTrigger } from './triggers.mts';
import { byId, NODE, oneNodeWorkflow, outputOf, TRIGGER } from './workflows.mts';

/** How many executions the two workers share. */
const MANY = 1_000;

/** Executions that a worker runs at once. */
const CONCURRENCY = 5;

/** How long all executions may take, in milliseconds: several times what they do. */
const PATIENCE = 240_000;

/** How long a test may take, so that it is the wait itself that says what has not come. */
const TIMEOUT = PATIENCE + 30_000;

const running = new AsyncDisposableStack();
let queue: Queue;
let ledger: LedgerStandIn;
let mailchimp: MailchimpStandIn;
let builtin: BuiltinStandIn;
let workflowId: string;

beforeAll(async () => {
	const packs = [await buildPack(), await packLedger()];
	ledger = running.adopt(await startLedger(), (one) => one.stop());
	mailchimp = running.adopt(await startMailchimp(), (one) => one.stop());
	builtin = running.adopt(await startBuiltin(), (one) => one.stop());
	const proxy = running.adopt(await startProxy({ standIns: [ledger, mailchimp, builtin] }), (one) =>
		one.stop(),
	);
	queue = running.adopt(
		await startQueue({ proxy, packs, workers: 2, concurrency: CONCURRENCY }),
		(one) => one.stop(),
	);
	workflowId = await publishLedger(queue.client, await connectLedger(queue.client));
}, 300_000);

afterAll(async () => {
	await running.disposeAsync();
});

/**
 * Waits until something is so.
 * @param what it is, for the error when it never is
 */
async function until(what: string, isSo: () => boolean | Promise<boolean>, every = 20) {
	const deadline = Date.now() + PATIENCE;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`After ${PATIENCE} ms, not yet: ${what}`);
		await sleep(every);
	}
}

/** The workflow's runs that are over, newest first. */
const runs = async () => await queue.client.api.finishedRuns(workflowId);

/** The same, once they are so many. */
async function runsOnce(count: number): Promise<RunSummary[]> {
	await until(`${count} runs are over`, async () => (await runs()).length >= count, 1_000);
	return await runs();
}

const statusesOf = (summaries: readonly RunSummary[]) => [
	...new Set(summaries.map(({ status }) => status)),
];

/** Marks that nothing else has. */
const marksOf = (name: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${name}-${index}`);

/** Those marks among the Ledger's entries, each as often as it is there. */
const written = (name: string) => ledger.marks.filter((mark) => mark.startsWith(`${name}-`)).sort();

/** What is wrong with how the workers renewed the token: a refresh token used twice, or refused. */
const badRefreshes = () =>
	ledger.refreshes.filter(({ outcome, usedBefore }) => outcome !== 'ok' || usedBefore > 0);

/** How long ago the token was renewed, in milliseconds. */
const tokenAge = () => Date.now() - (ledger.refreshes.at(-1)?.at ?? 0);

/** The executions that a worker has begun and not finished. */
function begunBy(worker: N8n): string[] {
	const { started, finished } = workOf(worker);
	return [...started].filter((id) => !finished.has(id));
}

describe('n8n with two workers', () => {
	it(
		'runs 1,000 executions over both while the token is renewed, each of them once',
		async () => {
			const marks = marksOf('many', MANY);
			const refreshesBefore = ledger.refreshes.length;
			const began = Date.now();
			await callLedger(queue.main.url, marks);
			const summaries = await runsOnce(MANY);

			expect(summaries).toHaveLength(MANY);
			expect(statusesOf(summaries)).toEqual(['success']);
			expect(written('many')).toEqual([...marks].sort());
			const shares = queue.workers.map((worker) => workOf(worker).started.size);
			expect(shares.reduce((sum, share) => sum + share)).toBe(MANY);
			// Neither stood aside.
			expect(Math.min(...shares)).toBeGreaterThan(MANY / 10);
			const refreshes = ledger.refreshes.length - refreshesBefore;
			// The Ledger counts in whole seconds: a token may live up to one less.
			const lives = Math.ceil((Date.now() - began) / 1_000 / (TOKEN_LIFE - 1));
			expect(refreshes).toBeGreaterThan(2);
			expect(refreshes).toBeLessThanOrEqual(lives);
			expect(badRefreshes()).toEqual([]);
		},
		TIMEOUT,
	);

	it(
		'loses what a killed worker had begun, as n8n does, and nothing else, and writes nothing twice',
		async () => {
			const before = new Set((await runs()).map(({ id }) => id));
			const marks = marksOf('killed', 60);
			const [victim, survivor] = queue.workers;
			if (!victim || !survivor) throw new Error('There are not two workers');
			ledger.latency = 1_000;
			await callLedger(queue.main.url, marks);
			// Not while the token is renewed: what a worker has renewed and not stored yet is lost with it.
			await until('both workers write, with a token that is neither new nor old', () => {
				const age = tokenAge();
				const isSteady = ledger.refreshing === 0 && age > 500 && age < 3_000;
				return isSteady && ledger.unanswered >= CONCURRENCY && begunBy(victim).length >= 3;
			});
			process.kill(-victim.pid, 'SIGKILL');
			const summaries = (await runsOnce(before.size + marks.length)).filter(
				({ id }) => !before.has(id),
			);
			ledger.latency = 0;

			expect(summaries).toHaveLength(marks.length);
			const lost = summaries.filter(({ status }) => status !== 'success');
			const taken = workOf(survivor).started;
			expect(lost.filter(({ id }) => taken.has(id))).toEqual([]);
			expect(lost.length).toBeGreaterThan(0);
			expect(lost.length).toBeLessThanOrEqual(CONCURRENCY);
			// n8n says so, and gives them to no other worker.
			expect(statusesOf(lost)).toEqual(['error']);
			for (const { id } of lost) {
				const run = await queue.client.rest.waitForExecution(id);
				expect(errorOf(run)?.message).toMatch(/failed to be processed too many times/);
			}

			const succeeded = summaries.filter(({ status }) => status === 'success');
			const told = await Promise.all(
				succeeded.map(async ({ id }) => {
					const run = await queue.client.rest.waitForExecution(id);
					return itemsOf(run, WRITE).map(({ json }) => json['mark']);
				}),
			);
			const entries = written('killed');
			expect(new Set(entries).size).toBe(entries.length);
			expect(new Set(told.flat()).size).toBe(succeeded.length);
			expect(entries).toEqual(expect.arrayContaining(told.flat()));
		},
		TIMEOUT,
	);

	it(
		'goes on with the connection over the worker that is left',
		async () => {
			const marks = marksOf('after', 20);
			const before = (await runs()).length;
			await until('the token has expired', () => tokenAge() > TOKEN_LIFE * 1_000);
			await callLedger(queue.main.url, marks);
			const summaries = await runsOnce(before + marks.length);
			expect(statusesOf(summaries.slice(0, marks.length))).toEqual(['success']);
			expect(written('after')).toEqual([...marks].sort());
			expect(badRefreshes()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a trigger of this package', () => {
	const audience = () => {
		const [regulars] = mailchimp.accounts[0]?.audiences.values() ?? [];
		if (!regulars) throw new Error('no audience');
		return regulars;
	};

	it('is registered once, also when the main process starts anew, runs on a worker, and is removed', async () => {
		const { client } = queue;
		const credential = await client.api.createCredential({
			name: 'Flowers',
			type: 'mailchimpConnectionApi',
			data: { apiKey: mailchimp.apiKey },
		});
		const trigger = await storeTrigger(client, {
			type: 'mailchimpTrigger',
			credential,
			parameters: {
				authentication: 'apiKey',
				audience: byId(audience().id),
				events: ['subscribe'],
				sources: ['api'],
			},
		});
		await client.activate(trigger);
		const registered = [...audience().webhooks.keys()];
		expect(registered).toHaveLength(1);
		await queue.restartMain();
		expect([...audience().webhooks.keys()]).toEqual(registered);

		await outputOf(client, {
			credential,
			resource: 'member',
			operation: 'create',
			parameters: { audience: byId(audience().id), email: 'new@example.com', status: 'subscribed' },
		});
		await mailchimp.deliveries.settled();
		expect(await newestRun(client, trigger, 1)).toMatchObject([{ type: 'subscribe' }]);
		expect(await countRuns(client, trigger)).toBe(1);
		const [run] = await client.rest.executionIds(trigger);
		expect(queue.workers.map((worker) => workOf(worker).started.has(run ?? ''))).toContain(true);

		await client.deactivate(trigger);
		expect(audience().webhooks.size).toBe(0);
		const calls = mailchimp.requests.filter(({ path }) => path.includes('/webhooks'));
		expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(mailchimp.violations).toEqual([]);
	});
});

describe('Verify', () => {
	it('asks the services on a worker, and leaves no execution but its own', async () => {
		const { client } = queue;
		const slack = async (token: 'good' | 'revoked') =>
			await client.rest.createCredential({
				name: `Chat, ${token}`,
				type: 'slackOAuth2Api',
				data: {
					clientId: 'client',
					clientSecret: 'THE-CLIENT-SECRET',
					oauthTokenData: { access_token: token, token_type: 'Bearer' },
				},
			});
		for (const token of ['good', 'revoked'] as const) await slack(token);
		await client.api.createCredential({
			name: 'Bulbs',
			type: 'mailchimpConnectionApi',
			data: { apiKey: mailchimp.apiKey },
		});
		const itself = await client.api.createCredential({
			name: 'This n8n',
			type: 'n8nConnectionApi',
			// A worker does not know where its main process listens.
			data: { apiKey: client.apiKey, url: queue.main.url },
		});
		const { id } = await client.api.createWorkflow(
			oneNodeWorkflow({
				credential: itself,
				type: 'n8n-nodes-connections.connections',
				resource: 'managedConnection',
				operation: 'verify',
				parameters: { filters: { types: 'slackOAuth2Api, mailchimpConnectionApi' } },
			}),
		);
		const asked = builtin.requests.length;
		const run = await client.rest.runWorkflow(id, TRIGGER);
		expect(errorOf(run)).toBeUndefined();
		const rows = new Map(itemsOf(run, NODE).map(({ json }) => [json['name'], json]));
		expect(rows.get('Chat, revoked')).toMatchObject({ status: 'broken', cause: 'revoked' });
		expect(rows.get('Chat, good')).toMatchObject({
			status: 'working',
			account: expect.stringContaining('Acme'),
		});
		expect(rows.get('Bulbs')).toMatchObject({
			status: 'working',
			account: expect.not.stringMatching(/^not told$/),
		});
		expect(builtin.requests.slice(asked).map(({ path }) => path)).toEqual(
			expect.arrayContaining(['/api/auth.test']),
		);
		expect(queue.workers.map((worker) => workOf(worker).finished.has(run.id))).toContain(true);
		expect(await client.rest.executionIds(id)).toEqual([run.id]);
		for (const { log } of [queue.main, ...queue.workers]) {
			expect(log()).not.toContain('THE-CLIENT-SECRET');
		}
	});
});
