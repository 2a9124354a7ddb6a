/**
 * Every operation of Boost.space Integrator, against a stand-in that enforces scopes by itself: it passes with exactly
 * the permissions that it requires, is stopped before its request without one of them, and is refused when it is sent all
 * the same. So `requires` can neither say too little nor too much.
 */
import { errorOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { labelsOf, scopesOf } from '../../connection/model/permissions.ts';
import { boostspaceIntegrator as service } from '../../services/boostspaceIntegrator.ts';
import { boostspaceIntegratorParameters, everyOperation, type Row } from './everyOperation.mts';
import { runOneNode } from './workflows.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

afterEach(() => {
	expect(sandbox.boostspaceIntegrator.violations).toEqual([]);
});

/** Where a token is asked what it may do. */
const asksWhatItMay = ({ path }: { readonly path: string }) =>
	path.endsWith('/users/me/current-authorization');

/** Runs an operation with a token that has the scopes of some permissions. */
async function run(
	{ name, resource, operation }: Row,
	permissions: readonly string[],
	prepare = () => {},
) {
	const { client, boostspaceIntegrator: standIn } = sandbox;
	const credential = await client.api.createCredential({
		name: 'Few scopes',
		type: 'boostspaceIntegratorConnectionApi',
		data: { apiKey: standIn.tokenWith(scopesOf(service, permissions)) },
	});
	const parameters = boostspaceIntegratorParameters(sandbox)[name]?.() ?? {};
	standIn.clear();
	prepare();
	return errorOf(await runOneNode(client, { credential, resource, operation, parameters }));
}

const all = Object.keys(service.permissions);

const rows = everyOperation.filter(
	({ service: name, declared }) => name === service.name && declared.requires.length > 0,
);

it('every permission is needed by an operation', () => {
	const used = new Set(rows.flatMap(({ declared }) => declared.requires));
	expect([...used].sort()).toEqual([...all].sort());
});

describe.each(rows)('$name', (row) => {
	const { requires } = row.declared;

	it(`passes with exactly: ${requires.join(', ')}`, async () => {
		expect(await run(row, requires)).toBeUndefined();
	});

	it.each(requires)('is stopped before its request without %s', async (lacking) => {
		const error = await run(
			row,
			all.filter((one) => one !== lacking),
		);
		const label = labelsOf(service, [lacking]);
		expect(error?.message).toContain(`"Few scopes" may not: ${label}. It was authorized for:`);
		expect(error?.description).toContain(
			`Make a new API Token with the right to "${label}" (${scopesOf(service, [lacking]).join()})`,
		);
		const { requests } = sandbox.boostspaceIntegrator;
		expect(requests.filter((one) => !asksWhatItMay(one))).toEqual([]);
	});

	it.each(requires)('sent all the same, is refused by Integrator without %s', async (lacking) => {
		const respond = { status: 200, body: '{"authorization": {"authUsed": "token"}}' };
		const error = await run(
			row,
			requires.filter((one) => one !== lacking),
			() => {
				const { faults } = sandbox.boostspaceIntegrator;
				faults.add({ match: asksWhatItMay, times: Infinity, respond });
			},
		);
		expect(error?.message).toContain(
			`"Few scopes" seems not to be allowed to: ${labelsOf(service, requires)}.`,
		);
	});
});
