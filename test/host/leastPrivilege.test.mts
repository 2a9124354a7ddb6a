/** n8n's own nodes in the real n8n, at services that enforce the vendors' tables: our scopes suffice, and none is too many. */
import { narrowest } from '../../builtin/nodes/model.ts';
import type { Credential, Execution } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { startEnforcing, tokenWith } from '../../sandbox/services/builtin/enforcing.mts';
import type { StandIn } from '../../sandbox/standIn.mts';
import { mostFrequent, ROWS, WITHOUT_TABLE } from '../builtin/uses.mts';
import { type Case, readingOf } from './leastPrivilege/case.mts';
import { googleCases } from './leastPrivilege/google.mts';
import { mailCases } from './leastPrivilege/mail.mts';
import { storeTrigger, TRIGGER } from './triggers.mts';
import { runOneNode } from './workflows.mts';

const PATIENCE = 600_000;

let standIn: StandIn;
let sandbox: Sandbox;

beforeAll(async () => {
	standIn = await startEnforcing();
	sandbox = await startSandbox({ standIns: [standIn] });
}, PATIENCE);

afterAll(async () => {
	await sandbox.stop();
	await standIn.stop();
}, PATIENCE);

const cases = [...googleCases, ...mailCases].map((one) => {
	const { operation, runs } = readingOf(one);
	const options = JSON.stringify(one.parameters['options'] ?? {});
	return {
		...one,
		does: operation,
		scopes: narrowest(runs),
		name: `${one.node}, ${operation}${options === '{}' ? '' : ` ${options}`}`,
	};
});

/** Runs a node, and what comes before it. */
async function start(one: Case, credential: Credential): Promise<Execution> {
	const { node, version, isTrigger } = one;
	const type = `n8n-nodes-base.${node}`;
	if (!isTrigger) {
		return await runOneNode(sandbox.client, { ...one, credential, type, typeVersion: version });
	}
	const id = await storeTrigger(sandbox.client, {
		type,
		typeVersion: version,
		credential,
		parameters: one.parameters,
	});
	return await sandbox.client.rest.runWorkflow(id, TRIGGER);
}

/** Runs a node with a connection that was granted these scopes, and gives the requests that it sent. */
async function run(one: Case, scopes: readonly string[]) {
	const access_token = tokenWith(scopes);
	const credential = await sandbox.client.rest.createCredential({
		name: one.slot,
		type: one.slot,
		data: {
			clientId: 'client',
			clientSecret: 'THE-CLIENT-SECRET',
			oauthTokenData: {
				access_token,
				refresh_token: 'refresh',
				token_type: 'Bearer',
				// Slack tells a person's token so.
				authed_user: { access_token },
			},
		},
	});
	const before = standIn.requests.length;
	const { status, data } = await start(one, credential);
	return {
		status,
		error: data.resultData.error?.message,
		requests: standIn.requests.slice(before).map(({ method, path }) => `${method} ${path}`),
	};
}

describe.each(cases)('$name', (one) => {
	it(
		'runs with exactly the scopes that we say, and fails with any one of them missing',
		async () => {
			const full = await run(one, one.scopes);
			expect(full).toEqual({
				status: one.waits ? 'waiting' : 'success',
				error: undefined,
				requests: expect.arrayContaining([expect.any(String)]),
			});
			for (const missing of one.scopes) {
				const lesser = await run(
					one,
					one.scopes.filter((scope) => scope !== missing),
				);
				expect([missing, lesser.status]).toEqual([missing, 'error']);
			}
		},
		PATIENCE,
	);
});

describe(`of the ${ROWS} most frequent uses`, () => {
	const isCase = ({ node, operation, runs }: ReturnType<typeof mostFrequent>[number]) =>
		cases.some(
			(one) =>
				one.node === node && one.does === operation && one.scopes.join() === narrowest(runs).join(),
		);

	it('all are run here but those of a vendor without a table', () => {
		const uses = mostFrequent(ROWS);
		const enforced = uses.filter(isCase);
		console.info(`${enforced.length} of the ${ROWS} most frequent uses run with enforced scopes`);
		const others = uses.filter((use) => !isCase(use));
		expect(others.map(({ node }) => node)).toEqual(Object.keys(WITHOUT_TABLE));
	});
});
